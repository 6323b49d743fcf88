import { expect, test } from 'vitest';
import { NETWORK_ATTACKS } from './attacks.ts';
import { hostile } from './hostile.ts';

/* A hostile script in the page reaches nothing: an ear on loopback hears neither TCP nor UDP. */

const page = hostile();

test.each(NETWORK_ATTACKS)('no way out by $name', async ({ script }) => {
  await page.run(script);
  await page.settle();
  expect(page.listener.heard).toEqual([]);
  expect(page.kiosk.windows()).toBe(1);
  expect(new URL(page.kiosk.screen.url()).origin).toBe('https://localhost');
});

test('the ear hears: a request of Node arrives', async () => {
  await fetch(`http://127.0.0.1:${page.listener.port}/`).catch(() => {});
  expect(page.listener.heard).toEqual(['a TCP connection']);
});
