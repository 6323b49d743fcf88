import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Report } from '../../electron/contract/wire/report.ts';
import { collectReport } from '../../electron/diagnostics/collect.ts';
import { sealReport } from '../../electron/diagnostics/seal.ts';
import { readPublicSupportKey } from '../../electron/diagnostics/support-key.ts';
import { SOURCES } from '../electron/diagnostics/sources.ts';
import { latchkey } from './latchkey.ts';

/* The support's own desk as a process: a key pair, and the reports of laptops that are stuck. */

let folder: string;
let keyFile: string;
let sealed: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-support-'));
  keyFile = join(folder, 'support.json');
  const made = await latchkey(['report', 'key', '--out', keyFile, '--json']);
  expect(made.code, made.errors).toBe(0);
  const key = await readPublicSupportKey(JSON.parse(await readFile(`${keyFile}.pub`, 'utf8')));
  sealed = await sealReport(collectReport({ ...SOURCES, now: Date.now() / 1000 - 90 }), key);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = (input: string, more: readonly string[] = []) =>
  latchkey(['report', 'read', '--key', keyFile, ...more], { input });

test('the private key is its owner’s alone, the public one has no private part, and neither is overwritten', async () => {
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(`${keyFile}.pub`, 'utf8'))).not.toHaveProperty('d');
  const before = await readFile(keyFile, 'utf8');
  const again = await latchkey(['report', 'key', '--out', keyFile]);
  expect([again.code, again.out]).toEqual([1, '']);
  expect(again.errors).toContain('LK-9233');
  expect(await readFile(keyFile, 'utf8')).toBe(before);
});

test('a report is read from a mail whose lines were broken, in words', async () => {
  const mail = `Hello,\n\n> ${sealed.match(/.{1,60}/g)?.join('\n')}\n\nThanks`.replace('> ', '');
  const said = await read(mail);
  expect(said.code, said.errors).toBe(0);
  for (const words of [
    'LK-2417',
    'LT-7F3K2 5CG1284RT0',
    'a…@northwind.example',
    'pass (loop)',
    '2 minutes ago',
  ]) {
    expect(said.out).toContain(words);
  }
});

test('report_old is said and ends with 1; what else is refused, seal.test.ts tries', async () => {
  const key = await readPublicSupportKey(JSON.parse(await readFile(`${keyFile}.pub`, 'utf8')));
  const old = await sealReport(collectReport({ ...SOURCES, now: Date.now() / 1000 - 2 * 86_400 }), key);
  const said = await read(old, ['--json']);
  expect([said.code, said.out]).toEqual([1, '']);
  expect(JSON.parse(said.errors)).toMatchObject({ event: 'failed', code: 'report_old', helpCode: 'LK-9232' });
});

test('what a report would say is a whole report, also where nothing was set up yet', async () => {
  const said = await latchkey(['report', 'show', '--state', join(folder, 'none'), '--json']);
  expect(said.code, said.errors).toBe(0);
  const report = Report.parse(JSON.parse(said.out));
  expect(report.standing.step).toBe('welcome');
  expect(said.out).not.toContain(folder);
});

test('wrong arguments end with 2, and help with 0', async () => {
  const [wrong, help] = await Promise.all([
    latchkey(['report', 'key', '--out', 'x', '--curve', 'P-521']),
    latchkey(['report', 'read', '--help']),
  ]);
  expect([wrong.code, help.code]).toEqual([2, 0]);
  expect(help.out).toContain('--any-age');
});
