import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/**
 * The main process as one file, for hosts whose Node does not take types out by itself: an Electron binary may be built
 * without it. Packages stay outside, because some bring native code. `out/main.js` finds `out/` the way `electron/main.ts`
 * does: it is one folder deep, too.
 */
export function mainConfig(root: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: join(root, 'electron/main.ts'),
      outDir: join(root, 'out'),
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      rolldownOptions: {
        external: ['electron'],
        output: { entryFileNames: 'main.js', codeSplitting: false },
      },
    },
  };
}
