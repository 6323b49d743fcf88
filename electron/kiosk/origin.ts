import type { Session } from 'electron';
import type { ServedFile, ServedFiles } from './built-files.ts';
import { SECURITY_HEADERS } from './headers.ts';

/** What is decided about a request before anything is read. */
export type OriginAnswer =
  | { readonly status: 200; readonly file: ServedFile; readonly body: boolean }
  | { readonly status: 403 };

const FORBIDDEN: OriginAnswer = { status: 403 };

/**
 * Judges a request to the window's `https`. Everything that is not one of our files on our origin is 403: other hosts
 * are never passed through, because the renderer has no business on the network (rule 7). The origin is compared whole;
 * a port or user name in the URL makes it another one.
 */
export function answerFor(
  request: { url: string; method: string },
  uiOrigin: string,
  files: ServedFiles,
): OriginAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') return FORBIDDEN;
  const url = URL.parse(request.url);
  if (url === null || url.origin !== uiOrigin || url.username !== '' || url.password !== '') return FORBIDDEN;
  if (url.search !== '') return FORBIDDEN;
  const file = files.get(url.pathname);
  return file === undefined ? FORBIDDEN : { status: 200, file, body: request.method === 'GET' };
}

/** Turns a judgement into the response, with the security headers on refusals too. */
export async function originResponse(answer: OriginAnswer): Promise<Response> {
  if (answer.status === 403) return new Response(null, { status: 403, headers: SECURITY_HEADERS });
  const bytes = answer.body ? new Uint8Array(await answer.file.read()) : null;
  return new Response(bytes, {
    status: 200,
    headers: { ...SECURITY_HEADERS, 'content-type': answer.file.type },
  });
}

/**
 * Serves the UI at its https origin from inside the package. WebAuthn wants a real https origin whose host carries the
 * RP ID, and Chromium refuses custom schemes (electron/electron#15404); intercepting `https` in the window's own session
 * gives it one with no listening port and no remote code.
 */
export function installOrigin({
  session,
  uiOrigin,
  files,
}: {
  session: Pick<Session, 'protocol'>;
  uiOrigin: string;
  files: ServedFiles;
}): void {
  session.protocol.handle('https', (request) => originResponse(answerFor(request, uiOrigin, files)));
}
