import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { answersFor } from '../../../electron/answers/for-laptop.ts';
import { openAnswers, openAnswersFor } from '../../../electron/answers/open.ts';
import { readSecretFile } from '../../../electron/answers/safe-file.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function write(content: string | Buffer, mode = 0o644, name = 'answers.json'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}
const refused = (path: string) =>
  openAnswers(path).then(
    () => 'taken',
    (thrown) => `${thrown.slug}: ${thrown.details.detail.replace(path, 'FILE')}`,
  );

test.each([
  [0o666, 'answers_unsafe: FILE can be written by its group or by others.'],
  [0o664, 'answers_unsafe: FILE can be written by its group or by others.'],
  [0o644, 'taken'],
  [0o600, 'taken'],
])('an answers file with mode %o', async (mode, outcome) => {
  expect(await refused(write('{"version":1}', mode))).toBe(outcome);
});

test('a link, a FIFO, a folder, a binary, a giant and nothing at all are each told', async () => {
  const target = write('{"version":1}');
  symlinkSync(target, join(folder, 'link'));
  expect(await refused(join(folder, 'link'))).toBe('answers_unsafe: FILE is a link.');
  execFileSync('mkfifo', ['-m', '0600', join(folder, 'fifo')]);
  expect(await refused(join(folder, 'fifo'))).toBe('answers_invalid: FILE is no file.');
  expect(await refused(folder)).toBe('answers_invalid: FILE is no file.');
  expect(await refused(join(folder, 'nothing'))).toBe('answers_invalid: FILE is not there.');
  expect(await refused(write(Buffer.from([0xff, 0xfe, 0])))).toBe(
    'answers_invalid: FILE is no text in UTF-8.',
  );
  expect(await refused(write(Buffer.alloc(4 * 1024 * 1024 + 1, 32)))).toBe(
    'answers_invalid: FILE is larger than 4194304 bytes.',
  );
});

test.runIf(process.getuid?.() === 0)('a file of another account is refused', async () => {
  const path = write('{"version":1}');
  chownSync(path, 12_345, 12_345);
  expect(await refused(path)).toBe('answers_unsafe: FILE belongs to another account.');
});

test('every mistake is in the refusal, as editors and CI understand it', async () => {
  const path = write('{\n  "version": 1,\n  "acount": 1,\n  "devices": { "A1": { "pin": 1 } }\n}');
  await expect(openAnswers(path)).rejects.toMatchObject({
    slug: 'answers_invalid',
    details: {
      detail: [
        `${path}:3:3: There is no “acount” here. Did you mean “account”?`,
        `${path}:4:24: A PIN has no place in this file: name a file with initialPinFile.`,
      ].join('\n'),
    },
  });
});

test('a pass that others can read is refused; one of one’s own is read without its line end', async () => {
  const path = write('uywkekQV\n', 0o644, 'pass');
  await expect(readSecretFile(path)).rejects.toMatchObject({ slug: 'answers_unsafe' });
  chmodSync(path, 0o600);
  expect(await readSecretFile(path)).toBe('uywkekQV');
});

test('a laptop’s own row comes before what is said for all, whatever the case of its serial number', async () => {
  const file = {
    version: 1,
    language: 'en',
    accessibility: { textScale: '150', theme: 'dark' },
    passFile: 'secrets/pass',
    devices: {
      '5cd1234': { language: 'ar', accessibility: { theme: 'high' }, sealFor: 'amal@northwind.example' },
    },
  } as const;
  const path = write(JSON.stringify(file));
  expect(await openAnswersFor(path, ' 5CD1234 ')).toEqual({
    language: 'ar',
    accessibility: { textScale: '150', theme: 'high' },
    passFile: join(folder, 'secrets', 'pass'),
    sealFor: 'amal@northwind.example',
    listed: true,
  });
  expect(answersFor(file, null)).toMatchObject({ language: 'en', listed: false });
});
