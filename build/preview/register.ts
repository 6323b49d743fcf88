/** Runs the kiosk's main process on plain Node: `node --import ./build/preview/register.ts electron/main.ts`. */
import { join } from 'node:path';
import { isStale } from '../vite/stale.ts';
import './hooks.ts';

// The bundler is loaded only when there is something to bundle: a kiosk that was killed has to be back at once.
if (isStale(join(import.meta.dirname, '..', '..'))) {
  const { bundle } = await import('../vite/build.ts');
  await bundle();
}
