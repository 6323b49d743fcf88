import { parseArgs } from 'node:util';
import { asRefusal } from '../../contract/refusal.ts';
import { Secret } from '../../contract/secret.ts';
import { makeKeyFile, writeKeyFile } from '../../technician/private-key.ts';
import { keyIdOf } from '../../technician/public-key.ts';
import { readAnswer } from '../read-answer.ts';
import { type ExitCode, print, tellFailure } from '../run-day-two.ts';

const USAGE = `npm run latchkey -- technician key --out FILE [--passphrase-file F|-] [--json]

Makes the technicians' key pair. FILE holds the private key (mode 0600) and never leaves the technicians; FILE.pub is what goes on
the image of every device (LATCHKEY_TECHNICIAN_KEY). A file that is there is never overwritten.

  --passphrase-file F|-   seals the private key with the passphrase in that file, or on standard input`;

/** `technician key`: resolves with the exit code. */
export async function technicianKey(args: readonly string[]): Promise<ExitCode> {
  if (args.includes('--help')) {
    print(USAGE);
    return 0;
  }
  const values = parse(args);
  if (values === null || values.out === undefined) {
    process.stderr.write(`--out must say where the key goes.\n\n${USAGE}\n`);
    return 2;
  }
  try {
    const sealed = values['passphrase-file'];
    const passphrase = sealed === undefined ? null : new Secret(await readAnswer(sealed));
    const made = await makeKeyFile(passphrase?.reveal() === '' ? null : passphrase);
    const publicFile = `${values.out}.pub`;
    await writeKeyFile(values.out, made.file, 0o600);
    await writeKeyFile(publicFile, made.public, 0o644);
    const keyId = keyIdOf(made.public);
    if (values.json) print(JSON.stringify({ keyId, privateKey: values.out, publicKey: publicFile }));
    else print(`Key ${keyId}.\n  ${values.out}: for technicians only\n  ${publicFile}: for every device`);
    return 0;
  } catch (thrown) {
    tellFailure(asRefusal(thrown), values.json);
    return 1;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        'passphrase-file': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      strict: true,
    }).values;
  } catch {
    return null;
  }
}
