import { registerHooks } from 'node:module';

/**
 * Every import of `electron` gets the stand-in instead; the npm package, which would try to download a binary as soon as
 * it is loaded, is never touched.
 */
const STAND_IN = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron' && specifier !== 'electron/main') return next(specifier, context);
    return { url: STAND_IN, shortCircuit: true };
  },
});
