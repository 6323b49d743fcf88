import { join } from 'node:path';
import { mainConfig } from '../vite/main.ts';

/** What the tests start hundreds of times: the terminal agent and the directory. */
const SOURCES = { agent: 'electron/cli.ts', directory: 'server-stub/main.ts' } as const;

export type Program = keyof typeof SOURCES;

/** Names the folder of the bundled programs for the tests; where it is not set, they start the sources. */
export const PROGRAMS_VARIABLE = 'LATCHKEY_TEST_PROGRAMS';

/** The file to start. */
export function programFile(root: string, program: Program): string {
  const bundled = process.env[PROGRAMS_VARIABLE];
  return bundled === undefined ? join(root, SOURCES[program]) : join(bundled, `${program}.js`);
}

/**
 * Each program with all it imports in one file. It starts in less than half the time that its 670 or 1520 files take, which is
 * most of what a run without people needs. What packages ship is bundled in the same way, only not as far.
 *
 * @returns the folder. It lies three deep, as the directory's own page server does: its way to the project's root fits.
 */
export async function bundlePrograms(root: string): Promise<string> {
  // Only a whole run needs the bundler; every test that starts a program reads this file.
  const { build } = await import('vite');
  const { build: main, ...rest } = mainConfig(root);
  const folder = join(root, 'node_modules', '.cache', 'programs');
  for (const [program, source] of Object.entries(SOURCES)) {
    await build({
      ...rest,
      logLevel: 'silent',
      ssr: { noExternal: true, external: ['keytar'] },
      build: {
        ...main,
        outDir: folder,
        ssr: join(root, source),
        rolldownOptions: {
          external: (name) => name === 'keytar' || name.startsWith('node:'),
          output: { format: 'es', entryFileNames: `${program}.js`, codeSplitting: false },
        },
      },
    });
  }
  return folder;
}
