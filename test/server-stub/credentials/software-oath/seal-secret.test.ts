import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSecret, sealSecret } from '../../../../server-stub/credentials/software-oath/seal-secret.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-seal-'));
const other = mkdtempSync(join(tmpdir(), 'latchkey-seal-'));
afterAll(() => {
  for (const folder of [dataDir, other]) rmSync(folder, { recursive: true, force: true });
});
const OWNER = { methodId: 'm1', userId: 'u1' };
const SECRET = Buffer.from('12345678901234567890');

test('a secret comes back for its own row alone, with its own folder’s key alone', () => {
  const sealed = sealSecret({ dataDir }, OWNER, SECRET);
  expect(openSecret({ dataDir }, OWNER, sealed)).toEqual(SECRET);
  expect(() => openSecret({ dataDir }, { ...OWNER, userId: 'u2' }, sealed)).toThrow();
  expect(() => openSecret({ dataDir }, { ...OWNER, methodId: 'm2' }, sealed)).toThrow();
  expect(() => openSecret({ dataDir: other }, OWNER, sealed)).toThrow();
});

test('the same secret twice looks different, and a changed one opens nothing', () => {
  const sealed = sealSecret({ dataDir }, OWNER, SECRET);
  expect(sealSecret({ dataDir }, OWNER, SECRET)).not.toBe(sealed);
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => openSecret({ dataDir }, OWNER, bytes.toString('base64url'))).toThrow();
});

test('the key is for its owner’s eyes, and a damaged one is not replaced', () => {
  expect(statSync(join(dataDir, 'directory-key')).mode & 0o777).toBe(0o600);
  writeFileSync(join(other, 'directory-key'), 'short\n');
  expect(() => sealSecret({ dataDir: other }, OWNER, SECRET)).toThrow(
    expect.objectContaining({ name: 'StartProblem' }),
  );
});
