import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DirectoryContext } from '../../context.ts';
import { directoryKey } from '../../sign-in/directory-key.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Whose secret it is; a sealed one that is moved to another row opens nothing there. */
export interface SecretOwner {
  readonly methodId: string;
  readonly userId: string;
}

const label = ({ methodId, userId }: SecretOwner): Buffer => Buffer.from(`${userId} ${methodId}`, 'utf8');

/** Seals a secret for the database (AES-256-GCM under the data folder's key): iv, tag and ciphertext, base64url. */
export function sealSecret(
  context: Pick<DirectoryContext, 'dataDir'>,
  owner: SecretOwner,
  secret: Buffer,
): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', directoryKey(context.dataDir, 'software oath secrets'), iv);
  cipher.setAAD(label(owner));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws Error of node:crypto where the text was changed, or the data folder's key is another one */
export function openSecret(
  context: Pick<DirectoryContext, 'dataDir'>,
  owner: SecretOwner,
  text: string,
): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const key = directoryKey(context.dataDir, 'software oath secrets');
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(label(owner));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
