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

test('kill -9 of the main process ends its browser', async () => {
  const { cdp } = preview.lines.filter((line) => line.event === 'preview').at(-1) ?? {};
  preview.child.kill('SIGKILL');
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
});
