import type { ReadStream, WriteStream } from 'node:tty';
import { renderUnicodeCompact } from 'uqr';
import type { CommandInput } from '../../contract/commands.ts';
import { TechnicianReason } from '../../contract/technician/actions.ts';
import type { TechnicianPanel } from '../../contract/technician/panel.ts';
import type { Moment } from '../../contract/wire/report.ts';
import { duration, tellRefusal } from '../narrate.ts';
import { askLine } from '../prompt.ts';
import { ACTIONS, REASONS } from './words.ts';

/** What to type at a question to get here. */
export const TECHNICIAN_WORD = 'technician';

const CLOSE = { type: 'closeTechnician' } as const satisfies CommandInput;

/** As long as the bridge takes; what is longer is no code. */
const CODE_LENGTH = 64;

type Of<Phase extends TechnicianPanel['phase']> = Extract<TechnicianPanel, { phase: Phase }>;

/** The technician panel on a terminal: the same desk as behind the window's, asked in lines. */
export function createPanel(
  input: ReadStream,
  output: WriteStream,
): (panel: TechnicianPanel) => Promise<CommandInput> {
  const say = (lines: readonly string[]) => output.write(`${lines.join('\n')}\n`);
  const ask = (question: string) => askLine(input, output, question);
  let shown = '';
  return async (panel) => {
    if ('refusal' in panel && panel.refusal) say(['', ...tellRefusal(panel.refusal)]);
    switch (panel.phase) {
      case 'choose':
        return choose(panel, say, ask);
      case 'answer':
        // A wrong code is no reason to show the square again.
        if (panel.scan !== shown) say(request(panel));
        shown = panel.scan;
        return answer(panel, say, ask);
      case 'diagnostics':
        say(diagnostics(panel));
        await ask('Press Enter to go on. ');
        return CLOSE;
      case 'poweringOff':
        say([
          '',
          'A terminal turns nothing off: shut the laptop down yourself. Nothing that was done is lost.',
        ]);
        await ask('Press Enter to go on. ');
        return CLOSE;
    }
  };
}

type Say = (lines: readonly string[]) => void;
type Ask = (question: string) => Promise<string>;

async function choose(panel: Of<'choose'>, say: Say, ask: Ask): Promise<CommandInput> {
  const action = await pick('For technicians. What to do:', panel.actions, ACTIONS, say, ask);
  if (action === null) return CLOSE;
  const reason = await pick('Why:', TechnicianReason.options, REASONS, say, ask);
  return reason === null ? CLOSE : { type: 'askTechnician', action, reason };
}

/** One of a numbered list; `null`: none. */
async function pick<Name extends string>(
  title: string,
  names: readonly Name[],
  words: Readonly<Record<Name, string>>,
  say: Say,
  ask: Ask,
): Promise<Name | null> {
  say(['', title, ...names.map((name, index) => `  ${index + 1}  ${words[name]}`)]);
  for (;;) {
    const written = await ask(`1 to ${names.length}, or Enter alone to close: `);
    if (written === '') return null;
    const found = /^\d$/.test(written) ? names[Number(written) - 1] : undefined;
    if (found !== undefined) return found;
  }
}

/** The request as a square and in lines: whichever is easier to get to the technician. */
function request({ action, reason, keyId, scan, lines }: Of<'answer'>): string[] {
  const what = `${ACTIONS[action]}; because: ${REASONS[reason]}; key ${keyId}`;
  const square = renderUnicodeCompact(scan, { border: 2 });
  return ['', `For your technician (${what}):`, '', square, '', ...lines.map((line) => `  ${line}`), ''];
}

async function answer({ triesLeft, lockedFor }: Of<'answer'>, say: Say, ask: Ask): Promise<CommandInput> {
  say([
    lockedFor === undefined
      ? `Wrong codes until the next wait: ${triesLeft}.`
      : `No code is judged for ${duration(lockedFor)}.`,
  ]);
  const code = await ask('Code from the technician (Enter alone to close): ');
  return code === '' ? CLOSE : { type: 'submitTechnicianCode', code: code.slice(0, CODE_LENGTH) };
}

function diagnostics({ lines, timeline, lockdown, events }: Of<'diagnostics'>): string[] {
  return [
    '',
    'Diagnostics',
    ...lines.map(({ name, value }) => `  ${name.padEnd(11)} ${value}`),
    '',
    'What happened on the way, newest first',
    ...timeline.map(tellMoment),
    '',
    'How well this laptop is locked',
    ...lockdown.map(({ state, title, seen }) => `  ${state.padEnd(9)} ${title}: ${seen}`),
    '',
    'What happened here before',
    ...events.map(({ at, type, action }) => `  ${at.slice(0, 16)}  ${type}: ${ACTIONS[action]}`),
    '',
  ];
}

/** In the words of the logs: a technician compares them letter by letter. */
function tellMoment({ at, what, step, screen, seconds, helpCode, slug, requestId, times }: Moment): string {
  const place = step === screen ? step : `${step} (${screen})`;
  const parts =
    what === 'refused'
      ? [helpCode, slug, times && `${times} times`, `at ${place}`, requestId]
      : [place, seconds !== undefined && `${seconds} s`];
  return `  ${at.slice(11, 19)}  ${parts.filter(Boolean).join('  ')}`;
}
