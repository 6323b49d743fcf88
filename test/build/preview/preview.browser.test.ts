import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePreload, type RunningPreview, removeFolder, startPreview } from './fixture.ts';

/** What the tests read in the page. */
interface PageWindow {
  latchkey: {
    send(command: unknown): Promise<unknown>;
    onView(listener: (view: unknown) => void): () => void;
  };
  views: { revision: number }[];
  stop: () => void;
}
declare const window: PageWindow & Record<string, unknown>;

let bundled: { folder: string; preload: string };
let preview: RunningPreview;
let page: Page;

beforeAll(async () => {
  bundled = await bundlePreload();
  preview = await startPreview({
    FIXTURE_PRELOAD: bundled.preload,
    LATCHKEY_PREVIEW_AUTHENTICATOR: 'virtual',
  });
  await preview.line((line) => line.event === 'loaded');
  page = await preview.attach();
}, 60_000);

afterAll(async () => {
  await preview[Symbol.asyncDispose]();
  await removeFolder(bundled.folder);
});

describe('the bridge', () => {
  test('carries commands down and views up', async () => {
    await page.locator('#revision', { hasText: /^\d+$/ }).waitFor();
    expect(await page.evaluate(() => window.latchkey.send({ type: 'ready' }))).toEqual({ ok: true });
    await page.waitForFunction(() => window.views.length >= 2);
  });

  test('answers a refusal as data', async () => {
    const answer = await page.evaluate(() => window.latchkey.send({ type: 'finish' }));
    expect(answer).toMatchObject({ ok: false, refusal: { slug: 'command_not_allowed' } });
    const malformed = await page.evaluate(() => window.latchkey.send({ type: 'ready', extra: 1 }));
    expect(malformed).toMatchObject({ ok: false, refusal: { slug: 'message_malformed' } });
  });

  test('refuses more than 64 KiB', async () => {
    const answer = await page.evaluate(() =>
      window.latchkey.send({ type: 'submitPass', pass: 'x'.repeat(70_000) }),
    );
    expect(answer).toMatchObject({ ok: false, refusal: { detail: 'too-large' } });
  });

  test('onView gives back the way to stop, at once', async () => {
    const seen = await page.evaluate(async () => {
      let count = 0;
      const stop = window.latchkey.onView(() => {
        count += 1;
      });
      await window.latchkey.send({ type: 'ready' });
      stop();
      const before = count;
      await window.latchkey.send({ type: 'ready' });
      return { before, after: count };
    });
    expect(seen.before).toBe(1);
    expect(seen.after).toBe(1);
  });

  test('shows the page two frozen functions and nothing else of itself', async () => {
    const found = await page.evaluate(() => ({
      members: Object.keys(window.latchkey).sort(),
      frozen: Object.isFrozen(window.latchkey),
      strays: Object.getOwnPropertyNames(window).filter((name) =>
        /^(binding|deliver|preload)-|playwright|electron/i.test(name),
      ),
      replaced: Reflect.set(window, 'latchkey', {}),
    }));
    expect(found).toEqual({ members: ['onView', 'send'], frozen: true, strays: [], replaced: false });
  });

  test('works again after a reload', async () => {
    await page.reload();
    await page.locator('#revision', { hasText: /^\d+$/ }).waitFor();
    expect(await page.evaluate(() => window.latchkey.send({ type: 'ready' }))).toEqual({ ok: true });
  });
});

describe('the picture frame', () => {
  test('the page is a secure context at the real origin, under the policy', async () => {
    expect(await page.evaluate(() => [isSecureContext, location.origin])).toEqual([
      true,
      'https://localhost',
    ]);
    const blocked = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>';
        return 'written';
      } catch (error) {
        return (error as Error).name;
      }
    });
    expect(blocked).toBe('TypeError');
  });

  test.each([
    'https://evil.example/',
    'https://localhost/other',
    'https://localhost/?a=1',
    'http://127.0.0.1/',
  ])('does not let the page go to %s', async (url) => {
    await page.evaluate((to) => location.assign(to), url);
    await wait(300);
    expect(page.url()).toBe('https://localhost/');
    expect(await page.evaluate(() => window.views.length)).toBeGreaterThan(0);
  });

  test('opens no second page', async () => {
    await page.locator('#tab').click();
    await page.evaluate(() => void open('https://localhost/'));
    await wait(500);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('no click with a modifier reaches a real server', async () => {
    const hits: string[] = [];
    const server = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end('reached');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await page.evaluate((to) => document.querySelector('#away')?.setAttribute('href', to), url);
    for (const modifiers of [['Control'], ['Shift'], ['Meta']] as const) {
      await page.locator('#away').click({ modifiers: [...modifiers] });
    }
    await page.locator('#away').click({ button: 'middle' });
    await page.evaluate(() => void fetch('https://localhost/').catch(() => {}));
    await wait(500);
    server.close();
    expect(hits).toEqual([]);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('denies permissions', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
      const answers = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
      return answers.map(({ state }) => state);
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
  });

  test('tells the app of keys, and keeps browser chords from the page', async () => {
    await page.locator('#typed').focus();
    await page.keyboard.type('a@');
    expect(await page.locator('#typed').inputValue()).toBe('a@');
    await page.evaluate(() =>
      addEventListener('keydown', (event) => window.views.push({ revision: event.key.length })),
    );
    const before = await page.evaluate(() => window.views.length);
    await page.keyboard.press('Control+n');
    await preview.line((line) => line.event === 'key' && line.key === 'n');
    // Control alone is seen, the chord is not.
    expect(await page.evaluate(() => window.views.length)).toBe(before + 1);
  });
});
