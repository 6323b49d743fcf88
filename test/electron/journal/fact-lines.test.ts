import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../electron/contract/facts.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { FIRST_LINK, readFactLines, writeFactLine } from '../../../electron/journal/fact-lines.ts';
import { anyFacts, RUN } from './facts.ts';

function written(facts: readonly Fact[]): Buffer {
  let link = FIRST_LINK;
  const lines = facts.map((fact) => {
    const next = writeFactLine(fact, link);
    link = next.link;
    return next.line;
  });
  return Buffer.concat(lines);
}

/** The facts, or 'damaged'; anything else that is thrown fails the test. */
function outcome(content: Buffer): readonly Fact[] | 'damaged' {
  try {
    return readFactLines(content).facts;
  } catch (error) {
    if (error instanceof Refusal && error.slug === 'journal_damaged') return 'damaged';
    throw error;
  }
}

const lines = (content: Buffer) => content.toString('latin1').split('\n').length - 1;

describe('facts as lines', () => {
  it('reads back what was written', () => {
    fc.assert(fc.property(anyFacts, (facts) => void expect(outcome(written(facts))).toEqual(facts)));
  });

  it('reads an empty file as no facts', () => {
    expect(readFactLines(Buffer.alloc(0))).toEqual({ facts: [], wholeBytes: 0, lastLink: FIRST_LINK });
  });

  it('reads every truncation up to the tear', () => {
    const content = written(RUN);
    for (let length = 0; length <= content.length; length += 1) {
      const cut = content.subarray(0, length);
      expect(outcome(cut)).toEqual(RUN.slice(0, lines(cut)));
    }
  });

  it('reads every truncation that was padded with zeros up to the tear', () => {
    const content = written(RUN);
    for (let length = 0; length < content.length; length += 1) {
      const padded = Buffer.concat([content.subarray(0, length), Buffer.alloc(64)]);
      expect(outcome(padded)).toEqual(RUN.slice(0, lines(content.subarray(0, length))));
    }
  });

  it('refuses every single flipped bit of a whole file', () => {
    const content = written(RUN);
    for (let bit = 0; bit < content.length * 8; bit += 1) {
      const flipped = Buffer.from(content);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(outcome(flipped), `bit ${bit}`).toBe('damaged');
    }
  });

  it('after any damage gives the beginning of what was written, or refuses: never something else', () => {
    const edit = fc.record({ at: fc.nat(), byte: fc.nat(255), cut: fc.nat() });
    fc.assert(
      fc.property(anyFacts, fc.array(edit, { minLength: 1, maxLength: 3 }), (facts, edits) => {
        let content = written(facts);
        for (const { at, byte, cut } of edits) {
          content[at % content.length] = byte;
          if (cut % 3 === 0) content = content.subarray(0, 1 + (cut % content.length));
        }
        const read = outcome(content);
        if (read !== 'damaged') expect(read).toEqual(facts.slice(0, read.length));
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a line that was dropped, repeated or moved', () => {
    const all = written(RUN)
      .toString('latin1')
      .split(/(?<=\n)/);
    const damaged = (parts: readonly (string | undefined)[]) =>
      outcome(Buffer.from(parts.join(''), 'latin1')) === 'damaged';
    expect(damaged([all[0], ...all.slice(2)])).toBe(true);
    expect(damaged([all[0], all[0], ...all.slice(1)])).toBe(true);
    expect(damaged([all[1], all[0], ...all.slice(2)])).toBe(true);
  });

  it('refuses a whole line that is no fact', () => {
    const line = writeFactLine({ fact: 'promoted', at: 1 } as unknown as Fact, FIRST_LINK).line;
    expect(outcome(line)).toBe('damaged');
  });
});
