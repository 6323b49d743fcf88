import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type * as z from 'zod/mini';
import { Refusal } from '../../contract/refusal.ts';
import { readWholeFile, replaceFile } from '../../vault/durable-file.ts';

/**
 * A record is a file of two lines: HMAC-SHA-256 in base64url, JSON. The key comes from the vault, so whoever can write the
 * state folder but not read the vault can put back an old record and cannot make one. It also tells a damaged file from a
 * wrong PIN, before a try is counted.
 *
 * @param about what the record is of: one record does not pass for another
 * @throws Refusal state_unwritable
 */
export async function writeRecord(
  path: string,
  about: string,
  vaultKey: Uint8Array,
  value: unknown,
): Promise<void> {
  const json = JSON.stringify(value);
  await replaceFile(path, Buffer.from(`${mac(vaultKey, about, json).toString('base64url')}\n${json}\n`));
}

/**
 * @throws Refusal credential_damaged when it is missing, changed, cut off or from another machine
 * @throws Refusal state_unwritable when the disk does not answer
 */
export async function readRecord<T>(
  path: string,
  about: string,
  vaultKey: Uint8Array,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const content = await readWholeFile(path);
  const [code, json, ...rest] = content === null ? [] : content.toString().split('\n');
  if (code === undefined || json === undefined || rest.join('') !== '')
    throw damaged(about, 'missing or cut off');
  const claimed = Buffer.from(code, 'base64url');
  const right = mac(vaultKey, about, json);
  if (claimed.length !== right.length || !timingSafeEqual(claimed, right)) throw damaged(about, 'changed');
  const value = schema.safeParse(JSON.parse(json));
  if (!value.success) throw damaged(about, 'of another version');
  return value.data;
}

function damaged(about: string, how: string): Refusal {
  return new Refusal('credential_damaged', { detail: `The record of the ${about} is ${how}.` });
}

function mac(vaultKey: Uint8Array, about: string, json: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', vaultKey, '', 'latchkey software record 1', 32));
  return createHmac('sha256', key).update(`${about}\0${json}`).digest();
}
