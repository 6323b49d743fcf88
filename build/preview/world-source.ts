import { randomUUID } from 'node:crypto';
import { WorldBridge } from './world-bridge.ts';
import { InputGuard } from './world-input.ts';
import { type IsolatedNames, isolatedWorld, PreloadWorld } from './world-isolated.ts';
import { mainWorld, type WorldNames } from './world-main.ts';

/** What is put into the page before any of its own code, one text for each world. */
export interface WorldSources {
  readonly names: IsolatedNames;
  /** Name of the isolated world. */
  readonly world: string;
  readonly main: string;
  readonly isolated: string;
}

/** Turns functions, classes and the bundled preload into source text. The names differ on every launch. */
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
    main: call(mainWorld, [JSON.stringify(shared), WorldBridge]),
    isolated: call(isolatedWorld, [JSON.stringify(names), PreloadWorld, WorldBridge, InputGuard, wrapped]),
  };
}

/** Source text that calls `callee`. Functions and classes turn into their own source; Node has taken the types out. */
function call(callee: object, args: readonly (object | string)[]): string {
  return `(${callee})(${args.join(', ')});`;
}
