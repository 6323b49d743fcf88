import { afterAll, beforeAll } from 'vitest';
import { type Listener, listen } from './listener.ts';
import { openSpecKiosk, type SpecKiosk } from './spec-kiosk.ts';

/** The real kiosk, on the host of this run, with a hostile script in its page. */
export interface Hostile {
  readonly kiosk: SpecKiosk;
  readonly listener: Listener;
  /** Runs a script in the page; gives what it gave, or how it failed. */
  run(script: string): Promise<unknown>;
  /** Lets everything that was set going arrive: one whole turn of the browser, there and back. */
  settle(): Promise<void>;
}

/** Opens one kiosk for the tests of a file. */
export function hostile(): Hostile {
  let kiosk: SpecKiosk;
  let listener: Listener;
  beforeAll(async () => {
    listener = await listen();
    kiosk = await openSpecKiosk();
    await kiosk.screen.getByRole('button', { name: 'Start' }).waitFor();
  }, 120_000);
  afterAll(async () => {
    await kiosk.discard();
    await listener[Symbol.asyncDispose]();
  });
  return {
    get kiosk() {
      return kiosk;
    },
    get listener() {
      return listener;
    },
    run(script) {
      const host = `127.0.0.1:${listener.port}`;
      // `window.URL` keeps its name.
      const body = script.replaceAll(/(?<![.\w])URL\b/g, `http://${host}/`).replaceAll('HOST', host);
      // A turn later: what runs inside the driver's own evaluation is excused from CSP, what follows is not.
      const source = `(async () => { await new Promise((go) => setTimeout(go)); try { ${body}; return 'done'; } catch (error) { return error.name; } })()`;
      // A page that is led away and brought back gives no answer.
      const answer = kiosk.screen.evaluate(source).catch(() => 'led away');
      return Promise.race([answer, later('pending')]);
    },
    async settle() {
      const loop = `new Promise((done) => requestIdleCallback(() => setTimeout(done, 100), { timeout: 300 }))`;
      await Promise.race([kiosk.screen.evaluate(loop).catch(() => {}), later('pending')]);
    },
  };
}

function later<T>(value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, 2000, value));
}
