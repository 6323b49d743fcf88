import { readConfig } from '../read-config.ts';
import { DEMO } from './demo.ts';
import { judgeSeed } from './judge-seed.ts';
import { Seed } from './seed.ts';

/**
 * The seed by its name: `demo`, or a JSON file (docs/seed.schema.json).
 *
 * @throws StartProblem `seed_invalid`, with everything that is wrong
 */
export function readSeed(source: string): Seed {
  if (source === 'demo') return DEMO;
  return readConfig({ file: source, schema: Seed, code: 'seed_invalid', what: 'the seed', judge: judgeSeed });
}
