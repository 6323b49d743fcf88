import type { Report } from '../../../electron/contract/wire/report.ts';

export type Section =
  | 'report'
  | { [Name in keyof Report]-?: NonNullable<Report[Name]> extends object ? Name : never }[keyof Report];

/** One line of a report: its name in it, and all that stands there. */
export interface Leaf {
  readonly section: Section;
  readonly name: string;
  readonly value: string;
}

/**
 * A report as lines, whatever is in it: made from the report itself and not from a list of what should be there, so that nothing can be
 * sent that was not shown.
 */
export function leavesOf(report: Report): readonly Leaf[] {
  return Object.entries(report).flatMap(([name, value]): Leaf[] =>
    isPlain(value)
      ? [{ section: 'report', name, value: String(value) }]
      : linesOf(value, '').map((line) => ({ section: name as Section, ...line })),
  );
}

interface Line {
  readonly name: string;
  readonly value: string;
}

function linesOf(value: unknown, path: string): Line[] {
  if (isPlain(value)) return [{ name: path, value: String(value) }];
  const isList = Array.isArray(value);
  const members = Object.entries(value as object);
  if (members.length === 0) return [{ name: path || '-', value: '-' }];
  return members.flatMap(([name, member]) => {
    const here = isList ? path : [path, name].filter(Boolean).join('.');
    // Of a list, each thing is one line: ten times eight lines are read by nobody.
    return isList && !isPlain(member) ? [{ name: path, value: inOneLine(member) }] : linesOf(member, here);
  });
}

function inOneLine(member: unknown): string {
  return Object.entries(member as object)
    .map(([name, value]) => `${name} ${isPlain(value) ? String(value) : JSON.stringify(value)}`)
    .join(' · ');
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
