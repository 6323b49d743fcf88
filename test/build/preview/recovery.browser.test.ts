import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundlePreload, type RunningPreview, removeFolder, startPreview } from './fixture.ts';

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

test('the virtual authenticator is a platform authenticator for localhost', async () => {
  const made = await page.evaluate(async () => {
    const credential = (await navigator.credentials.create({
      publicKey: {
        rp: { id: 'localhost', name: 'x' },
        user: { id: new Uint8Array([1]), name: 'a', displayName: 'a' },
        challenge: new Uint8Array(32),
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      },
    })) as PublicKeyCredential;
    return [
      await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(),
      credential.authenticatorAttachment,
    ];
  });
  expect(made).toEqual([true, 'platform']);
});

test('a crash brings the same screen back in a new browser, with the same credentials', async () => {
  const seen = preview.lines.length;
  const cdp = await page.context().newCDPSession(page);
  void cdp.send('Page.crash').catch(() => {});
  expect(await preview.line((line) => line.event === 'gone')).toMatchObject({
    reason: 'crashed',
    action: 'reload',
  });
  page = await preview.attach(seen);
  await page.locator('#revision', { hasText: /^\d+$/ }).waitFor();
  const found = await page.evaluate(async () => {
    const credential = await navigator.credentials.get({
      publicKey: { challenge: new Uint8Array(32), rpId: 'localhost', userVerification: 'required' },
    });
    return credential?.type;
  });
  expect(found).toBe('public-key');
}, 30_000);

test('a page that hangs is replaced, too', async () => {
  const seen = preview.lines.length;
  void page.evaluate('for (;;);').catch(() => {});
  expect(await preview.line((line) => line.reason === 'unresponsive')).toMatchObject({ action: 'reload' });
  page = await preview.attach(seen);
  await page.locator('#revision', { hasText: /^\d+$/ }).waitFor();
}, 60_000);

test('crash after crash: the safe screen, then a new process in whose place the first one waits', async () => {
  const actions: unknown[] = [];
  let seen = preview.lines.length;
  while (actions.at(-1) !== 'relaunch') {
    const cdp = await page.context().newCDPSession(page);
    void cdp.send('Page.crash').catch(() => {});
    actions.push((await preview.line((line) => line.event === 'gone', seen)).action);
    const from = seen;
    page = await preview.attach(from);
    if (actions.at(-1) === 'safe-screen') await page.getByText('LK-9901').waitFor();
    seen = preview.lines.length;
  }
  expect(actions).toEqual(['reload', 'safe-screen', 'safe-screen', 'relaunch']);
  await page.locator('#revision', { hasText: /^\d+$/ }).waitFor();
}, 60_000);

test('kill -9 of the main process ends its browser', async () => {
  const short = await startPreview({ FIXTURE_PRELOAD: bundled.preload });
  await short.line((line) => line.event === 'loaded');
  await killed(short);
}, 30_000);

test('kill -9 of the first process ends its successor and the browser', async () => {
  await killed(preview);
});

/** Kills the process that was started, and waits until the browser that was announced last has gone. */
async function killed(running: RunningPreview): Promise<void> {
  const { cdp } = running.lines.filter((line) => line.event === 'preview').at(-1) ?? {};
  running.child.kill('SIGKILL');
  await expect
    .poll(
      () =>
        fetch(`${cdp}/json/version`).then(
          () => 'there',
          () => 'gone',
        ),
      { timeout: 10_000 },
    )
    .toBe('gone');
}
