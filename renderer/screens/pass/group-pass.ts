import { BETWEEN } from '../../../electron/contract/pass-entry/read-pass.ts';

/** People read a pass out in groups of four. */
const GROUP = 4;

/** The pass itself: no pass holds white space, dashes or what nobody can see. */
export function bare(typed: string): string {
  return typed.replace(BETWEEN, '');
}

export function grouped(typed: string): string {
  return (
    bare(typed)
      .match(new RegExp(`.{1,${GROUP}}`, 'gsu'))
      ?.join(' ') ?? ''
  );
}

/** Where the caret belongs in the grouped text, when it stood at `caret` in what was typed. */
export function caretInGroups(typed: string, caret: number): number {
  const before = bare(typed.slice(0, caret));
  const length = [...before].length;
  const spaces = length === 0 ? 0 : Math.floor((length - 1) / GROUP);
  return before.length + spaces;
}
