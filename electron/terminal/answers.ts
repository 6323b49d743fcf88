import type { ReadStream, WriteStream } from 'node:tty';
import type { CommandInput } from '../contract/commands.ts';
import { Refusal } from '../contract/refusal.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type { ProvisionArguments } from './arguments.ts';
import { type Decision, PASS_AGAIN, type Question } from './decide.ts';
import { tellRefusal } from './narrate.ts';
import { askLine, askSecret } from './prompt.ts';
import { readAnswer } from './read-answer.ts';
import { createPanel, TECHNICIAN_WORD } from './technician/panel.ts';

type Ask = Extract<Decision, { do: 'ask' }>;

/** How often a pass that was good is given again without a person. The directory holds a one-time pass three times. */
const PASS_TRIES = 3;

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
  let passwordGiven = false;
  const stop = (ask: Ask) => {
    const { refusal } = ask;
    throw refusal ? refusalFrom(refusal) : new Refusal('input_missing', { detail: ask.question });
  };
  /** An empty or missing file is no answer yet: in the dead end it may be filled later. */
  const pass = async (): Promise<CommandInput | null> => {
    const value = args.passFile === null ? '' : await readAnswer(args.passFile);
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
    'pass-or-wait': async (ask) => (args.wait === 0 ? stop(ask) : null),
    choice: async (ask) => stop(ask.refusal ? ask : { ...ask, refusal: unavailable() }),
    'new-pin': async (ask) => pin(ask),
    pin: async (ask) => pin(ask),
    retry: async (ask) => stop(ask),
  };
  const pin = async (ask: Ask): Promise<CommandInput | null> => {
    const retried = ask.refusal === undefined || RETRY_PIN.has(ask.refusal.slug);
    if (!retried || args.pinFile === null) return stop(ask);
    const value = await readAnswer(args.pinFile);
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

/** Asks a person where the files say nothing. Every refusal is told before the question. */
export function createPersonAnswers(
  args: ProvisionArguments,
  input: ReadStream,
  output: WriteStream,
): Answers {
  const files = createUnattendedAnswers({ ...args, wait: null });
  output.write(`At any question, the word “${TECHNICIAN_WORD}” opens the way out for your IT team.\n`);
  return {
    technician: createPanel(input, output),
    async answer(ask) {
      const fromFile = ask.refusal ? null : await files.answer(ask).catch(() => null);
      if (fromFile || ask.question === 'pass-or-wait') return fromFile;
      if (ask.refusal) output.write(`\n${tellRefusal(ask.refusal).join('\n')}\n`);
      return ask.question === 'choice'
        ? askChoice(ask, input, output)
        : askPerson(ask.question, input, output);
    },
  };
}

async function askPerson(
  question: Exclude<Question, 'choice'>,
  input: ReadStream,
  output: WriteStream,
): Promise<CommandInput | null> {
  switch (question) {
    case 'user': {
      const userPrincipalName = await askUntil(() => askLine(input, output, 'Your work e-mail address: '));
      return orPanel(userPrincipalName, { type: 'submitAccount', userPrincipalName });
    }
    case 'pass': {
      const pass = await askSecret(
        input,
        output,
        'Your Temporary Access Pass (Enter alone if you have none): ',
      );
      return pass === '' ? { type: 'noPass' } : orPanel(pass, { type: 'submitPass', pass });
    }
    case 'password': {
      const password = await askSecret(input, output, 'Your password (Enter alone to go back to the pass): ');
      return password === '' ? { type: 'havePass' } : orPanel(password, { type: 'submitPassword', password });
    }
    case 'new-pin': {
      const pin = await askNewPin(input, output);
      return orPanel(pin, { type: 'submitPin', pin });
    }
    case 'pin': {
      const pin = await askUntil(() => askSecret(input, output, 'Your new PIN once more, for the test: '));
      return orPanel(pin, { type: 'submitPin', pin });
    }
    case 'retry': {
      const written = await askLine(input, output, 'Press Enter to try again, or Ctrl-C to stop. ');
      return orPanel(written, { type: 'retry' });
    }
    case 'pass-or-wait':
      return null;
  }
}

/** A weaker kind than last time, or than was asked for, is taken only when somebody writes its name. */
async function askChoice(ask: Ask, input: ReadStream, output: WriteStream): Promise<CommandInput> {
  const { choices = [] } = ask;
  if (choices.length > 0) output.write(`\nHere: ${choices.join(', ')}.\n`);
  const written = await askLine(
    input,
    output,
    'Write the name of one to use it, or press Enter to look again. ',
  );
  const named = choices.find((name) => name === written.toLowerCase());
  return orPanel(written, named ? { type: 'chooseAuthenticator', authenticator: named } : { type: 'retry' });
}

/** The one word that is no answer to any question. */
function orPanel(typed: string, command: CommandInput): CommandInput {
  return isWord(typed) ? { type: 'openTechnician' } : command;
}

const isWord = (typed: string): boolean => typed.trim().toLowerCase() === TECHNICIAN_WORD;

async function askUntil(ask: () => Promise<string>): Promise<string> {
  for (;;) {
    const answer = await ask();
    if (answer !== '') return answer;
  }
}

async function askNewPin(input: ReadStream, output: WriteStream): Promise<string> {
  for (;;) {
    const first = await askUntil(() =>
      askSecret(input, output, 'Choose a PIN for this laptop (six digits or more): '),
    );
    if (isWord(first)) return first;
    const second = await askSecret(input, output, 'The same PIN again: ');
    if (first === second) return first;
    output.write('The two are not the same. Once more.\n');
  }
}
