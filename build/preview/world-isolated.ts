import type { WorldBridge } from './world-bridge.ts';
import type { InputGuard } from './world-input.ts';
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

/** The preload, bundled to CommonJS, as a function of what a module gets. */
export type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;

type Listener = (event: object, ...args: unknown[]) => void;

/**
 * The preload's world: a real isolated world, with `require('electron')` for contextBridge and ipcRenderer. Its source
 * text is sent to the browser; it may use nothing from outside itself.
 */
export class PreloadWorld {
  private readonly pending = new Map<number, PromiseWithResolvers<unknown>>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly report: (message: ToNode) => void;
  private readonly bridge: WorldBridge;
  private readonly hello: string;
  private last = 0;

  constructor(names: IsolatedNames, Bridge: typeof WorldBridge, Guard: typeof InputGuard) {
    const world = globalThis as unknown as Record<string, unknown>;
    const toNode = world[names.binding] as (json: string) => void;
    this.report = (message) => toNode(JSON.stringify(message));
    world[names.deliver] = (message: FromNode) => this.hear(message);
    this.bridge = new Bridge(names.toMain, names.toIsolated);
    this.hello = names.hello;
    new Guard((input) => this.report({ kind: 'key', input }));
  }

  run(preload: Preload): void {
    const electron = this.only('electron', {
      ipcRenderer: this.ipcRenderer(),
      contextBridge: this.contextBridge(),
    });
    const module = { exports: {} };
    const require = (name: string): unknown => {
      if (name === 'electron') return electron;
      throw new TypeError(`a sandboxed preload cannot require ${name}`);
    };
    preload(require, module, module.exports);
  }

  private ipcRenderer(): object {
    return this.only('ipcRenderer', {
      invoke: (channel: string, ...args: unknown[]) => {
        this.last += 1;
        const reply = Promise.withResolvers<unknown>();
        this.pending.set(this.last, reply);
        this.report({ kind: 'invoke', id: this.last, channel, args });
        return reply.promise;
      },
      on: (channel: string, listener: Listener) => {
        this.listeners.set(channel, (this.listeners.get(channel) ?? new Set()).add(listener));
      },
      removeListener: (channel: string, listener: Listener) => {
        this.listeners.get(channel)?.delete(listener);
      },
    });
  }

  private contextBridge(): object {
    return this.only('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => {
        window.dispatchEvent(new MessageEvent(this.hello, { data: { key, api: this.bridge.pack(api) } }));
      },
    });
  }

  private hear(message: FromNode): void {
    if (message.kind === 'message') {
      for (const listener of this.listeners.get(message.channel) ?? []) listener({}, ...message.args);
      return;
    }
    const reply = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.ok) reply?.resolve(message.value);
    else reply?.reject(new Error(String(message.value)));
  }

  /** Unknown members throw by name, as on the Node side (strict.ts). */
  private only<T extends object>(name: string, members: T): T {
    return new Proxy(members, {
      get(target, member) {
        if (typeof member === 'symbol' || member in target) return Reflect.get(target, member);
        throw new TypeError(`${name}.${member} is not in the preview's slice of Electron`);
      },
    });
  }
}

/** Starts the world in the page itself; frames, the first page and error pages go without. */
export function isolatedWorld(
  names: IsolatedNames,
  World: typeof PreloadWorld,
  Bridge: typeof WorldBridge,
  Guard: typeof InputGuard,
  preload: Preload,
): void {
  if (window !== window.top || location.protocol !== 'https:') return;
  new World(names, Bridge, Guard).run(preload);
}
