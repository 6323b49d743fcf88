import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import { answerPrivacyCa, attestationKey } from '../examine.ts';
import { print } from './run-day-two.ts';

const USAGE = `npm run latchkey -- attestation-key [--json] [--activate FILE]

Prints the public key with which the TPM of this laptop vouches for sign-in keys, in PEM. Your privacy CA makes a certificate for it;
LATCHKEY_AK_CERTIFICATE names that file at the set-up.

  --json            also the key's TPM Name, and the certificate of the TPM's endorsement key
  --activate FILE   answers the CA: opens what tpm2_makecredential wrote, and prints the secret in hex

Exit: 0 printed, 1 there is no TPM to use or the file is not for this one, 2 wrong arguments.`;

/** `attestation-key`: resolves with the exit code. */
export async function attestationKeyCommand(args: readonly string[]): Promise<0 | 1 | 2> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const wanted = read(args);
  if (wanted === null) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    print(await answer(wanted));
    return 0;
  } catch (thrown) {
    const { slug, details } = asRefusal(thrown);
    process.stderr.write(`${details.detail ?? refusalRow(slug).cause}\n`);
    return 1;
  }
}

interface Wanted {
  readonly json: boolean;
  readonly activate: string | undefined;
}

function read(args: readonly string[]): Wanted | null {
  try {
    const options = { json: { type: 'boolean', default: false }, activate: { type: 'string' } } as const;
    const { json, activate } = parseArgs({ args: [...args], options, strict: true }).values;
    return { json, activate };
  } catch {
    return null;
  }
}

async function answer({ json, activate }: Wanted): Promise<string> {
  if (activate !== undefined) {
    const secret = (await answerPrivacyCa(await challengeIn(activate))).toString('hex');
    return json ? JSON.stringify({ secret }) : secret;
  }
  const report = await attestationKey();
  return json ? JSON.stringify(report) : report.publicKey.trimEnd();
}

async function challengeIn(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new Refusal('input_missing', { detail: `${file} cannot be read.` }, error);
  }
}
