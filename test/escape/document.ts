import { CATALOGUE, type EscapeRow, type Proof } from './catalogue.ts';
import { SPECS } from './specs.ts';

const HELD: Readonly<Record<EscapeRow['held'], string>> = {
  app: 'Latchkey',
  session: 'the OS session',
  both: 'Latchkey and the OS session',
  'nobody here': 'firmware and disk encryption',
};

const text = (words: string) => words.replaceAll('|', '\\|');

function proof(one: Proof): string {
  switch (one.by) {
    case 'pure':
      return `pure test, shown here: \`${one.file}\`, “${text(one.test)}”`;
    case 'preview':
      return `preview host, shown here: \`${one.file}\`, “${text(one.test)}”`;
    case 'electron':
      return `Electron, in the workflow, **not run here**: “${text(one.spec)}”`;
    case 'hand':
      return `by hand, **not run here**: ${text(one.steps)}`;
  }
}

/** What can be said on this machine: shown, shown in part, or not. */
function result({ proofs }: EscapeRow): string {
  const here = proofs.filter(({ by }) => by === 'pure' || by === 'preview').length;
  if (here === proofs.length) return 'shown here';
  return here === 0 ? 'not run here' : 'shown here in part';
}

function row(each: EscapeRow): string {
  return [
    `## ${each.id}. ${each.attack}`,
    '',
    `Must be true: ${each.expected}. Held by ${HELD[each.held]}. Result: **${result(each)}**.`,
    '',
    ...each.proofs.map((one) => `- ${proof(one)}`),
    '',
  ].join('\n');
}

/** docs/escape.md, whole. */
export function escapeDocument(): string {
  const count = (by: Proof['by']) =>
    CATALOGUE.flatMap(({ proofs }) => proofs).filter((one) => one.by === by).length;
  const summary = CATALOGUE.map(
    (each) => `| ${each.id} | ${text(each.attack)} | ${HELD[each.held]} | ${result(each)} |`,
  );
  const specs = SPECS.map(({ name, hosts, platforms }) => {
    const where = platforms === undefined ? 'Windows, macOS, Linux' : platforms.join(', ');
    return `| ${text(name)} | ${hosts.join(', ')} | ${where} | ${hosts.includes('preview') ? 'shown here' : 'not run here'} |`;
  });
  return [
    '# The escape catalogue',
    '',
    'Made from `test/escape/catalogue.ts`; a test keeps this page as it is there, and fails when a row names a test that does',
    'not exist. “Here” is the machine this was built on: it has no Electron binary and no Windows or macOS.',
    '',
    `Proofs: ${count('pure')} by pure tests and ${count('preview')} on the preview host, which ran here; ${count('electron')} specs for the workflow and ${count('hand')} for a person at a machine, which did not.`,
    '',
    '| | technique | held by | result |',
    '|---|---|---|---|',
    ...summary,
    '',
    ...CATALOGUE.map(row),
    '## The specs of both hosts',
    '',
    '| spec | hosts that can prove it | systems | result |',
    '|---|---|---|---|',
    ...specs,
    '',
  ].join('\n');
}
