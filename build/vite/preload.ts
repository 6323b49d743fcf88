import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/**
 * A sandboxed preload can require nothing but `electron` and may not be ESM, so it is bundled into one CommonJS file
 * (https://www.electronjs.org/docs/latest/tutorial/sandbox#preload-scripts).
 */
export function preloadConfig(root: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(root, 'out'),
      // The renderer and the types live beside it.
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      lib: { entry: join(root, 'electron/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
      rolldownOptions: { external: ['electron'] },
    },
  };
}
