import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildConsole, CONSOLE_FOLDER, consoleIsStale } from '../../../../build/console/build.ts';
import { Lab } from '../../../contract/lab.ts';

let lab: Lab;

beforeAll(async () => {
  if (consoleIsStale()) await buildConsole();
  lab = await Lab.open();
  // The pages are read when somebody first asks; a file of theirs waits for that.
  await lab.call('/console/assets/first');
}, 60_000);

afterAll(() => lab.close());

describe.each(['/console/', '/console/users/some-id', '/security-info/', '/oauth2/interaction/abc'])(
  '%s',
  (path) => {
    test('is a page under a policy without unsafe, in no frame, in no cache', async () => {
      const { status, headers } = await lab.call(path);
      const policy = String(headers['content-security-policy']);
      expect(status).toBe(200);
      expect(policy).not.toContain('unsafe');
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
    });
  },
);

test('a file of the pages is kept by browsers for a year: its name says what is in it', async () => {
  const name = /\/console\/assets\/[\w.-]+\.js/.exec((await lab.call('/console/')).body)?.[0] ?? '';
  const { status, headers } = await lab.call(name);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test.each([
  '/console/assets/nothing.js',
  '/console/assets/..%2fconsole.html',
  '/console/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  '/console/assets/..%5c..%5cpackage.json',
])('%s is not there', async (path) => {
  expect((await lab.call(path)).status).toBe(404);
});

test('an address without its slash leads to the page', async () => {
  const { status, headers } = await lab.call('/security-info');
  expect([status, headers.location]).toEqual([308, '/security-info/']);
});

test('pages are not answered to anything but GET', async () => {
  expect((await lab.call('/console/', { method: 'POST', body: {} })).status).toBe(405);
});

describe('without built pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pages-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the directory works, and its pages say in one sentence how to build them', async () => {
    const bare = await Lab.open({ pages: { folder: join(folder, 'none') } });
    try {
      await expect.poll(async () => (await bare.call('/console/')).body).toContain('npm run console');
      expect((await bare.call('/console/')).status).toBe(503);
      expect((await bare.call('/.well-known/openid-configuration')).status).toBe(200);
    } finally {
      await bare.close();
    }
  });

  test('a builder that fails is said as that; the next visit tries again', async () => {
    const builder = join(folder, 'failing.mjs');
    writeFileSync(builder, 'process.exitCode = 1;');
    const broken = await Lab.open({ pages: { folder: join(folder, 'none'), builder } });
    try {
      await expect.poll(async () => (await broken.call('/console/')).body).toContain('could not be built');
      expect((await broken.call('/.well-known/openid-configuration')).status).toBe(200);
    } finally {
      await broken.close();
    }
  });

  test('pages that lack a file are no pages: nobody gets one that stays empty', async () => {
    const half = join(folder, 'half');
    cpSync(CONSOLE_FOLDER, half, { recursive: true });
    const [script = ''] = readdirSync(join(half, 'assets')).filter((name) => /^console-.*\.js$/.test(name));
    rmSync(join(half, 'assets', script));
    const lacking = await Lab.open({ pages: { folder: half } });
    try {
      await expect.poll(async () => (await lacking.call('/console/')).body).toContain('npm run console');
      cpSync(join(CONSOLE_FOLDER, 'assets', script), join(half, 'assets', script));
      await expect.poll(async () => (await lacking.call('/console/')).status).toBe(200);
      // What is served was read once: who changes a file afterwards changes nothing.
      writeFileSync(join(half, 'assets', script), 'alert(1)');
      expect((await lacking.call(`/console/assets/${script}`)).body).not.toBe('alert(1)');
    } finally {
      await lacking.close();
    }
  });

  test('while a builder is at work, a page says so and looks again by itself', async () => {
    const builder = join(folder, 'builder.mjs');
    writeFileSync(builder, 'process.stdin.resume(); setTimeout(() => process.exit(1), 1000);');
    const busy = await Lab.open({ pages: { folder: join(folder, 'none'), builder } });
    try {
      const { status, body, headers } = await busy.call('/console/');
      expect(status).toBe(503);
      expect(body).toContain('http-equiv="refresh"');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    } finally {
      await busy.close();
    }
  });
});
