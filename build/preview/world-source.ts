import { randomUUID } from 'node:crypto';
import { worldBridge } from './world-bridge.ts';
import { guardInput } from './world-input.ts';
import { type IsolatedNames, isolatedWorld } from './world-isolated.ts';
import { mainWorld, type WorldNames } from './world-main.ts';

/** What is put into the page before any of its own code, one text for each world. */
export interface WorldSources {
  readonly names: IsolatedNames;
  /** Name of the isolated world. */
  readonly world: string;
  readonly main: string;
  readonly isolated: string;
}

/** Turns the functions and the bundled preload into source text. The names differ on every launch. */
export function worldSources(preload: string): WorldSources {
  const shared: WorldNames = { hello: randomUUID(), toMain: randomUUID(), toIsolated: randomUUID() };
  const names: IsolatedNames = {
    ...shared,
    binding: `binding-${randomUUID()}`,
    deliver: `deliver-${randomUUID()}`,
  };
  const wrapped = `(require, module, exports) => {\n${preload}\n}`;
  return {
    names,
    world: `preload-${randomUUID()}`,
    main: `(${mainWorld})(${JSON.stringify(shared)}, ${worldBridge});`,
    isolated: `(${isolatedWorld})(${JSON.stringify(names)}, ${worldBridge}, ${guardInput}, ${wrapped});`,
  };
}
