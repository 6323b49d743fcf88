import type { ServerResponse } from 'node:http';

/** How an answer is spoiled once it is made. */
export type Spoiling = 'malformed' | 'truncated' | 'drop' | 'reset';

/** As long as what it stands for, so that only reading it shows that it is wrong. */
function garbled(body: Buffer): Buffer {
  return Buffer.alloc(body.length, '{"');
}

/**
 * Spoils the answer that is about to be written, whoever writes it (Fastify, or the OAuth provider behind it): what is
 * written is kept back until the end, and then sent wrong, in part or not at all.
 *
 * @param end ends the connection: orderly, or by a reset
 */
export function spoilAnswer(raw: ServerResponse, spoiling: Spoiling, end: () => void): void {
  const kept: Buffer[] = [];
  const finish = raw.end.bind(raw);
  const write = raw.write.bind(raw);
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string')
      kept.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) kept.push(Buffer.from(chunk));
  };
  raw.write = ((chunk: unknown, encoding: unknown) => {
    keep(chunk, encoding);
    return true;
  }) as typeof raw.write;
  raw.end = ((chunk: unknown, encoding: unknown) => {
    keep(chunk, encoding);
    const body = Buffer.concat(kept);
    if (spoiling === 'malformed') finish(garbled(body));
    else if (spoiling === 'truncated' && body.length > 1)
      write(body.subarray(0, body.length >> 1), () => end());
    else end();
    return raw;
  }) as typeof raw.end;
}
