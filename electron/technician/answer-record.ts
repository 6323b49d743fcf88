import { appendFile } from 'node:fs/promises';
import { Refusal } from '../contract/refusal.ts';
import type { Challenge } from '../contract/technician/challenge.ts';

/** Beside the key: which laptop was answered, when and why. The code is not in it. @throws Refusal technician_key_unusable */
export async function recordAnswer(keyFile: string, challenge: Challenge, reason: string): Promise<void> {
  const { serialNumber, action, nonce, keyId } = challenge;
  const line = { at: new Date().toISOString(), serialNumber, action, challenge: nonce, keyId, reason };
  try {
    await appendFile(`${keyFile}.answers.jsonl`, `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
  } catch (thrown) {
    throw new Refusal(
      'technician_key_unusable',
      { detail: 'the record of answers cannot be written' },
      thrown,
    );
  }
}
