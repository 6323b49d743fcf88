/** Runs the kiosk's main process on plain Node: `node --import ./build/preview/register.ts electron/main.ts`. */
import './hooks.ts';
import { bundleWhenStale } from '../vite/build.ts';

await bundleWhenStale();
