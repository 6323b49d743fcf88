import type { ReadStream, WriteStream } from 'node:tty';
import type { CommandInput } from '../contract/commands.ts';
import { judgeDeviceName } from '../contract/device-name.ts';
import { readPass } from '../contract/pass-entry/read-pass.ts';
import { readScan } from '../contract/pass-entry/scan.ts';
import { judgePin } from '../contract/pin.ts';
import { Secret } from '../contract/secret.ts';
import { type NameReading, readUserName } from '../contract/user-name.ts';
import type { PinPolicy } from '../contract/wire/provisioning.ts';
import { type Answers, type Ask, createUnattendedAnswers } from './answers.ts';
import type { ProvisionArguments } from './arguments.ts';
import type { Question } from './decide.ts';
import { tellRefusal } from './narrate.ts';
import type { Paper } from './paper.ts';
import { askLine, askSecret } from './prompt.ts';
import { createPanel, TECHNICIAN_WORD } from './technician/panel.ts';
import type { Words } from './text/words.ts';

/** A terminal with somebody in front of it. */
export interface Desk {
  readonly input: ReadStream;
  readonly output: WriteStream;
  readonly paper: Paper;
  readonly words: Words;
}

/** Rules for a PIN where the screen does not say them; the directory judges again. */
const ANY_PIN: PinPolicy = {
  minimumLength: 6,
  maximumLength: 127,
  digitsOnly: false,
  refuseSimple: true,
  attempts: 5,
};

/** Asks a person where the files say nothing. Every refusal is told before the question. */
export function createPersonAnswers(args: ProvisionArguments, desk: Desk): Answers {
  const { input, output, paper, words } = desk;
  const files = createUnattendedAnswers({ ...args, wait: null });
  paper.say(words.t('ask.panel', { word: TECHNICIAN_WORD }), 'quiet');
  return {
    technician: createPanel(input, output),
    async answer(ask) {
      const fromFile = ask.refusal ? null : await files.answer(ask).catch(() => null);
      if (fromFile || ask.question === 'pass-or-wait') return fromFile;
      if (ask.refusal) {
        const [what = '', ...forIt] = tellRefusal(ask.refusal, words);
        paper.say(`\n${what}`, 'bad');
        for (const line of forIt) paper.say(line, 'quiet');
      }
      return await QUESTIONS[ask.question](desk, ask);
    },
  };
}

type Asked = (desk: Desk, ask: Ask) => Promise<CommandInput | null>;

/** What is plainly not an answer is asked again here, and never sent. */
const QUESTIONS: Readonly<Record<Question, Asked>> = {
  user: (desk, ask) => askName(desk, ask.domains ?? []),
  pass: async (desk, { userPrincipalName = '' }) => {
    const wrong = (typed: string) =>
      typed.trim() === '' ? null : faultOfPass(typed, userPrincipalName, desk);
    const typed = await askUntil(desk, 'ask.pass', askSecret, wrong);
    if (typed.trim() === '') return { type: 'noPass' };
    const read = readPass(typed);
    return orPanel(typed, { type: 'submitPass', pass: read.ok ? read.pass : typed });
  },
  password: async (desk) => {
    const password = await askSecret(desk.input, desk.output, desk.words.t('ask.password'));
    return password === '' ? { type: 'havePass' } : orPanel(password, { type: 'submitPassword', password });
  },
  'device-name': async (desk) => {
    const wrong = (name: string) => {
      const fault = judgeDeviceName(name);
      if (fault === null) return null;
      return desk.words.t(`naming.fault.${fault}`, { over: Math.max(0, name.length - 15) });
    };
    const deviceName = await askUntil(desk, 'ask.deviceName', askLine, wrong);
    return orPanel(deviceName, { type: 'submitDeviceName', deviceName });
  },
  'new-pin': async (desk, { pin = ANY_PIN }) => {
    const value = await askNewPin(desk, pin);
    return orPanel(value, { type: 'submitPin', pin: value });
  },
  pin: async (desk) => {
    const pin = await askUntil(desk, 'ask.pin', askSecret, (typed) => (typed === '' ? '' : null));
    return orPanel(pin, { type: 'submitPin', pin });
  },
  retry: async ({ input, output, words }) =>
    orPanel(await askLine(input, output, words.t('ask.retry')), { type: 'retry' }),
  choice: (desk, ask) => askChoice(desk, ask),
  'pass-or-wait': async () => null,
};

/** With what name it goes on is said before it is sent; another domain than the company's is asked about. */
async function askName(desk: Desk, domains: readonly string[]): Promise<CommandInput> {
  const { input, output, paper, words } = desk;
  const wrong = (typed: string) => {
    const reading = readName(typed, domains);
    return reading.ok ? null : words.t(`account.${reading.fault}`);
  };
  const typed = await askUntil(desk, 'ask.user', askLine, wrong);
  const reading = readName(typed, domains);
  if (isWord(typed) || !reading.ok) return { type: 'openTechnician' };
  const { name, meant } = reading;
  const kept =
    meant !== null && (await askLine(input, output, words.t('ask.user.meant', { meant, name }))) !== '';
  const userPrincipalName = kept || meant === null ? name : meant;
  if (userPrincipalName !== typed.trim()) paper.say(words.t('ask.user.goOn', { name: userPrincipalName }));
  return { type: 'submitAccount', userPrincipalName };
}

/** A scanned slip says whose it is; the pass on it is asked for in its turn, where nothing is echoed. */
function readName(typed: string, domains: readonly string[]): NameReading {
  const scan = readScan(typed);
  return readUserName(scan?.ok ? (scan.userPrincipalName ?? '') : typed, domains);
}

function faultOfPass(typed: string, userPrincipalName: string, { words }: Desk): string | null {
  const reading = readPass(typed);
  if (!reading.ok) return words.t(`pass.${reading.fault}`);
  const { userPrincipalName: theirs } = reading;
  if (theirs === null || theirs === userPrincipalName.toLowerCase()) return null;
  return words.t('pass.other', { name: theirs });
}

/** A weaker kind than last time, or than was asked for, is taken only when somebody writes its name. */
async function askChoice(
  { input, output, paper, words }: Desk,
  { choices = [] }: Ask,
): Promise<CommandInput> {
  if (choices.length > 0) paper.say(`\n${words.t('ask.choice.here', { choices: choices.join(', ') })}`);
  const written = await askLine(input, output, words.t('ask.choice'));
  const named = choices.find((name) => name === written.toLowerCase());
  return orPanel(written, named ? { type: 'chooseAuthenticator', authenticator: named } : { type: 'retry' });
}

async function askNewPin(desk: Desk, policy: PinPolicy): Promise<string> {
  const { input, output, paper, words } = desk;
  const question = policy.digitsOnly ? 'ask.newPin.digits' : 'ask.newPin.characters';
  const wrong = (typed: string) => {
    const verdict = judgePin(new Secret(typed), policy);
    return verdict.ok ? null : words.t(`pin.${verdict.reason}`);
  };
  for (;;) {
    const first = await askUntil(desk, question, askSecret, wrong, { minimum: policy.minimumLength });
    if (isWord(first)) return first;
    const second = await askSecret(input, output, words.t('ask.newPin.again'));
    if (first === second) return first;
    paper.say(words.t('ask.newPin.different'), 'bad');
  }
}

/**
 * Asks until there is nothing wrong with the answer.
 * @param wrong what to say about an answer that will not do; `null`: it will do. The technician's word always will.
 */
async function askUntil(
  { input, output, paper, words }: Desk,
  question: Parameters<Words['t']>[0],
  how: typeof askLine,
  wrong: (typed: string) => string | null,
  values: Readonly<Record<string, number>> = {},
): Promise<string> {
  for (;;) {
    const typed = await how(input, output, words.t(question, values));
    const problem = isWord(typed) ? null : wrong(typed);
    if (problem === null) return typed;
    if (problem !== '') paper.say(problem, 'bad');
  }
}

/** The one word that is no answer to any question. */
function orPanel(typed: string, command: CommandInput): CommandInput {
  return isWord(typed) ? { type: 'openTechnician' } : command;
}

const isWord = (typed: string): boolean => typed.trim().toLowerCase() === TECHNICIAN_WORD;
