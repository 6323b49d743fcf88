import { parseArgs } from 'node:util';
import { asRefusal, Refusal } from '../../contract/refusal.ts';
import { Secret } from '../../contract/secret.ts';
import { type Challenge, readChallengeText } from '../../contract/technician/challenge.ts';
import { answerByDirectory } from '../../directory/administrator.ts';
import { recordAnswer } from '../../technician/answer-record.ts';
import { codeForTechnician } from '../../technician/derive.ts';
import { readKeyFile } from '../../technician/private-key.ts';
import { askLine, askSecret } from '../prompt.ts';
import { readAnswer } from '../read-answer.ts';
import { type ExitCode, print, tellFailure } from '../run-day-two.ts';
import { ACTIONS, REASONS } from './words.ts';

const USAGE = `npm run latchkey -- technician answer --key FILE [--challenge TEXT|-] [--reason TEXT] [--yes] [--json]
npm run latchkey -- technician answer --directory URL --ca FILE --admin FILE [--challenge TEXT|-] …

Answers the request that a laptop shows on its technician panel. With --key it needs no network. It tells which laptop asks for
what, wants that confirmed and a reason for the record, and prints the code to read out.

  --challenge TEXT|-      what was scanned or read out; else it is asked for
  --passphrase-file F     where the key is sealed; else it is asked for
  --reason TEXT           why you answer; kept beside the key, or in the directory's audit
  --yes                   do not ask whether it is right`;

type Values = NonNullable<ReturnType<typeof parse>>;

/** `technician answer`: resolves with the exit code. */
export async function technicianAnswer(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const values = parse(args);
  const problem = values === null ? 'These arguments are not understood.' : problemOf(values);
  if (values === null || problem !== null) {
    process.stderr.write(`${problem}\n\n${USAGE}\n`);
    return 2;
  }
  try {
    await answer(values);
    return 0;
  } catch (thrown) {
    tellFailure(asRefusal(thrown), values.json);
    return 1;
  }
}

function problemOf({ key, directory, admin }: Values): string | null {
  if (key === undefined && directory === undefined) return 'Give --key, or --directory with --admin.';
  if (key !== undefined && directory !== undefined) return 'Give --key or --directory, not both.';
  return directory !== undefined && admin === undefined ? '--directory needs --admin.' : null;
}

async function answer(values: Values): Promise<void> {
  const text = await challengeText(values);
  const read = readChallengeText(text);
  if (!read.ok) {
    const where = read.line === null ? {} : { detail: `Line ${read.line} has a slip in it.` };
    throw new Refusal('technician_challenge_unreadable', where);
  }
  process.stderr.write(`${describe(read.challenge, Date.now() / 1000).join('\n')}\n`);
  const reason = await confirm(values);
  const code =
    values.key === undefined
      ? await askDirectory(values, text, reason)
      : await answerWithKey(values, values.key, read.challenge, reason);
  print(values.json ? JSON.stringify({ code, action: read.challenge.action }) : code);
}

async function answerWithKey(
  values: Values,
  file: string,
  challenge: Challenge,
  reason: string,
): Promise<string> {
  const key = await readKeyFile(file, () => passphrase(values));
  if (key.keyId !== challenge.keyId) {
    throw new Refusal('technician_key_unknown', {
      detail: `The laptop asks for key ${challenge.keyId}; this is ${key.keyId}.`,
    });
  }
  const code = codeOrRefusal(key.privateKey, challenge);
  // First the record, then the code: an answer that nobody can look up afterwards is not given.
  await recordAnswer(file, challenge, reason);
  return code;
}

/** An ephemeral key that is no point of the curve is nobody's request. */
function codeOrRefusal(privateKey: Uint8Array, challenge: Challenge): string {
  try {
    return codeForTechnician(privateKey, challenge);
  } catch (thrown) {
    throw new Refusal('technician_challenge_unreadable', {}, thrown);
  }
}

async function askDirectory(values: Values, challenge: string, reason: string): Promise<string> {
  const { directory = '', admin = '', ca = null } = values;
  const answered = await answerByDirectory(
    { directory, caFile: ca, adminFile: admin },
    { challenge, reason },
  );
  const known = answered.devices.map(({ displayName }) => displayName).join(', ');
  process.stderr.write(`The directory knows this serial number as: ${known || 'nothing yet'}\n`);
  return answered.code;
}

/** What the technician has to look at before answering. Pure. */
export function describe(challenge: Challenge, now: number): string[] {
  const { serialNumber, action, reason, keyId, issuedAt } = challenge;
  return [
    `Laptop:  ${serialNumber} (it says so itself: compare it with the label)`,
    `Wants:   ${ACTIONS[action]}`,
    `Because: ${REASONS[reason]}`,
    `Key:     ${keyId}`,
    `Made:    ${age(now - issuedAt)} by that laptop's clock`,
  ];
}

function age(seconds: number): string {
  if (seconds < -60) return `${Math.round(-seconds / 60)} minutes IN THE FUTURE`;
  if (seconds < 90) return 'just now';
  const minutes = Math.round(seconds / 60);
  return minutes <= 30 ? `${minutes} minutes ago` : `${minutes} minutes ago, so it has ENDED by now,`;
}

async function challengeText({ challenge }: Values): Promise<string> {
  if (challenge !== undefined && challenge !== '-') return challenge;
  if (challenge === undefined && process.stdin.isTTY && process.stderr.isTTY) {
    return askLines();
  }
  return readAnswer('-');
}

/** Read out, a request comes line by line; it is whole when it reads as one, or at an empty line. */
async function askLines(): Promise<string> {
  let heard = '';
  for (;;) {
    const question = heard === '' ? 'Request of the laptop, line by line: ' : 'Next line: ';
    const line = await askLine(process.stdin, process.stderr, question);
    heard = `${heard} ${line}`.trim();
    if (line === '' || readChallengeText(heard).ok) return heard;
  }
}

async function confirm({ reason, yes }: Values): Promise<string> {
  const person = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (!yes) {
    if (!person) throw new Refusal('input_missing', { detail: '--yes' });
    const said = await askLine(process.stdin, process.stderr, 'Is that right? Type yes: ');
    if (said.toLowerCase() !== 'yes') throw new Refusal('input_missing', { detail: 'not confirmed' });
  }
  const given = reason ?? (person ? await askLine(process.stdin, process.stderr, 'Why do you answer? ') : '');
  if (given.trim().length < 3) throw new Refusal('input_missing', { detail: '--reason' });
  return given.trim().slice(0, 256);
}

async function passphrase(values: Values): Promise<Secret> {
  const file = values['passphrase-file'];
  if (file !== undefined) return new Secret(await readAnswer(file));
  if (!process.stdin.isTTY) throw new Refusal('input_missing', { detail: '--passphrase-file' });
  return new Secret(await askSecret(process.stdin, process.stderr, 'Passphrase of the key: '));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        key: { type: 'string' },
        directory: { type: 'string' },
        ca: { type: 'string' },
        admin: { type: 'string' },
        challenge: { type: 'string' },
        'passphrase-file': { type: 'string' },
        reason: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      strict: true,
    }).values;
  } catch {
    return null;
  }
}
