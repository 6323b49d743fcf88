import type { worldBridge } from './world-bridge.ts';
import type { WorldNames } from './world-main.ts';

/** What the isolated half needs besides the names. */
export interface IsolatedNames extends WorldNames {
  /** Function by which this world calls Node; exists in this world alone. */
  readonly binding: string;
  /** Function by which Node calls this world. */
  readonly deliver: string;
}

/** What this world tells Node. */
export type ToNode =
  | {
      readonly kind: 'invoke';
      readonly id: number;
      readonly channel: string;
      readonly args: readonly unknown[];
    }
  | { readonly kind: 'key'; readonly input: Readonly<Record<string, unknown>> };

/** What Node tells this world. */
export type FromNode =
  | { readonly kind: 'reply'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  | { readonly kind: 'message'; readonly channel: string; readonly args: readonly unknown[] };

/** The preload, bundled to CommonJS, as a function of its `require`. */
export type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

/**
 * The preload's world: a real isolated world, with `require('electron')` for contextBridge and ipcRenderer. Sent as source
 * text; it may use nothing from outside itself.
 */
export function isolatedWorld(
  names: IsolatedNames,
  openBridge: typeof worldBridge,
  guardInput: (report: (message: ToNode) => void) => void,
  preload: Preload,
): void {
  if (window !== window.top || location.protocol !== 'https:') return;
  type Listener = (event: object, ...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, unknown>;
  const toNode = world[names.binding] as (json: string) => void;
  const report = (message: ToNode): void => toNode(JSON.stringify(message));
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<Listener>>();
  let last = 0;

  world[names.deliver] = (message: FromNode): void => {
    if (message.kind === 'message') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
      return;
    }
    const reply = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) reply?.resolve(message.value);
    else reply?.reject(new Error(String(message.value)));
  };

  const only = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, member) {
        if (typeof member === 'string' && !(member in target)) {
          throw new TypeError(`${name}.${member} is not in the preview's slice of Electron`);
        }
        return Reflect.get(target, member);
      },
    });

  const ipcRenderer = only('ipcRenderer', {
    invoke(channel: string, ...args: unknown[]) {
      last += 1;
      const reply = Promise.withResolvers<unknown>();
      pending.set(last, reply);
      report({ kind: 'invoke', id: last, channel, args });
      return reply.promise;
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    removeListener: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
  });

  const bridge = openBridge(names.toMain, names.toIsolated);
  const contextBridge = only('contextBridge', {
    exposeInMainWorld(key: string, api: unknown) {
      window.dispatchEvent(new MessageEvent(names.hello, { data: { key, api: bridge.pack(api) } }));
    },
  });

  guardInput(report);
  const electron = only('electron', { ipcRenderer, contextBridge });
  const module = { exports: {} };
  preload(
    (name) => {
      if (name === 'electron') return electron;
      throw new TypeError(`a sandboxed preload cannot require ${name}`);
    },
    module,
    module.exports,
  );
}
