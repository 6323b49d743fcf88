import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../build/start/machine.ts';
import { bundle } from '../../build/vite/build.ts';
import { isStale } from '../../build/vite/stale.ts';
import { CageSession, type Part } from './cage-session.ts';

/*
 * The kiosk's session in a real cage without a screen: the preview host is its app, and whatever of it is killed, the screen comes back.
 * How long that took is told and not judged here: other tests share the cores (docs/kiosk.md has the figures of a quiet machine).
 */

let session: CageSession;

beforeAll(async () => {
  // Whoever owns nothing cannot write the bundles.
  if (isStale(ROOT)) await bundle();
  session = new CageSession();
  await session.attach();
}, 90_000);

afterAll(() => session?.discard());

const shown = () =>
  session.screen
    .getByRole('heading', { level: 1, name: /Let’s get this laptop ready/ })
    .waitFor({ timeout: 30_000 });

async function killed(part: Part, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<readonly Part[]> {
  const parts: readonly Part[] = ['cage', 'agent', 'browser'];
  const before = parts.map((each) => session.id(each));
  const since = performance.now();
  process.kill(before[parts.indexOf(part)] ?? 0, signal);
  await session.attach();
  await shown();
  const took = Math.round(performance.now() - since);
  const crowd = ((loadavg()[0] ?? 0) / availableParallelism()).toFixed(1);
  process.stdout.write(
    `cage: ${part} ended by ${signal}, screen back after ${took} ms; load per core ${crowd}\n`,
  );
  // What is replaced has ended: two agents, or two of anything, would fight for the screen.
  const replaced = parts.filter((each, index) => session.id(each) !== before[index]);
  expect(parts.filter((_, index) => session.runs(before[index] ?? 0))).toEqual(
    parts.filter((each) => !replaced.includes(each)),
  );
  return replaced;
}

test('the app is alone on the screen of cage, which no other user can reach', async () => {
  await shown();
  expect(await session.screen.evaluate(() => document.visibilityState)).toBe('visible');
  const environment = readFileSync(`/proc/${session.id('agent')}/environ`, 'utf8');
  expect(environment).toMatch(/\0WAYLAND_DISPLAY=wayland-\d+\0/);
  const status = readFileSync(`/proc/${session.id('agent')}/status`, 'utf8');
  expect(status).toMatch(/^CapEff:\t0+$/m);
  if (process.getuid?.() === 0) expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
}, 60_000);

test('the agent is asked to end: cage ends with it, and all of it comes back', async () => {
  expect(await killed('agent', 'SIGTERM')).toEqual(['cage', 'agent', 'browser']);
}, 60_000);

test('the agent is killed: cage ends with it, and all of it comes back', async () => {
  expect(await killed('agent')).toEqual(['cage', 'agent', 'browser']);
}, 60_000);

test('the browser is killed: the screen comes back', async () => {
  expect(await killed('browser')).toContain('browser');
}, 60_000);

test('cage is killed: what it leaves behind is ended before the next one starts', async () => {
  expect(await killed('cage')).toEqual(['cage', 'agent', 'browser']);
}, 60_000);

test('ended as greetd ends it, nothing of it is left', async () => {
  await session.end();
  await expect.poll(() => session.left(), { timeout: 10_000 }).toEqual([]);
}, 60_000);

test('what runs here is what systemd runs there', () => {
  const unit = readFileSync(join(ROOT, 'build/kiosk/linux/latchkey-kiosk.service'), 'utf8');
  expect(unit).toMatch(/^ExecStart=\/usr\/bin\/cage -d -- /m);
  expect(unit).toMatch(/^KillMode=mixed$/m);
});
