import { readFileSync } from 'node:fs';
import { StartProblem } from '../start-problem.ts';
import { DEMO } from './demo.ts';
import { Seed } from './seed.ts';

/**
 * The seed by its name: `demo`, or a JSON file.
 *
 * @throws StartProblem `seed_invalid`
 */
export function readSeed(source: string): Seed {
  if (source === 'demo') return DEMO;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(source, 'utf8'));
  } catch (thrown) {
    throw new StartProblem(
      'seed_invalid',
      `cannot read the seed ${source}: it has to be a JSON file, or demo`,
      thrown,
    );
  }
  const read = Seed.safeParse(content);
  if (read.success) return read.data;
  const where = read.error.issues.slice(0, 3).map((issue) => issue.path.map(String).join('.') || 'the file');
  throw new StartProblem('seed_invalid', `the seed ${source} is not right at: ${where.join(', ')}`);
}
