import { Agent } from 'node:https';
import got from 'got';
import { Refusal } from '../contract/refusal.ts';
import { classifyNetworkError } from '../network/classify-error.ts';
import type { Headers } from './answer.ts';

/** How long each phase of a request may take, milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the request being sent to the head of the answer. */
  readonly response: number;
}

export const TIMEOUTS: Timeouts = { connect: 5_000, response: 15_000 };

const SYSTEMS: Readonly<Record<string, string>> = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' };
/** Names the system: conditional access has nothing else to know a platform by before the laptop has joined. */
const USER_AGENT = `latchkey-agent (${SYSTEMS[process.platform] ?? process.platform})`;

/** No answer of the directory comes near it; whoever sends more is not the directory. */
const LARGEST_ANSWER = 1 << 20;

export interface Message {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, milliseconds. */
  readonly timeLimit: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One exchange over HTTPS: no retry, no redirect, no judgement. */
export interface Sender {
  /** @throws Refusal: a cause of classify-error.ts; directory_incompatible for an answer that is too large */
  send(message: Message): Promise<RawAnswer>;
  close(): void;
}

/**
 * @param trusted PEM certificates: these authorities and no others
 * @param proxy http URL of the proxy on the way; `null`: there is none. Node asks it for a tunnel, TLS is with the directory.
 */
export function createSender(
  trusted: readonly string[],
  timeouts: Timeouts,
  proxy: string | null = null,
): Sender {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 4,
    ...(proxy !== null && { proxyEnv: { HTTPS_PROXY: proxy } }),
  });
  return {
    close: () => agent.destroy(),
    async send(message) {
      try {
        return await exchange(message, trusted, agent, timeouts);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        // got's errors carry the whole request with its secrets: only the code of the error leaves this function.
        const { slug, code } = classifyNetworkError(error, proxy !== null);
        throw new Refusal(slug, { detail: code });
      }
    },
  };
}

async function exchange(
  message: Message,
  trusted: readonly string[],
  agent: Agent,
  timeouts: Timeouts,
): Promise<RawAnswer> {
  const { method, url, headers, body, timeLimit } = message;
  const stream = got.stream(url, {
    method,
    headers: { 'user-agent': USER_AGENT, ...headers },
    ...(body !== undefined && { body }),
    agent: { https: agent },
    // Said here although it is the default: NODE_TLS_REJECT_UNAUTHORIZED in the environment must not loosen it.
    https: { certificateAuthority: [...trusted], rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    timeout: {
      lookup: timeouts.connect,
      connect: timeouts.connect,
      secureConnect: timeouts.connect,
      response: timeouts.response,
      request: Math.max(1, Math.floor(timeLimit)),
    },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    // Without it got asks for compressed answers, and a small one could unfold beyond the limit.
    decompress: false,
  });
  // Else got waits for somebody to write a body: it takes every method but GET and HEAD to have one.
  if (body === undefined && method !== 'GET') stream.end();
  const text = await readLimited(stream);
  const response = stream.response;
  if (!response) throw new Refusal('directory_incompatible', { detail: 'no answer' });
  return { status: response.statusCode, headers: response.headers, text };
}

async function readLimited(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (size > LARGEST_ANSWER) {
      throw new Refusal('directory_incompatible', { detail: 'The answer is too large.' });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
