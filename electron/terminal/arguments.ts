import { parseArgs } from 'node:util';
import type { AuthenticatorName } from '../contract/wire/provisioning.ts';

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
  --again              begin again on a laptop that was set up, with a new pass: the way out of a forgotten PIN
  --wait MINUTES       how long to wait for a pass in the dead end (on a terminal for ever, else 0)
  --json               one event a line instead of sentences

Where machine policy names the directory, --directory is not needed, and one that differs is refused (docs/machine-policy.md).
What is not given is asked for on a terminal. Exit: 0 only when the sign-in was proved, 1 failed, 2 wrong arguments.`;

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
  if (values['pass-file'] === '-' && values['pin-file'] === '-') {
    return 'Only one of --pass-file and --pin-file can be "-".';
  }
  return null;
}
