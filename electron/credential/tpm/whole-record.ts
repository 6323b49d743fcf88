import { createHash } from 'node:crypto';
import type * as z from 'zod/mini';
import { Refusal } from '../../contract/refusal.ts';
import { readWholeFile, replaceFile } from '../../vault/durable-file.ts';

/**
 * A record is a file of two lines: SHA-256 of the second in base64url, JSON. The hash tells a damaged file from a wrong PIN
 * before a try is counted: one flipped bit in the salt would otherwise make every PIN wrong. It keeps nobody from
 * writing; what must not be made up (the key, the count behind ours) is the TPM's.
 *
 * @throws Refusal state_unwritable
 */
export async function writeWholeRecord(path: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await replaceFile(path, Buffer.from(`${hashOf(json)}\n${json}\n`));
}

/**
 * @throws Refusal credential_damaged when it is missing, changed or cut off
 * @throws Refusal state_unwritable when the disk does not answer
 */
export async function readWholeRecord<T>(path: string, what: string, schema: z.ZodMiniType<T>): Promise<T> {
  const content = await readWholeFile(path);
  if (content === null) throw damaged(what, 'missing');
  const [hash, json, ...rest] = content.toString().split('\n');
  if (json === undefined || rest.join('') !== '') throw damaged(what, 'cut off');
  if (hash !== hashOf(json)) throw damaged(what, 'changed');
  const value = schema.safeParse(JSON.parse(json));
  if (!value.success) throw damaged(what, 'of another version');
  return value.data;
}

function hashOf(json: string): string {
  return createHash('sha256').update(json).digest('base64url');
}

function damaged(what: string, how: string): Refusal {
  return new Refusal('credential_damaged', { detail: `The record of the ${what} is ${how}.` });
}
