import { Refusal } from '../contract/refusal.ts';
import { JoinAnswer, type JoinRequest, NonceAnswer } from '../contract/wire/registration.ts';
import type { JoinPort } from '../provisioning/ports.ts';
import type { Answer } from './answer.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { checkDeviceCertificate } from './device-certificate.ts';
import type { DirectoryMap } from './discovery.ts';
import type { ProofKey } from './dpop-proof.ts';
import type { Doorway } from './http.ts';
import { keepCertificate } from './keep-certificate.ts';
import { readShape } from './read-body.ts';
import { readRefusal } from './read-refusal.ts';
import type { TokenKeeper } from './tokens.ts';

/** What the join needs of this machine. */
export interface JoiningDevice {
  key(): Promise<ProofKey>;
  /** PKCS#10 over the device key with the nonce as challengePassword, DER. */
  csr(nonce: string): Promise<Uint8Array>;
  facts(): Promise<Pick<JoinRequest, 'operatingSystem' | 'operatingSystemVersion' | 'hardware'>>;
}

export interface JoinOptions {
  readonly doorway: Doorway;
  readonly map: DirectoryMap;
  readonly tokens: TokenKeeper;
  readonly device: JoiningDevice;
  readonly stateDir: string;
}

/** Reads the nonce. Pure. */
export function readNonce(answer: Answer): string {
  if (answer.status !== 200 && answer.status !== 201) throw readRefusal(answer);
  return readShape(answer, NonceAnswer).nonce;
}

/** Reads what the join gave: 201 for a new device, 200 for one that this key had joined before. Pure. */
export function readJoin(answer: Answer): JoinAnswer {
  if (answer.status !== 200 && answer.status !== 201) throw readRefusal(answer);
  return readShape(answer, JoinAnswer);
}

/** Joins this machine. Doing it again gives the same device. */
export function createJoin(options: JoinOptions): JoinPort {
  return {
    async join(displayName) {
      const deadline = startDeadline();
      const joined = await joinWithFreshNonce(options, displayName, deadline);
      const pem = checkDeviceCertificate(joined.certificate, {
        deviceId: joined.deviceId,
        key: await options.device.key(),
        now: options.doorway.directoryTime(),
      });
      await keepCertificate(options.stateDir, pem);
      await carryDeviceId(options.tokens, joined.deviceId, deadline);
      return { deviceId: joined.deviceId, objectId: joined.id };
    },
  };
}

/** A nonce counts once. When an answer was lost the repeat meets a used one: then once more from the nonce on. */
async function joinWithFreshNonce(
  options: JoinOptions,
  displayName: string,
  deadline: Deadline,
): Promise<JoinAnswer> {
  try {
    return await joinOnce(options, displayName, deadline);
  } catch (error) {
    if (!(error instanceof Refusal) || error.slug !== 'nonce_invalid') throw error;
    return await joinOnce(options, displayName, deadline);
  }
}

async function joinOnce(options: JoinOptions, displayName: string, deadline: Deadline): Promise<JoinAnswer> {
  const { map, tokens, device } = options;
  const { registration } = await map.get(deadline);
  const post = (path: string, json: unknown) =>
    tokens.call({ method: 'POST', url: `${registration}/${path}`, json, idempotent: true }, deadline);
  const nonce = readNonce(await post('nonce', {}));
  const csr = Buffer.from(await device.csr(nonce)).toString('base64');
  const request: JoinRequest = { csr, displayName, joinType: 'join', ...(await device.facts()) };
  return readJoin(await post('devices', request));
}

/** Enrolment wants a token that names the device: one refresh after the join brings it (design.md, Tokens). */
async function carryDeviceId(tokens: TokenKeeper, deviceId: string, deadline: Deadline): Promise<void> {
  if (tokens.claims()?.deviceid === deviceId) return;
  const claims = await tokens.refresh(deadline);
  if (claims.deviceid !== deviceId) {
    throw new Refusal('device_not_joined', { detail: 'The token does not name the device.' });
  }
}
