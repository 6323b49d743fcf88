import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/**
 * The main process as packages have it: one ES module beside the preload and the renderer. Packages of npm stay imports
 * of their own, so that what is ours can be read, and so can what is not.
 */
export function mainConfig(root: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(root, 'out'),
      emptyOutDir: false,
      minify: false,
      sourcemap: false,
      // Electron 45 brings Node 24.
      target: 'node24',
      ssr: join(root, 'electron/main.ts'),
      rolldownOptions: {
        // Everything that is not a file of the repository.
        external: (name) => !/^[./]|^[A-Za-z]:\\/.test(name),
        output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false },
      },
    },
  };
}
