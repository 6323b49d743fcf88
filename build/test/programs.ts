import { join } from 'node:path';
import { mainConfig } from '../vite/main.ts';

/**
 * What the tests start hundreds of times, and where a whole run puts each as one file: the directory as deep as its page server
 * lies, the kiosk beside the folder `out`, because both look for their neighbours from where they are.
 */
const PROGRAMS = {
  agent: { source: 'electron/cli.ts', built: 'node_modules/.cache/programs/agent.js' },
  directory: { source: 'server-stub/main.ts', built: 'node_modules/.cache/programs/directory.js' },
  kiosk: { source: 'electron/main.ts', built: 'out/kiosk.js' },
} as const;

export type Program = keyof typeof PROGRAMS;

/** Set in a whole run, for the tests: the programs are bundled. Else they start the sources. */
export const BUNDLED_VARIABLE = 'LATCHKEY_TEST_BUNDLED';

/** The file to start. */
export function programFile(root: string, program: Program): string {
  const { source, built } = PROGRAMS[program];
  return join(root, process.env[BUNDLED_VARIABLE] ? built : source);
}

/** What stays an import: native modules, and Electron, which the preview stands in for. */
const OUTSIDE = ['keytar', 'electron'];

/**
 * Each program with all it imports in one file. It starts in less than half the time that its 670 to 1520 files take, which is
 * most of what a run without people needs. What packages ship is bundled in the same way, only not as far.
 */
export async function bundlePrograms(root: string): Promise<void> {
  // Only a whole run needs the bundler; every test that starts a program reads this file.
  const { build } = await import('vite');
  const { build: main, ...rest } = mainConfig(root);
  for (const { source, built } of Object.values(PROGRAMS)) {
    await build({
      ...rest,
      logLevel: 'silent',
      ssr: { noExternal: true, external: OUTSIDE },
      build: {
        ...main,
        outDir: join(root, built, '..'),
        ssr: join(root, source),
        rolldownOptions: {
          external: (name) => OUTSIDE.includes(name) || name.startsWith('node:'),
          output: {
            format: 'es',
            entryFileNames: built.slice(built.lastIndexOf('/') + 1),
            codeSplitting: false,
          },
        },
      },
    });
  }
}
