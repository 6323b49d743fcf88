import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../electron/contract/secret.ts';
import { makeDeviceKey } from '../../../electron/device/key.ts';
import type { CallLine } from '../../../electron/directory/call.ts';
import { Doorway, type DoorwayOptions } from '../../../electron/directory/http.ts';
import { ensureServerCertificate } from '../../../server-stub/tls/server-certificate.ts';

/** What a handler is given: a request with its body. */
export interface Seen {
  readonly request: IncomingMessage;
  readonly body: string;
}

/** A bare HTTPS server with a certificate of the bundled kind, and everything that was sent to it. */
export interface FakeDirectory {
  readonly url: string;
  readonly caFile: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

/** @param now what the certificate's validity counts from, milliseconds; `host`: a loopback address to listen on */
export async function startFakeDirectory(
  handle: (seen: Seen, response: ServerResponse, count: number) => void,
  now: number = Date.now(),
  host = 'localhost',
): Promise<FakeDirectory> {
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-fake-'));
  const { key, cert, caFile } = await ensureServerCertificate({ dataDir, names: [], now });
  const seen: Seen[] = [];
  const server = createServer({ key, cert }, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ request, body });
    handle({ request, body }, response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}`,
    caFile,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Answers JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A doorway to it, with a new device key and the lines that it logs. */
export async function doorwayTo(
  directory: Pick<FakeDirectory, 'url' | 'caFile'>,
  more: Partial<DoorwayOptions> = {},
) {
  const { key } = await makeDeviceKey();
  const lines: CallLine[] = [];
  const doorway = new Doorway({
    directoryUrl: directory.url,
    caFile: directory.caFile,
    deviceKey: async () => key,
    log: (line) => lines.push(line),
    timeouts: { connect: 5_000, response: 5_000 },
    ...more,
  });
  return { doorway, key, lines };
}

/** A call that may be changed in a test. */
export function callOf(url: string) {
  return {
    method: 'POST' as const,
    url: `${url}/oauth2/token`,
    form: { code: 'c0de-secret' },
    accessToken: new Secret('t0ken-secret'),
    proof: true,
    idempotent: true,
  };
}
