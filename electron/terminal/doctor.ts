import { parseArgs } from 'node:util';
import { type Examination, examine } from '../examine.ts';
import { defaultState } from './day-two-arguments.ts';
import { print } from './run-day-two.ts';

const USAGE = `npm run latchkey -- doctor [--state DIR] [--json]

Says what this machine can do: which kinds of sign-in key, how well they are guarded, where keys lie, how well the
machine is locked, and what was not checked. It changes nothing and needs no PIN and no network. Exit: 0 looked, 2 wrong arguments.`;

/** `doctor`: resolves with the exit code. */
export async function doctor(args: readonly string[]): Promise<0 | 2> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { state: { type: 'string' }, json: { type: 'boolean', default: false } },
      strict: true,
    });
    const examination = await examine(values.state ?? defaultState());
    print(values.json ? JSON.stringify(examination) : tell(examination).join('\n'));
    return 0;
  } catch (error) {
    // parseArgs names the argument that it did not understand; nothing else here throws.
    process.stderr.write(`${error instanceof Error ? error.message : 'Wrong arguments.'}\n\n${USAGE}\n`);
    return 2;
  }
}

/** The report in sentences. Pure. */
export function tell(report: Examination): string[] {
  const { authenticators, vault, vaultNotes, credential, lockdown, notChecked } = report;
  return [
    `This machine: ${report.platform}, Node ${report.node}`,
    '',
    'Kinds of sign-in key, strongest first',
    ...authenticators.flatMap(({ name, state, guard, lockedOut, notes }) => [
      `  ${name}: ${state}${guard ? `, ${guard}` : ''}${lockedOut ? ', locked out now' : ''}`,
      ...notes.map((note) => `    ${note}`),
    ]),
    '',
    `Keys lie in: ${'problem' in vault ? vault.problem : `${vault.kind}${vault.chosen ? '' : ' (nothing is there yet)'}`}`,
    ...vaultNotes.map((note) => `    ${note}`),
    '',
    `Sign-in key: ${tellCredential(credential)}`,
    '',
    'How well this machine is locked, seen from here (docs/lockdown.md)',
    ...lockdown.map(({ state, title, seen }) => `  ${state.padEnd(8)}  ${title}: ${seen}`),
    ...(lockdown.length === 0 ? ['  unknown: nobody has written down what to look at on this system'] : []),
    '',
    'Machine policy (docs/machine-policy.md)',
    ...tellPolicy(report.policy).map((line) => `  ${line}`),
    '',
    'Not checked',
    ...notChecked.map((what) => `  ${what}`),
  ];
}

function tellPolicy({ sources, ignored, effective, notes, problems }: Examination['policy']): string[] {
  return [
    ...(sources.length === 0 ? ['none: arguments and variables say everything'] : []),
    ...effective.map(({ member, value, from }) => `${member}: ${value} (${from})`),
    ...notes.map((note) => `branding: ${note}`),
    ...problems.map(({ source, path, sentence }) => `WRONG ${source}${path && ` at ${path}`}: ${sentence}`),
    ...(problems.length > 0 ? ['Nothing starts on this machine until that is put right.'] : []),
    ...ignored.map((name) => `not read: ${name} (only names that end in .json and begin with no dot are)`),
  ];
}

function tellCredential(credential: Examination['credential']): string {
  if (credential === null) return 'none in this state folder';
  if ('problem' in credential) return credential.problem;
  const since = new Date(credential.since * 1000).toISOString().slice(0, 10);
  const staged = credential.pinMustChange ? '; the PIN is IT’s and has to be changed first' : '';
  return `${credential.authenticator}, ${credential.userPrincipalName}, works since ${since}${staged}`;
}
