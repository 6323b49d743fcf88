import { parseArgs } from 'node:util';
import { asRefusal, Refusal } from '../../contract/refusal.ts';
import { writeNewFile } from '../../diagnostics/new-file.ts';
import { makeSupportKey, supportKeyId } from '../../diagnostics/support-key.ts';
import { type ExitCode, print, tellFailure } from '../run-day-two.ts';

const USAGE = `npm run latchkey -- report key --out FILE [--curve X25519|P-256] [--json]

Makes the support's key pair. FILE holds the private key (mode 0600) and stays with the support; FILE.pub is a JWK that goes into the
directory's profile as supportPublicKey. A file that is there is never overwritten.

  --curve P-256      for a key that will move into hardware; X25519 makes the smaller square`;

/** `report key`: resolves with the exit code. */
export async function reportKey(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const values = parse(args);
  if (values === null || values.out === undefined) {
    process.stderr.write(`--out must say where the key goes, and --curve X25519 or P-256.\n\n${USAGE}\n`);
    return 2;
  }
  const { out, curve, json } = values;
  try {
    const made = await makeSupportKey(curve);
    await writeNewFile(out, made.private, 0o600);
    await writeNewFile(`${out}.pub`, made.public, 0o644);
    const keyId = supportKeyId(made.public);
    if (json) print(JSON.stringify({ keyId, privateKey: out, publicKey: `${out}.pub` }));
    else
      print(`Key ${keyId}.\n  ${out}: for the support only\n  ${out}.pub: supportPublicKey of the profile`);
    return 0;
  } catch (thrown) {
    const refusal =
      thrown instanceof Refusal
        ? thrown
        : new Refusal('support_key_unusable', { detail: `cannot write ${out}` }, thrown);
    tellFailure(asRefusal(refusal), json);
    return 1;
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        curve: { type: 'string', default: 'X25519' },
        json: { type: 'boolean', default: false },
      },
      strict: true,
    });
    const { curve } = values;
    return curve === 'X25519' || curve === 'P-256' ? ({ ...values, curve } as const) : null;
  } catch {
    return null;
  }
}
