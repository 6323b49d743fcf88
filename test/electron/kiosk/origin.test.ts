import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listBuiltFiles, type ServedFiles } from '../../../electron/kiosk/built-files.ts';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../../electron/kiosk/headers.ts';
import { answerFor, originResponse } from '../../../electron/kiosk/origin.ts';
import { SAFE_SCREEN_PATH, safeScreenFiles } from '../../../electron/kiosk/safe-screen.ts';

const ORIGIN = 'https://localhost';
let folder: string;
let files: ServedFiles;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-test-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'a b.js'), 'let x;');
  await writeFile(join(folder, 'assets', 'a.js.map'), '{}');
  await symlink('/etc/hostname', join(folder, 'assets', 'link.js'));
  files = await listBuiltFiles(folder);
});
afterEach(() => rm(folder, { recursive: true }));

function ask(url: string, method = 'GET'): Promise<Response> {
  return originResponse(answerFor({ url, method }, ORIGIN, files));
}

test('lists files by kind; no source maps, no links', () => {
  expect([...files.keys()].sort()).toEqual(['/', '/assets/a%20b.js']);
});

test('serves a file with its type and the security headers', async () => {
  const response = await ask('https://localhost/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-security-policy')).toBe(SECURITY_HEADERS['content-security-policy']);
  expect(await response.text()).toBe('<!doctype html>');
  expect((await ask('https://localhost/assets/a%20b.js')).headers.get('content-type')).toContain(
    'javascript',
  );
});

test('HEAD has headers and no body', async () => {
  const response = await ask('https://localhost/', 'HEAD');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test.each([
  ['GET', 'https://localhost/../../etc/passwd'],
  ['GET', 'https://localhost/%2e%2e/%2e%2e/etc/passwd'],
  ['GET', 'https://localhost/..%2f..%2fetc/passwd'],
  ['GET', 'https://localhost/assets/..%5c..%5cpackage.json'],
  ['GET', 'https://localhost/index.html'],
  ['GET', 'https://localhost/?x'],
  ['GET', 'https://localhost/constructor'],
  ['GET', 'https://localhost:8443/'],
  ['GET', 'https://user@localhost/'],
  ['GET', 'https://evil.example/'],
  ['GET', 'https://localhost.evil.example/'],
  ['GET', 'http://localhost/'],
  ['POST', 'https://localhost/'],
  ['OPTIONS', 'https://localhost/'],
  ['GET', 'nonsense'],
])('%s %s is 403, with the headers', async (method, url) => {
  const response = await ask(url, method);
  expect(response.status).toBe(403);
  expect(await response.text()).toBe('');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('the policy lets in no inline code, no eval, no network', () => {
  const policy = new Map(CONTENT_SECURITY_POLICY.map(({ directive, value }) => [directive, value]));
  for (const [directive, value] of policy) {
    expect(value, directive).not.toMatch(/unsafe-|\*|https?:|wss?:/);
  }
  expect(policy.get('connect-src')).toBe("'none'");
  expect(policy.get('trusted-types')).toBe("'none'");
});

test('the safe screen shows its help code and runs nothing', async () => {
  const screen = safeScreenFiles('LK-9901');
  const html = new TextDecoder().decode(await screen.get(SAFE_SCREEN_PATH)?.read());
  expect(html).toContain('LK-9901');
  expect(html).not.toMatch(/<script|\son\w+=|style=/);
});
