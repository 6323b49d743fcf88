import { asRefusal } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import { attestationKey } from '../examine.ts';
import { print } from './run-day-two.ts';

const USAGE = `npm run latchkey -- attestation-key

Prints the public key with which the TPM of this laptop vouches for sign-in keys, in PEM. Your privacy CA makes a certificate for it;
LATCHKEY_AK_CERTIFICATE names that file at the set-up. Exit: 0 printed, 1 there is no TPM to use, 2 wrong arguments.`;

/** `attestation-key`: resolves with the exit code. */
export async function attestationKeyCommand(args: readonly string[]): Promise<0 | 1 | 2> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  if (args.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    print((await attestationKey()).trimEnd());
    return 0;
  } catch (thrown) {
    const { slug, details } = asRefusal(thrown);
    process.stderr.write(`${details.detail ?? refusalRow(slug).cause}\n`);
    return 1;
  }
}
