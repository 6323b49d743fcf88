import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/contract/secret.ts';
import { createKey, loadKey } from '../../../../electron/credential/tpm/commands/credential-key.ts';
import { createPrimary } from '../../../../electron/credential/tpm/commands/primary.ts';
import { authValueOf } from '../../../../electron/credential/tpm/session/auth-value.ts';
import { EMPTY_PASSWORD } from '../../../../electron/credential/tpm/session/authorization.ts';
import { HmacSession } from '../../../../electron/credential/tpm/session/hmac-session.ts';
import { trySign } from '../../../../electron/credential/tpm/sign.ts';
import { withTpm } from '../../../../electron/credential/tpm/tpm.ts';
import { COMMAND, HANDLE } from '../../../../electron/credential/tpm/wire/constants.ts';
import { nameOf } from '../../../../electron/credential/tpm/wire/public-area.ts';
import { Reader } from '../../../../electron/credential/tpm/wire/read.ts';
import { sized, u8, u16, u32 } from '../../../../electron/credential/tpm/wire/write.ts';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import { creationOptions, requestOptions } from '../software/setup.ts';
import { BusProxy, codeOf, type Exchange } from './proxy.ts';
import { TestTpm, tpmIn } from './setup.ts';

/** Early in the space of six digits, so that the attack that works ends soon; the one that fails goes through all of it. */
const PIN = new Secret('048291');

/** The thief has the state folder as well: salt and public area lie in it. */
interface Stolen {
  readonly salt: Buffer;
  readonly publicArea: Buffer;
}

function steal(stateDir: string): Stolen {
  const folder = join(stateDir, 'credential-tpm');
  const file = readdirSync(folder).find((name) => name.endsWith('.key'))!;
  const { salt, publicArea } = JSON.parse(readFileSync(join(folder, file), 'utf8').split('\n')[1]!);
  return { salt: Buffer.from(salt, 'base64url'), publicArea: Buffer.from(publicArea, 'base64url') };
}

/** What a captured TPM2_Sign tells: the HMAC, what it is over, and the nonces of its session. */
function readCapture(exchanges: readonly Exchange[], { publicArea }: Stolen) {
  // The nonce of the session's last answer, which is that of TPM2_Load: after header and handle, parameters, then the nonce.
  const load = exchanges.findLast(({ command }) => codeOf(command) === COMMAND.load)!.answer;
  const nonceTpm = new Reader(load.subarray(18 + load.readUInt32BE(14))).sized();
  const sign = exchanges.findLast(({ command }) => codeOf(command) === COMMAND.sign)!.command;
  const reader = new Reader(sign.subarray(22));
  const nonceCaller = reader.sized();
  const attributes = u8(reader.u8());
  const hmac = reader.sized();
  const cpHash = sha256(Buffer.concat([u32(COMMAND.sign), nameOf(publicArea), reader.rest()]));
  return { hmac, message: Buffer.concat([cpHash, nonceCaller, nonceTpm, attributes]) };
}

const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer');

/** HMAC-SHA-256 (RFC 2104) for keys of 32 bytes and one length of message, several times as quick as `createHmac`. */
function macOf(messageLength: number): (key: Buffer, message: Buffer) => Buffer {
  const inner = Buffer.alloc(64 + messageLength, 0x36);
  const outer = Buffer.alloc(96, 0x5c);
  return (key, message) => {
    for (let n = 0; n < 32; n += 1) {
      inner[n] = key[n]! ^ 0x36;
      outer[n] = key[n]! ^ 0x5c;
    }
    inner.set(message, 64);
    outer.set(sha256(inner), 64);
    return sha256(outer);
  };
}

/** Tries all PINs of six digits against a capture. Without a salt the session key is empty: the PIN is all there is. */
function guessPin(exchanges: readonly Exchange[], stolen: Stolen): string | null {
  const { hmac, message } = readCapture(exchanges, stolen);
  const ofPin = macOf(6);
  const ofMessage = macOf(message.length);
  for (let n = 0; n < 1_000_000; n += 1) {
    const pin = String(n).padStart(6, '0');
    if (ofMessage(ofPin(stolen.salt, Buffer.from(pin)), message).equals(hmac)) return pin;
  }
  return null;
}

/** The session that tpm2_sign of tpm2-tools opens: no salt, not bound, keyed by the PIN alone. */
async function signNaively(proxy: BusProxy, stateDir: string): Promise<void> {
  const { salt, publicArea } = steal(stateDir);
  const folder = join(stateDir, 'credential-tpm');
  const file = readdirSync(folder).find((name) => name.endsWith('.key'))!;
  const stored = JSON.parse(readFileSync(join(folder, file), 'utf8').split('\n')[1]!);
  await withTpm({ tcti: proxy.tcti }, async (tpm) => {
    const primary = await createPrimary(tpm);
    const nobody = { handle: HANDLE.null, name: u32(HANDLE.null) };
    const opened = await tpm.execute({
      code: COMMAND.startAuthSession,
      handles: [nobody, nobody],
      parameters: Buffer.concat([
        sized(Buffer.alloc(16, 1)),
        sized(),
        u8(0),
        ...[6, 128, 0x43, 0x0b].map(u16),
      ]),
      makes: true,
    });
    const naive = new HmacSession(opened.handle, Buffer.alloc(0), new Reader(opened.parameters).sized());
    const blob = { privatePart: Buffer.from(stored.privatePart, 'base64url'), publicArea };
    const key = await loadKey(tpm, naive, primary, blob);
    const signing = await trySign(tpm, naive, key, authValueOf(PIN, salt), Buffer.from('anything'));
    expect(signing.ok).toBe(true);
  });
}

/** The ways in which bytes can lie on a bus. */
function spellings(secret: Uint8Array): Buffer[] {
  const bytes = Buffer.from(secret);
  return [bytes, ...(['hex', 'base64'] as const).map((as) => Buffer.from(bytes.toString(as)))];
}

describe('who listens between agent and TPM', () => {
  it('hears neither the PIN nor what is made of it', async () => {
    const stateDir = temporaryFolder();
    const proxy = await BusProxy.before(await TestTpm.start());
    const { id } = await tpmIn(stateDir, proxy).create(creationOptions(), PIN);
    await tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN);
    const codes = proxy.exchanges.map(({ command }) => codeOf(command));
    expect(codes.filter((code) => code === COMMAND.sign).length).toBeGreaterThan(1);
    expect(codes).toContain(COMMAND.create);
    const { salt } = steal(stateDir);
    for (const secret of [Buffer.from(PIN.reveal()), authValueOf(PIN, salt)]) {
      for (const spelling of spellings(secret)) expect(proxy.heard.includes(spelling)).toBe(false);
    }
  });

  it('would hear it without the encrypting session: the search finds what is there', async () => {
    const proxy = await BusProxy.before(await TestTpm.start());
    const authValue = authValueOf(PIN, Buffer.alloc(32, 7));
    const plain = { use: () => EMPTY_PASSWORD } as unknown as HmacSession;
    await withTpm({ tcti: proxy.tcti }, async (tpm) =>
      createKey(tpm, plain, await createPrimary(tpm), authValue),
    );
    expect(proxy.heard.includes(authValue)).toBe(true);
  });

  it('guesses the PIN offline from an unsalted session, and from ours not even with all six digits', async () => {
    const stateDir = temporaryFolder();
    const proxy = await BusProxy.before(await TestTpm.start());
    const { id } = await tpmIn(stateDir, proxy).create(creationOptions(), PIN);
    const stolen = steal(stateDir);
    await signNaively(proxy, stateDir);
    expect(guessPin(proxy.exchanges, stolen)).toBe(PIN.reveal());

    proxy.heed(() => 'pass');
    await tpmIn(stateDir, proxy).assert(requestOptions(), id, PIN);
    expect(guessPin(proxy.exchanges, stolen)).toBe(null);
  }, 120_000);
});
