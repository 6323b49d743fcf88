import type { WriteStream } from 'node:tty';
import { EVENTS_VERSION, type ProvisionEvent } from '../contract/outcome.ts';
import type { Refusal } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import { STEPS, stepIndex } from '../contract/steps.ts';
import { NETWORK_CHECKS, type View } from '../contract/view.ts';
import { narrate, tellRefusal } from './narrate.ts';
import { createPaper, type Paper } from './paper.ts';
import type { Words } from './text/words.ts';

/** Of each kind of line, all but its version. */
type Line<Event = ProvisionEvent> = Event extends ProvisionEvent ? Omit<Event, 'version'> : never;

/** Where the run tells its story: sentences for people, or one event a line for machines. */
export interface Teller {
  readonly paper: Paper;
  readonly words: Words;
  event(event: Line): void;
  /** What a new view adds. */
  progress(before: View | null, view: View): void;
  failure(refusal: Refusal, step: View['step']): void;
}

export interface TellerOptions {
  readonly json: boolean;
  readonly plain: boolean;
  readonly words: Words;
  readonly output?: WriteStream;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const SILENT: Paper = { say: () => undefined };

export function createTeller(options: TellerOptions): Teller {
  const { json, plain, words, output = process.stdout, environment = process.env } = options;
  const paper = json ? SILENT : createPaper(output, { plain, environment, direction: words.direction });
  const event = (line: Line): void => {
    if (json) output.write(`${JSON.stringify({ ...line, version: EVENTS_VERSION })}\n`);
  };
  return {
    paper,
    words,
    event,
    progress(before, view) {
      for (const sentence of narrate(before, view, words)) paper.say(sentence);
      // A log has no room for headings and ticks; a person at a terminal wants to see that something happens.
      if (output.isTTY) tellSteps(before, view, paper, words);
      tellEvents(before, view, event);
    },
    failure(refusal, step) {
      event(failed(refusal, step));
      const [what = '', ...forIt] = tellRefusal(refusal.toJSON(), words);
      paper.say(what, 'bad');
      for (const line of forIt) paper.say(line, 'quiet');
      const { detail } = refusal.details;
      if (detail) paper.say(`  ${words.t('refusal.detail', { detail })}`, 'quiet');
    },
  };
}

function failed({ slug, details: { retryAfter, detail } }: Refusal, step: View['step']): Line {
  const row = refusalRow(slug);
  return {
    event: 'failed',
    code: slug,
    helpCode: row.helpCode,
    message: row.cause,
    action: row.userAction,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(detail !== undefined && { detail }),
    step,
  };
}

/** Where the run stands, and each check of the network as it is passed. */
function tellSteps(before: View | null, view: View, paper: Paper, { t }: Words): void {
  const { step } = view;
  if (before?.step !== step && step !== 'welcome' && view.screen.kind !== 'done') {
    const place = t('progress.step', { step: stepIndex(step) + 1, steps: STEPS.length });
    paper.say(`\n${t(`aside.${step}`)} · ${place}`, 'heading');
  }
  if (view.screen.kind !== 'network') return;
  const was = before?.screen.kind === 'network' ? before.screen.checks : null;
  for (const check of NETWORK_CHECKS) {
    if (view.screen.checks[check] === 'passed' && was?.[check] !== 'passed') {
      paper.say(`✓ ${t(`network.check.${check}`)}`, 'good');
    }
  }
}

function tellEvents(before: View | null, view: View, event: (line: Line) => void): void {
  if (before?.step !== view.step) event({ event: 'step', step: view.step });
  if (view.screen.kind === 'loop') {
    const { refusal, interval } = view.screen;
    event({ event: 'waiting', step: view.step, helpCode: refusal.helpCode, interval });
    return;
  }
  const refusal = 'refusal' in view.screen ? view.screen.refusal : undefined;
  const told = before && 'refusal' in before.screen ? before.screen.refusal : undefined;
  if (refusal && refusal !== told) {
    const { gates, ...more } = refusal;
    const message = refusalRow(refusal.slug).cause;
    event({ event: 'refused', step: view.step, message, ...more, ...(gates && { gates: [...gates] }) });
  }
}
