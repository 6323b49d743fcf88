import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { mainConfig } from '../vite/main.ts';
import { preloadConfig } from '../vite/preload.ts';
import { rendererConfig } from '../vite/renderer.ts';

/** Both hosts of the package and what they share, side by side: `main.ts` finds the preload and the renderer beside itself. */
function hostsConfig(root: string): InlineConfig {
  const { build: main, ...rest } = mainConfig(root);
  return {
    ...rest,
    build: {
      ...main,
      ssr: true,
      rolldownOptions: {
        ...main?.rolldownOptions,
        input: { start: join(root, 'build/package/start.ts') },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: (chunk) => (chunk.isDynamicEntry ? '[name].js' : 'shared.js'),
        },
      },
    },
  };
}

const into = (config: InlineConfig, outDir: string): InlineConfig => ({
  ...config,
  build: { ...config.build, outDir },
});

/** Bundles everything that is ours into `folder`, an app's `out/`. Nobody else's `out/` is touched. */
export async function bundleApp(root: string, folder: string): Promise<void> {
  await build(into(hostsConfig(root), folder));
  await build(into(preloadConfig(root), folder));
  await build(into(rendererConfig(root), join(folder, 'renderer')));
}
