import { asRefusal } from './contract/refusal.ts';
import { machineStart } from './policy/terminal.ts';
import { preferencesFrom, preparedAnswers, wishesFrom } from './prepared.ts';
import { answersCheck } from './terminal/answers/check.ts';
import { PROVISION_USAGE, parseProvision, withAnswers } from './terminal/arguments.ts';
import { attestationKeyCommand } from './terminal/attestation-key.ts';
import { auditVerify } from './terminal/audit/verify.ts';
import { CREDENTIAL_LIST } from './terminal/credential/list.ts';
import { CREDENTIAL_REMOVE } from './terminal/credential/remove.ts';
import { CREDENTIAL_TEST } from './terminal/credential/test.ts';
import { doctor } from './terminal/doctor.ts';
import { PIN_CHANGE } from './terminal/pin/change.ts';
import { provision, tellNotBegun } from './terminal/provision.ts';
import { reportFetch } from './terminal/report/fetch.ts';
import { reportKey } from './terminal/report/key.ts';
import { reportRead } from './terminal/report/read.ts';
import { reportShow } from './terminal/report/show.ts';
import { type DayTwoVerb, runDayTwo } from './terminal/run-day-two.ts';
import { SIGNIN } from './terminal/signin.ts';
import { technicianAnswer } from './terminal/technician/answer.ts';
import { technicianKey } from './terminal/technician/key.ts';

const USAGE = `npm run latchkey -- COMMAND

  provision            set up this laptop in the terminal (also: npm run provision)
  signin               a token with the key of this laptop, on standard output
  credential list      which sign-in key this laptop has
  credential test      does it still work?
  credential remove    take it out of the directory and off this laptop
  pin change           another PIN for it
  answers check        is an answers file right, and what does it say for one laptop?
  audit verify         do the directory's audit logs still hold together?
  technician key       the key pair that opens a laptop's technician panel
  technician answer    the code for a laptop that asks for a technician
  attestation-key      the TPM’s key, for the company’s privacy CA
  report show          what a report of this laptop would say
  report read          the report in the square of a laptop that is stuck, with the support’s key
  report key           the key pair for that
  report fetch         the reports that laptops have sent to the directory
  doctor               what this machine can do, how well it guards keys, and what was not checked

Each command tells more with --help.`;

/** Commands of a laptop that is set up. */
const DAY_TWO: ReadonlyMap<string, DayTwoVerb> = new Map(
  Object.entries({
    signin: SIGNIN,
    'credential list': CREDENTIAL_LIST,
    'credential test': CREDENTIAL_TEST,
    'credential remove': CREDENTIAL_REMOVE,
    'pin change': PIN_CHANGE,
  }),
);

/** Commands with words of their own for their arguments. */
const OTHERS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  'answers check': answersCheck,
  'technician key': technicianKey,
  'technician answer': technicianAnswer,
  'audit verify': auditVerify,
  'report fetch': reportFetch,
  'report show': reportShow,
  'report read': reportRead,
  'report key': reportKey,
};

/** Terminal composition root. Sets the exit code; the process ends by itself when nothing is left to do. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help') return say(USAGE, command ? 0 : 2);
  if (command === 'provision') return provisionWith(rest);
  if (command === 'doctor') return doctor(rest);
  if (command === 'attestation-key') return attestationKeyCommand(rest);
  const words = `${command} ${rest[0] ?? ''}`.trim();
  const other = Object.hasOwn(OTHERS, words) ? OTHERS[words] : undefined;
  if (other) return other(rest.slice(1));
  const short = DAY_TWO.get(command);
  const [verb, own] = short ? [short, rest] : [DAY_TWO.get(words), rest.slice(1)];
  if (verb) return runDayTwo(verb, own);
  return say(`There is no command “${words}”.\n\n${USAGE}`, 2);
}

async function provisionWith(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) return say(PROVISION_USAGE, 0);
  const parsed = parseProvision(args, process.stdin.isTTY === true);
  if (!parsed.ok) return say(`${parsed.problem}\n\n${PROVISION_USAGE}`, 2);
  try {
    const machine = machineStart(parsed.value);
    if (machine === null) return say(`--directory is missing.\n\n${PROVISION_USAGE}`, 2);
    const answers = await preparedAnswers(machine.answers, parsed.value.serial);
    const { account: _asked, ...wishes } = wishesFrom(answers);
    const preferences = preferencesFrom(answers);
    return await provision(withAnswers(parsed.value, answers), { ...machine, wishes, preferences });
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    tellNotBegun(refusal, parsed.value);
    return refusal.slug.startsWith('answers_') ? 2 : 1;
  }
}

function say(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}

// Whoever read along has gone (`| head -1`), or the disk with the log is full: the run goes on, and its exit code says how
// it ended. Unheard, the error would end the process with a stack instead.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2));
