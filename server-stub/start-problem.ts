/** Why a directory cannot start. These are told to the operator and never travel over the wire. */
export type StartProblemCode =
  | 'port_in_use'
  | 'data_in_use'
  | 'data_not_writable'
  | 'seed_invalid'
  | 'chaos_invalid'
  | 'option_invalid'
  | 'name_not_bindable';

/** A directory that cannot start, with a sentence for the operator that says what to change, and each place of a list. */
export class StartProblem extends Error {
  readonly code: StartProblemCode;

  constructor(code: StartProblemCode, sentence: string, cause?: unknown, problems: readonly string[] = []) {
    const list = problems.map((problem) => `\n  - ${problem}`).join('');
    super(`${sentence}${list === '' ? '' : ':'}${list}`, cause === undefined ? undefined : { cause });
    this.name = 'StartProblem';
    this.code = code;
  }
}
