import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, createServer, request } from 'node:https';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { ensureServerCertificate } from '../../server-stub/tls/server-certificate.ts';
import { temporaryFolder } from '../electron/vault/temporary-folder.ts';
import { startStage, unpack } from './agent-stage.ts';

/** What is cut: the connection, once the directory has done what it was asked (`after`), or before it hears of it. */
interface Cut {
  readonly when: 'before' | 'after';
  readonly matches: (path: string, body: string) => boolean;
  left: number;
}

/**
 * The real directory behind a proxy that can lose answers: the way in which a network loses them, with the work done.
 * The directory's public address is the proxy's, so that issuer and proofs are right.
 */
export async function startBehindProxy(seed?: string) {
  const cuts: Cut[] = [];
  const seen: { path: string; body: string }[] = [];
  const tokens: string[] = [];
  const certificate = await ensureServerCertificate({
    dataDir: temporaryFolder(),
    names: [],
    now: Date.now(),
  });
  const port = await freePort();
  const agent = new Agent({ rejectUnauthorized: false, keepAlive: false });
  const proxy = createServer(certificate, async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const path = incoming.url ?? '/';
    seen.push({ path, body });
    const cut = cuts.find((each) => each.left > 0 && each.matches(path, body));
    if (cut) cut.left -= 1;
    if (cut?.when === 'before') response.destroy();
    else forward(incoming, body, { port, agent, tokens }, response, cut !== undefined);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(proxy.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    agent.destroy();
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });
  const stage = await startStage({ port, publicUrl: url, ...(seed !== undefined && { seed }) });
  return {
    stage,
    /** What was sent. */
    seen,
    /** Every token that was handed out. */
    tokens,
    laptop: unpack({ url, caFile: certificate.caFile }),
    /** Loses the next `times` answers to what matches. */
    loseAnswers(matches: Cut['matches'], times = 1): void {
      cuts.push({ when: 'after', matches, left: times });
    },
    /** Loses the next `times` requests that match, before the directory hears of them. */
    loseRequests(matches: Cut['matches'], times = 1): void {
      cuts.push({ when: 'before', matches, left: times });
    },
  };
}

function forward(
  incoming: IncomingMessage,
  body: string,
  to: { readonly port: number; readonly agent: Agent; readonly tokens: string[] },
  response: ServerResponse,
  loseAnswer: boolean,
): void {
  const { method, url, headers } = incoming;
  const { port, agent, tokens } = to;
  const onward = request({ host: '127.0.0.1', port, agent, method, path: url, headers }, (answer) => {
    if (loseAnswer) {
      // The directory has answered: it has done its work. Nobody will know.
      answer.resume().on('end', () => response.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    let text = '';
    answer.on('data', (chunk) => {
      text += chunk;
    });
    answer.on('end', () => {
      tokens.push(
        ...[...text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g)].map(([, token = '']) => token),
      );
      response.end(text);
    });
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}

/** The directory has to know its own port beforehand: its public address is the proxy's. */
async function freePort(): Promise<number> {
  const server = createPlainServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
