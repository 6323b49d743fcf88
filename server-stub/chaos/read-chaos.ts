import { readConfig } from '../read-config.ts';
import { ChaosFile } from './scenario.ts';

/** Names that stand for two things would make half of a scenario unreachable. */
function namedTwice({ scenarios, start }: ChaosFile): string[] {
  const twice = (where: string, names: readonly string[]) =>
    names.flatMap((name, index) =>
      names.indexOf(name) === index ? [] : [`${where}: "${name}" is there twice`],
    );
  const known = scenarios.map(({ name }) => name);
  return [
    ...twice('scenarios', known),
    ...scenarios.flatMap(({ rules, moments }, index) =>
      twice(
        `scenarios[${index}]`,
        [...rules, ...moments].map(({ name }) => name),
      ),
    ),
    ...(typeof start === 'string' && !known.includes(start)
      ? [`start: there is no scenario "${start}"`]
      : []),
  ];
}

/**
 * The scenarios of `--chaos FILE`.
 *
 * @throws StartProblem `chaos_invalid`, with everything that is wrong
 */
export function readChaos(file: string): ChaosFile {
  return readConfig({
    file,
    schema: ChaosFile,
    code: 'chaos_invalid',
    what: 'the chaos file',
    judge: namedTwice,
  });
}
