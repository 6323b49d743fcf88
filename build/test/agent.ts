import { join } from 'node:path';
import { mainConfig } from '../vite/main.ts';

/** Names the agent for the tests that start it, some two hundred times: see `agentFile`. */
export const AGENT_VARIABLE = 'LATCHKEY_TEST_AGENT';

/**
 * The terminal agent with all it imports in one file. It starts in a third of the time that 670 files take, which is most of
 * what a run without people needs. What packages ship is bundled in the same way, only not as far.
 *
 * @returns the file's path, below `node_modules/.cache`, where its native module is found as well
 */
export async function bundleAgent(root: string): Promise<string> {
  // Only a whole run needs the bundler; every test that starts the agent reads this file.
  const { build } = await import('vite');
  const { build: main, ...rest } = mainConfig(root);
  const folder = join(root, 'node_modules', '.cache', 'agent');
  await build({
    ...rest,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['keytar'] },
    build: {
      ...main,
      outDir: folder,
      ssr: join(root, 'electron/cli.ts'),
      rolldownOptions: {
        external: (name) => name === 'keytar' || name.startsWith('node:'),
        output: { format: 'es', entryFileNames: 'cli.js', codeSplitting: false },
      },
    },
  });
  return join(folder, 'cli.js');
}
