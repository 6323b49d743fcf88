import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../contract/refusal.ts';

const CERTIFICATE_FILE = 'device-certificate.pem';

/** Keeps the chain in the state folder, as a whole or not at all. It is not secret; 0600 all the same. */
export async function keepCertificate(stateDir: string, pem: string): Promise<void> {
  const file = join(stateDir, CERTIFICATE_FILE);
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(stateDir, { recursive: true, mode: 0o700 });
    await writeDurably(draft, pem);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code;
    throw new Refusal('state_unwritable', code === undefined ? {} : { detail: code }, error);
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'wx', 0o600);
  await handle.writeFile(text);
  await handle.sync();
}
