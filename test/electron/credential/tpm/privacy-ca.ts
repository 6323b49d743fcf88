import { execFileSync } from 'node:child_process';
import { createPublicKey, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../vault/temporary-folder.ts';

/** The CA's question: a secret for the TPM of this endorsement certificate, and for the key of this Name in it. */
export function ask(endorsement: string, name: string): { secret: Buffer; file: Buffer } {
  const folder = temporaryFolder();
  const secret = randomBytes(32);
  const path = (file: string) => join(folder, file);
  writeFileSync(path('secret'), secret);
  writeFileSync(path('ek.pem'), createPublicKey(endorsement).export({ type: 'spki', format: 'pem' }));
  const given = [
    '-T',
    'none',
    '-G',
    'rsa',
    '-u',
    path('ek.pem'),
    '-s',
    path('secret'),
    '-n',
    name,
    '-o',
    path('blob'),
  ];
  execFileSync('tpm2_makecredential', given, { cwd: folder, stdio: 'ignore' });
  return { secret, file: readFileSync(path('blob')) };
}
