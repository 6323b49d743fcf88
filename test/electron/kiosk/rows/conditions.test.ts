import { expect, test } from 'vitest';
import { conditionMutants, load, unchanged } from './mutants.ts';

/*
 * Policies that are conditions and not tables: where the page may go, what it may ask for, who may speak. Each half of
 * each condition is taken away in turn, and the judgement of the list below then differs.
 */

const ORIGIN = 'https://localhost';

const URLS = [
  'https://localhost/',
  'https://localhost/#top',
  'https://localhost/page.js',
  'https://localhost/?q=1',
  'https://user@localhost/',
  'https://:secret@localhost/',
  'https://localhost:8443/',
  'https://localhost.evil.example/',
  'http://localhost/',
  'devtools://devtools/x',
  'data:image/png,x',
  'data:text/html,x',
  'blob:https://localhost/1',
  'blob:image/1',
  'filesystem:https://localhost/x',
  'https://localhost/safe-screen',
  'not a url',
  '',
];

type Judge = (...args: unknown[]) => unknown;
type Module = Readonly<Record<string, Judge>>;

const FILES: readonly { file: string; judge: (module: Module) => unknown }[] = [
  {
    file: 'electron/kiosk/navigation.ts',
    judge: ({ isAllowedNavigation, installNavigation }) => [
      URLS.map((url) => isAllowedNavigation?.(url, ORIGIN)),
      [true, false].flatMap((isMainFrame) =>
        URLS.map((url) => stopped(installNavigation as Judge, url, isMainFrame)),
      ),
    ],
  },
  {
    file: 'electron/kiosk/network.ts',
    judge: ({ isAllowedRequest }) => URLS.map((url) => isAllowedRequest?.(url, ORIGIN)),
  },
  {
    file: 'electron/kiosk/recovery.ts',
    judge: ({ isOwnPage }) => URLS.map((url) => isOwnPage?.(url, ORIGIN)),
  },
  {
    file: 'electron/kiosk/origin.ts',
    judge: ({ answerFor }) => {
      const files = new Map([
        ['/', {}],
        ['/page.js', {}],
      ]);
      return ['GET', 'HEAD', 'POST'].flatMap((method) =>
        URLS.map(
          (url) => (answerFor?.({ url, method }, ORIGIN, files) as { status?: number } | undefined)?.status,
        ),
      );
    },
  },
];

/** Does one of the three events stop this navigation? */
function stopped(install: Judge, url: string, isMainFrame: boolean): boolean {
  let prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  const contents = {
    setWindowOpenHandler: () => {},
    on: (event: string, listener: Judge) => {
      if (event === 'will-frame-navigate') listener({ url, isMainFrame, preventDefault });
    },
  };
  install({ app: { on: (_event: string, listener: Judge) => listener({}, contents) }, uiOrigin: ORIGIN });
  return prevented;
}

async function judged(
  file: string,
  judge: (module: Module) => unknown,
  mutant = unchanged(file),
): Promise<string> {
  const module = (await load(mutant)) as Module;
  try {
    return JSON.stringify(judge(module));
  } catch (error) {
    return `broken: ${(error as Error).name}`;
  }
}

test.each(FILES)('$file: each half of each condition matters', async ({ file, judge }) => {
  const whole = await judged(file, judge);
  const mutants = conditionMutants(file);
  expect(mutants.length).toBeGreaterThan(1);
  const unnoticed: string[] = [];
  for (const mutant of mutants)
    if ((await judged(file, judge, mutant)) === whole) unnoticed.push(mutant.taken);
  expect(unnoticed).toEqual([]);
});
