import type { CommandInput } from '../contract/commands.ts';
import { Refusal } from '../contract/refusal.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type { ProvisionArguments } from './arguments.ts';
import { type Decision, PASS_AGAIN, type Question } from './decide.ts';
import { readAnswer } from './read-answer.ts';

export type Ask = Extract<Decision, { do: 'ask' }>;

/** How often a pass that was good is given again without a person. The directory holds a one-time pass three times. */
const PASS_TRIES = 3;

/** A new key asks twice, and a challenge that was late asks again: what is refused more often has another cause. */
const PIN_TRIES = 6;

/** Gives the answers of a run: from files first, then from a person where there is one. */
export interface Answers {
  /** The command that answers the question; `null`: nothing to say now, look again at the next view. */
  answer(ask: Ask): Promise<CommandInput | null>;
  /** What follows at the technician panel, which a person can open by typing its word at any question. */
  technician(panel: TechnicianPanel): Promise<CommandInput>;
}

/** @throws Refusal: what stood in the way, or input_missing, when there is nobody who could answer. */
export function createUnattendedAnswers(args: ProvisionArguments): Answers {
  let passTries = 0;
  let pinTries = 0;
  let passwordGiven = false;
  const stop = (ask: Ask) => {
    const { refusal } = ask;
    throw refusal ? refusalFrom(refusal) : new Refusal('input_missing', { detail: ask.question });
  };
  /** An empty or missing file is no answer yet: in the dead end it may be filled later. */
  const pass = async (): Promise<CommandInput | null> => {
    const value = args.passFile === null ? '' : await readAnswer(args.passFile, args.guarded);
    passTries += value === '' ? 0 : 1;
    return value === '' ? null : { type: 'submitPass', pass: value };
  };

  const answers: Record<Question, (ask: Ask) => Promise<CommandInput | null>> = {
    user: async (ask) =>
      ask.refusal || args.user === null ? stop(ask) : { type: 'submitAccount', userPrincipalName: args.user },
    pass: async (ask) => {
      // Before anything was given, the refusal is about the pass of an earlier start of this run.
      const untried = passTries === 0;
      const again = ask.refusal && PASS_AGAIN.has(ask.refusal.slug) && passTries < PASS_TRIES;
      if (ask.refusal && !untried && !again) return stop(ask);
      const given = await pass();
      if (given) return given;
      return args.passwordFile === null || passwordGiven ? stop(ask) : { type: 'noPass' };
    },
    password: async (ask) => {
      if (ask.refusal || args.passwordFile === null || passwordGiven) return stop(ask);
      passwordGiven = true;
      return { type: 'submitPassword', password: await readAnswer(args.passwordFile) };
    },
    'device-name': async (ask) => stop(ask),
    'pass-or-wait': async (ask) => (args.wait === 0 ? stop(ask) : null),
    choice: async (ask) => stop(ask.refusal ? ask : { ...ask, refusal: unavailable() }),
    'new-pin': async (ask) => pin(ask),
    pin: async (ask) => pin(ask),
    retry: async (ask) => stop(ask),
  };
  const pin = async (ask: Ask): Promise<CommandInput | null> => {
    const retried = ask.refusal === undefined || (RETRY_PIN.has(ask.refusal.slug) && pinTries < PIN_TRIES);
    if (!retried || args.pinFile === null) return stop(ask);
    pinTries += 1;
    const value = await readAnswer(args.pinFile, args.guarded);
    return value === '' ? stop(ask) : { type: 'submitPin', pin: value };
  };
  return {
    answer: (ask) => answers[ask.question](ask),
    // Nobody is here who could have opened it.
    technician: async () => ({ type: 'closeTechnician' }),
  };
}

/** The PIN was not at fault: giving the same one again is right. */
const RETRY_PIN: ReadonlySet<string> = new Set([
  'challenge_expired',
  'challenge_unknown',
  'credential_invalid',
]);

function unavailable() {
  return new Refusal('authenticator_unavailable').toJSON();
}

function refusalFrom(notice: NonNullable<Ask['refusal']>): Refusal {
  const { slug, helpCode: _code, ...details } = notice;
  return new Refusal(slug, details);
}
