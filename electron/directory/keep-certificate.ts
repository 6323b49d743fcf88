import { join } from 'node:path';
import { makeFolder, replaceFile } from '../vault/durable-file.ts';

const CERTIFICATE_FILE = 'device-certificate.pem';

/**
 * Keeps the chain in the state folder, as a whole or not at all. It is not secret; 0600 like everything there.
 * @throws Refusal state_unwritable
 */
export async function keepCertificate(stateDir: string, pem: string): Promise<void> {
  await makeFolder(stateDir);
  await replaceFile(join(stateDir, CERTIFICATE_FILE), Buffer.from(pem));
}
