import { REFUSALS, type RefusalRow, type Retry, type Slug } from '../../electron/contract/refusals.ts';

/** A page of `docs/help/`, by its file name. */
export interface HelpPage {
  readonly file: string;
  readonly text: string;
}

/** What may be tried, in the words of whoever reads a help page. */
const TRY_AGAIN: Readonly<Record<Retry, string>> = {
  now: 'Trying again at once makes sense.',
  later: 'Trying again later makes sense; nothing has to be changed for it.',
  'other-input': 'Trying again makes sense with something else typed.',
  never: 'Trying again does not help until somebody has changed something.',
};

/** The first digit of a help code says which part of the way it belongs to. */
const PARTS: Readonly<Record<string, string>> = {
  1: 'Network',
  2: 'Signing in',
  3: 'Joining',
  4: 'The credential',
  5: 'Technicians',
  8: 'Requests to the directory',
  9: 'This laptop',
};

const INDEX = 'README.md';
const NOTE =
  '<!-- Written by `npm run help-pages` from electron/contract/refusals/. Change the table, not this file. -->';

/** One page a help code, and an index: all from the refusal table, so that no row can be without one. */
export function helpPages(): HelpPage[] {
  const codes = new Map<string, Slug[]>();
  for (const [slug, row] of entries()) codes.set(row.helpCode, [...(codes.get(row.helpCode) ?? []), slug]);
  const sorted = [...codes].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    { file: INDEX, text: indexOf(sorted) },
    ...sorted.map(([code, slugs]) => ({ file: `${code}.md`, text: pageOf(code, slugs) })),
  ];
}

function entries(): [Slug, RefusalRow][] {
  return Object.entries(REFUSALS) as [Slug, RefusalRow][];
}

function pageOf(code: string, slugs: readonly Slug[]): string {
  const rows = slugs.map((slug) => section(slug, REFUSALS[slug]));
  return `${[NOTE, `# ${code}`, ...rows, `[All help codes](${INDEX})`].join('\n\n')}\n`;
}

function section(slug: Slug, row: RefusalRow): string {
  return [
    `**${row.cause}**`,
    `## If this is your laptop\n\n${row.userAction}`,
    `## If you are in IT\n\n${row.technicianAction}`,
    `## Trying again\n\n${TRY_AGAIN[row.retry]}`,
    `## For logs and programs\n\n${facts(slug, row).join('\n')}`,
  ].join('\n\n');
}

function facts(slug: Slug, { status, oauth, entra }: RefusalRow): string[] {
  return [
    `- name (\`suberror\`): \`${slug}\``,
    status === null
      ? '- never on the wire: the laptop says it by itself'
      : `- HTTP status ${status}${oauth === null ? '' : `, OAuth error \`${oauth}\``}`,
    ...(entra === null ? [] : [`- Entra’s number for the same: ${entra}`]),
  ];
}

function indexOf(codes: readonly [string, readonly Slug[]][]): string {
  const parts = Object.entries(PARTS).map(([digit, title]) => {
    const rows = codes.filter(([code]) => code.startsWith(`LK-${digit}`));
    const lines = rows.map(([code, slugs]) => {
      const [first] = slugs;
      return `| [${code}](${code}.md) | ${first === undefined ? '' : REFUSALS[first].cause} |`;
    });
    return [`## ${title}`, ['| code | what happened |', '|---|---|', ...lines].join('\n')].join('\n\n');
  });
  const lead =
    'The code on the screen, in the log and in the QR code is the same. Each page says what happened, what its owner can do, and what IT can do.';
  return `${[NOTE, '# Help codes', lead, ...parts].join('\n\n')}\n`;
}
