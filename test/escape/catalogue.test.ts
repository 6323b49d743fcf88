import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import { escapeDocument } from './document.ts';
import { SPECS } from './specs.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENT = join(ROOT, 'docs/escape.md');

/** LATCHKEY_DOCS=write writes the page, for people to read what changed. */
if (process.env.LATCHKEY_DOCS === 'write') writeFileSync(DOCUMENT, escapeDocument());

const PROOFS = CATALOGUE.flatMap(({ id, proofs }) => proofs.map((proof) => ({ id, proof })));

test('E1 to E18, each at least once, in order', () => {
  const numbers = CATALOGUE.map(({ id }) => Number(/^E(\d+)[a-z]?$/.exec(id)?.[1]));
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

describe('a proof that is named exists', () => {
  test.each(PROOFS.flatMap(({ id, proof }) => ('file' in proof ? [{ id, ...proof }] : [])))(
    '$id in $file: $test',
    ({ file, test: name }) => {
      expect(existsSync(join(ROOT, file)), file).toBe(true);
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${name}'`);
    },
  );

  test.each(PROOFS.flatMap(({ id, proof }) => (proof.by === 'electron' ? [{ id, spec: proof.spec }] : [])))(
    '$id by the spec: $spec',
    ({ spec }) => {
      expect(SPECS.find(({ name }) => name === spec)?.hosts).toContain('electron');
    },
  );
});

test('what a person must do by hand says what they must see', () => {
  for (const { id, proof } of PROOFS) if (proof.by === 'hand') expect(proof.steps, id).toMatch(/[:;,]/);
});

test('a technique that only the session holds is never claimed for the app alone', () => {
  for (const { id, held, proofs } of CATALOGUE)
    if (held === 'session')
      expect(
        proofs.some(({ by }) => by === 'hand'),
        id,
      ).toBe(true);
});

test('docs/escape.md is what the catalogue says', () => {
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(escapeDocument());
});
