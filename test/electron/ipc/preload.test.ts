import { runInNewContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';
import { preloadConfig } from '../../../build/vite/preload.ts';
import type { Bridge } from '../../../electron/contract/view.ts';
import { COMMAND_CHANNEL, VIEW_CHANNEL } from '../../../electron/ipc/channels.ts';

type Listener = (event: object, ...args: unknown[]) => void;

let source: string;

beforeAll(async () => {
  const root = new URL('../../..', import.meta.url).pathname;
  const config = preloadConfig(root);
  const [result] = (await build({
    ...config,
    build: { ...config.build, write: false },
  })) as Rolldown.RolldownOutput[];
  source = result?.output[0].code ?? '';
});

/** Runs the bundle as Electron's sandbox would: `require` knows `electron` and nothing else. */
function run() {
  const exposed = new Map<string, unknown>();
  const invoked: unknown[][] = [];
  const listeners = new Map<string, Listener>();
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => exposed.set(key, api) },
    ipcRenderer: {
      invoke: async (...args: unknown[]) => invoked.push(args),
      on: (channel: string, listener: Listener) => listeners.set(channel, listener),
      removeListener: (channel: string) => listeners.delete(channel),
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`required ${name}`);
    return electron;
  };
  runInNewContext(source, { require, module: { exports: {} }, exports: {} });
  return { exposed, invoked, listeners, bridge: exposed.get('latchkey') as Bridge };
}

test('exposes one object with two functions', () => {
  const { exposed, bridge } = run();
  expect([...exposed.keys()]).toEqual(['latchkey']);
  expect(Object.keys(bridge).sort()).toEqual(['onView', 'send']);
});

test('speaks the two channels that the main process knows', async () => {
  const { bridge, invoked, listeners } = run();
  await bridge.send({ type: 'ready' });
  expect(invoked).toEqual([[COMMAND_CHANNEL, { type: 'ready' }]]);
  const seen: unknown[] = [];
  const stop = bridge.onView((view) => void seen.push(view));
  expect([...listeners.keys()]).toEqual([VIEW_CHANNEL]);
  // The event object would give the page `sender` and with it every channel.
  listeners.get(VIEW_CHANNEL)?.({ sender: 'ipcRenderer' }, { revision: 1 });
  expect(seen).toEqual([{ revision: 1 }]);
  stop();
  expect(listeners.size).toBe(0);
});

test('is one CommonJS file that requires nothing but electron', () => {
  expect([...source.matchAll(/require\(["'](.+?)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(source).not.toMatch(/^\s*(import|export)\b/m);
});
