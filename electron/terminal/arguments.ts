import { parseArgs } from 'node:util';
import type { LaptopAnswers } from '../answers/for-laptop.ts';
import type { AuthenticatorName } from '../contract/wire/provisioning.ts';
import { isSpoken, TERMINAL_LANGUAGES } from './text/words.ts';

/** `npm run provision`, understood. */
export interface ProvisionArguments {
  /** `null`: machine policy has to say it. */
  readonly directory: string | null;
  readonly caFile: string | null;
  readonly user: string | null;
  readonly passFile: string | null;
  readonly passwordFile: string | null;
  readonly pinFile: string | null;
  readonly authenticator: AuthenticatorName | 'auto';
  readonly state: string | null;
  /** `null`: machine policy says it, else localhost. */
  readonly rpId: string | null;
  /** Minutes to wait in the dead end for a pass; `null`: for ever. */
  readonly wait: number | null;
  /** Begin again on a laptop that was set up: a forgotten PIN, a new pass. */
  readonly again: boolean;
  /** IT sets the PIN; the person has to change it before the key is used. */
  readonly staged: boolean;
  /** File with what IT has answered beforehand; `null`: machine policy may name one. */
  readonly answers: string | null;
  /** Which row of it counts, in place of what the firmware says. */
  readonly serial: string | null;
  /** BCP 47 tag; `null`: what the answers or the system say. */
  readonly language: string | null;
  /** No colours, whatever the terminal can. */
  readonly plain: boolean;
  /** The answers file names the secrets: they may be its owner's alone. */
  readonly guarded: boolean;
  readonly json: boolean;
}

export const PROVISION_USAGE = `npm run provision -- --directory URL [--ca FILE] [--user UPN] [options]

  --directory URL      the directory, https
  --ca FILE            its CA certificate (PEM), when it is not one that this system trusts
  --user UPN           who is going to use this laptop, for example amal@northwind.example
  --pass-file F|-      where the Temporary Access Pass is ("-" is standard input)
  --password-file F    the password, for somebody who has no pass (this shows the MFA loop)
  --pin-file F|-       the PIN to set
  --authenticator A    auto (the strongest there is), tpm or software
  --state DIR          where the run keeps its state; the same folder again resumes it
  --rp-id DOMAIN       the RP ID that the profile must have (localhost)
  --staged             the PIN is IT’s: the key signs in only after “latchkey pin change”
  --answers FILE       what is answered beforehand, for one laptop or for many (docs/answers.md)
  --serial NUMBER      which laptop of that file this is, where the firmware does not say
  --language TAG       en, de or ar (else what LC_ALL, LC_MESSAGES or LANG say)
  --no-color           no colours; NO_COLOR and TERM=dumb say the same
  --again              begin again on a laptop that was set up, with a new pass: the way out of a forgotten PIN
  --wait MINUTES       how long to wait for a pass in the dead end (on a terminal for ever, else 0)
  --json               one event a line instead of sentences

Where machine policy names the directory, --directory is not needed, and one that differs is refused (docs/machine-policy.md).
What is not given is asked for on a terminal. Ctrl-C loses nothing: the same command goes on (docs/terminal.md).
Exit: 0 only when the sign-in was proved, 1 refused, 2 wrong arguments or answers, 4 sealed by IT for its person, 130 stopped.`;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const OPTIONS = {
  directory: { type: 'string' },
  ca: { type: 'string' },
  user: { type: 'string' },
  'pass-file': { type: 'string' },
  'password-file': { type: 'string' },
  'pin-file': { type: 'string' },
  authenticator: { type: 'string', default: 'auto' },
  state: { type: 'string' },
  'rp-id': { type: 'string' },
  wait: { type: 'string' },
  again: { type: 'boolean', default: false },
  staged: { type: 'boolean', default: false },
  answers: { type: 'string' },
  serial: { type: 'string' },
  language: { type: 'string' },
  'no-color': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Understands the arguments of `provision`, or says in one sentence what is wrong with them. */
export function parseProvision(args: readonly string[], onTerminal: boolean): Parsed<ProvisionArguments> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: OPTIONS,
      strict: true,
      allowPositionals: false,
    });
    const problem = findProblem(values);
    if (problem) return { ok: false, problem };
    return {
      ok: true,
      value: {
        directory: values.directory ?? null,
        caFile: values.ca ?? null,
        user: values.user ?? null,
        passFile: values['pass-file'] ?? null,
        passwordFile: values['password-file'] ?? null,
        pinFile: values['pin-file'] ?? null,
        authenticator: values.authenticator as ProvisionArguments['authenticator'],
        state: values.state ?? null,
        rpId: values['rp-id'] ?? null,
        wait: values.wait === undefined ? (onTerminal ? null : 0) : Number(values.wait),
        again: values.again,
        staged: values.staged,
        answers: values.answers ?? null,
        serial: values.serial ?? null,
        language: values.language ?? null,
        plain: values['no-color'],
        guarded: false,
        json: values.json,
      },
    };
  } catch (error) {
    // parseArgs names the argument that it did not understand.
    return {
      ok: false,
      problem: error instanceof Error ? error.message : 'The arguments are not understood.',
    };
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function findProblem(values: Values): string | null {
  if (values.directory !== undefined && URL.parse(values.directory)?.protocol !== 'https:')
    return '--directory must be an https URL.';
  if (!['auto', 'tpm', 'software'].includes(values.authenticator ?? 'auto')) {
    return '--authenticator must be auto, tpm or software.';
  }
  if (values.wait !== undefined && !/^\d{1,5}$/.test(values.wait))
    return '--wait must be a number of minutes.';
  if (values.language !== undefined && !isSpoken(values.language)) {
    return `--language must be one of ${TERMINAL_LANGUAGES.join(', ')}.`;
  }
  if (values['pass-file'] === '-' && values['pin-file'] === '-') {
    return 'Only one of --pass-file and --pin-file can be "-".';
  }
  return null;
}

/** Lays the arguments over what was answered beforehand: what somebody types now comes first. Pure. */
export function withAnswers(args: ProvisionArguments, answers: LaptopAnswers | null): ProvisionArguments {
  if (answers === null) return args;
  const { account = null, passFile = null, initialPinFile = null, authenticator = 'auto' } = answers;
  const ownSecrets = args.passFile === null && args.pinFile === null;
  return {
    ...args,
    user: args.user ?? account,
    passFile: args.passFile ?? passFile,
    pinFile: args.pinFile ?? initialPinFile,
    // A PIN that IT has set is never anything but the first one.
    staged: args.staged || (args.pinFile === null && initialPinFile !== null),
    authenticator: args.authenticator === 'auto' ? authenticator : args.authenticator,
    language: args.language ?? answers.language ?? null,
    guarded: ownSecrets,
  };
}
