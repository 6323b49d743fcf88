import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeAnswers } from '../../../electron/answers/judge.ts';
import { answersSchema } from '../../../electron/answers/schema.ts';
import { provisionEventsSchema } from '../../../electron/contract/outcome.ts';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');
const read = (name: string) => readFileSync(join(DOCS, name), 'utf8');

const SCHEMAS = [
  ['answers.schema.json', answersSchema],
  ['provision-events.schema.json', provisionEventsSchema],
] as const;

test.each(SCHEMAS)(
  'docs/%s is what is read and written (LATCHKEY_DOCS=write writes it anew)',
  (name, schema) => {
    if (process.env.LATCHKEY_DOCS === 'write') {
      writeFileSync(join(DOCS, name), `${JSON.stringify(schema(), null, 2)}\n`);
    }
    expect(JSON.parse(read(name))).toEqual(schema());
  },
);

test('the published example is right', () => {
  expect(judgeAnswers(read('answers.example.json'))).toMatchObject({ ok: true });
});
