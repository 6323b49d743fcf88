import * as z from 'zod/mini';
import { Seed } from './seed.ts';

/**
 * JSON Schema (2020-12) of a seed file, as published in docs/seed.schema.json; a test holds them together.
 */
export function seedSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(Seed, { io: 'input' });
  return {
    $schema,
    title: 'Latchkey directory: seed',
    description:
      'What a new directory begins with: npm run directory -- --seed FILE. Read once, when the data folder is empty.',
    ...schema,
  };
}
