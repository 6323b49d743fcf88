import { dirname, resolve } from 'node:path';
import { Refusal } from '../contract/refusal.ts';
import { answersFor, type LaptopAnswers } from './for-laptop.ts';
import { judgeAnswers, type Mistake } from './judge.ts';
import { readAnswersText } from './safe-file.ts';
import type { AnswersFile } from './schema.ts';

/** Refused with every mistake, not only with the first: five hundred laptops are not corrected one run at a time. */
export class AnswersRefusal extends Refusal {
  readonly mistakes: readonly Mistake[];

  constructor(path: string, mistakes: readonly Mistake[]) {
    super('answers_invalid', { detail: mistakes.map((mistake) => tellMistake(path, mistake)).join('\n') });
    this.mistakes = mistakes;
  }
}

/** `answers.json:12:5: There is no “acount” here. Did you mean “account”?`, as editors and CI understand it. */
export function tellMistake(path: string, { line, column, sentence }: Mistake): string {
  return `${path}:${line}:${column}: ${sentence}`;
}

/** @throws Refusal answers_unsafe, answers_invalid */
export async function openAnswers(path: string): Promise<AnswersFile> {
  const judged = judgeAnswers(await readAnswersText(path));
  if (!judged.ok) throw new AnswersRefusal(path, judged.mistakes);
  return judged.answers;
}

/**
 * The answers of this laptop; paths in them begin at the folder of the file.
 * @throws Refusal answers_unsafe, answers_invalid
 */
export async function openAnswersFor(path: string, serialNumber: string | null): Promise<LaptopAnswers> {
  const { passFile, initialPinFile, ...answers } = answersFor(await openAnswers(path), serialNumber);
  const whole = (file: string): string => (file === '-' ? file : resolve(dirname(path), file));
  return {
    ...answers,
    ...(passFile !== undefined && { passFile: whole(passFile) }),
    ...(initialPinFile !== undefined && { initialPinFile: whole(initialPinFile) }),
  };
}
