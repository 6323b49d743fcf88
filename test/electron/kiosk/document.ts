import { CHECKLIST } from '../../../electron/kiosk/checklist.ts';
import { FUSES } from '../../../electron/kiosk/fuses.ts';
import { ALLOWED_KEYS } from '../../../electron/kiosk/key-table.ts';
import { isAllowedKey } from '../../../electron/kiosk/keys.ts';
import { ALL_KEYS, MODIFIER_SETS, PLATFORMS } from './every-key.ts';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function keys(): string {
  const counts = PLATFORMS.map((platform) => {
    const allowed = ALL_KEYS.flatMap((key) =>
      MODIFIER_SETS.filter((held) => isAllowedKey({ key, ...held }, platform)),
    );
    return `${allowed.length} on ${platform}`;
  });
  const all = ALL_KEYS.length * MODIFIER_SETS.length;
  const rows = ALLOWED_KEYS.map(({ keys: names, modifiers, on, why }) => [
    typeof names === 'string' ? names : names.map((name) => `\`${name}\``).join(' '),
    modifiers === 'any' ? 'any' : modifiers.map((held) => held || 'none').join(', '),
    on,
    why,
  ]);
  return [
    `${ALL_KEYS.length} keys (every name of UI Events and characters of each kind) with each of the sixteen sets of modifiers are ${all}`,
    `chords a platform. Allowed are ${counts.join(', ')}; every other is refused. The rows:`,
    '',
    table(['keys', 'with', 'on', 'why'], rows),
  ].join('\n');
}

function fuses(): string {
  const rows = FUSES.map(({ index, fuse, value, why }) => [
    String(index),
    fuse,
    typeof value === 'string' ? value : `on for ${value.join(' and ')}`,
    why,
  ]);
  return table(['', 'fuse', 'set to', 'why'], rows);
}

function checklist(): string {
  const rows = CHECKLIST.map(({ point, demand, answer, where }) => [
    String(point),
    demand,
    answer,
    where.map((file) => `\`${file.replace('../../', '').replace('../', '')}\``).join(' '),
  ]);
  return table(['', 'point', 'answer', 'where'], rows);
}

/** Puts the tables between their marks; what stands around them is written by people. */
export function withTables(page: string): string {
  const blocks = { keys: keys(), fuses: fuses(), checklist: checklist() };
  return Object.entries(blocks).reduce(
    (text, [name, block]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_all, open, close) => `${open}${block}\n${close}`,
      ),
    page,
  );
}
