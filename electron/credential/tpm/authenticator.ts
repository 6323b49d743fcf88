import { randomBytes } from 'node:crypto';
import type { Secret } from '../../contract/secret.ts';
import { AAGUIDS } from '../../contract/wire/passkey.ts';
import type { PinPolicy } from '../../contract/wire/provisioning.ts';
import type { CreationOptionsJson, RegistrationJson } from '../../contract/wire/webauthn.ts';
import type { Authenticator, ClockPort } from '../../provisioning/ports.ts';
import { registrationOf, selfAttestation } from '../answers.ts';
import { createTurns } from '../in-turn.ts';
import { requireGoodPin, requirePin } from '../pin.ts';
import { requireCreatable } from '../requests.ts';
import { NO_TRIES } from '../tries.ts';
import { assertWithTpm } from './assert.ts';
import { type FindAttestation, tpmAttestation } from './attestation.ts';
import { changePinWithTpm } from './change-pin.ts';
import { type CredentialStore, createCredentialStore } from './credential-store.ts';
import { inspectTpm, type TpmAccess } from './inspect.ts';
import { type MadeKey, makeKey } from './open-key.ts';
import { authValueOf, PIN_SALT_BYTES } from './session/auth-value.ts';
import { signOrRefuse } from './sign.ts';
import { withTpm } from './tpm.ts';
import { chooseTcti } from './transport/tcti.ts';

export interface TpmAuthenticatorOptions extends TpmAccess {
  readonly stateDir: string;
  /** RP ID and origin of machine policy: what the directory says about them is compared, never believed. */
  readonly rpId: string;
  readonly origin: string;
  /** The PIN rules as they are now: the profile may not have been read when this is composed. */
  readonly pin: () => PinPolicy;
  readonly clock: Pick<ClockPort, 'now'>;
  /** Attests as `tpm` with the certificate that this finds. Default, and where it finds none: packed self attestation. */
  readonly attestation?: FindAttestation;
}

const CREDENTIAL_ID_BYTES = 32;

/**
 * The authenticator of Linux machines with a TPM 2.0: a P-256 key that never leaves the TPM, whose authorization value is the
 * PIN, so that the TPM's own lock-out guards it; our count of tries on the disk stands in front of that. It speaks
 * WebAuthn (resident, user-verified); client and authenticator are one here.
 *
 * Its limits: the TPM's lock-out is one for the whole machine, root may reset it where no lock-out password is set
 * (see guard.ts), and whoever copies the state folder keeps the PIN of that time on this machine.
 *
 * `create` throws Refusal input_missing, pin_too_weak, profile_mismatch, authenticator_unavailable (`detail`: why),
 * credential_exists, pin_locked (the TPM is locked already); `assert` throws pin_wrong (`detail`: tries left), pin_locked
 * (`retryAfter`), credential_damaged (`detail`: foreign or cleared TPM, or damaged file), credential_unknown,
 * profile_mismatch, input_missing, authenticator_unavailable; `changePin` what `assert` throws of a PIN, pin_too_weak and
 * pin_unchanged; all of them, and `keepOnly`, state_unwritable.
 */
export function createTpmAuthenticator(options: TpmAuthenticatorOptions): Authenticator {
  const store = createCredentialStore(options.stateDir);
  const inTurn = createTurns();
  return {
    name: 'tpm',
    gesture: 'pin',
    available: () =>
      inTurn(() => inspectTpm(options)).then(
        () => true,
        () => false,
      ),
    attested: () => inTurn(async () => ((await options.attestation?.()) ?? null) !== null),
    create: (creation, pin) => inTurn(() => create(options, store, creation, requirePin(pin))),
    assert: (request, id, pin) => inTurn(() => assertWithTpm(options, store, request, id, requirePin(pin))),
    keepOnly: (credentialId) => inTurn(() => store.keepOnly(credentialId)),
    changePin: (id, oldPin, newPin) => inTurn(() => changePinWithTpm(options, store, id, oldPin, newPin)),
  };
}

async function create(
  options: TpmAuthenticatorOptions,
  store: CredentialStore,
  creation: CreationOptionsJson,
  pin: Secret,
): Promise<RegistrationJson> {
  const { rpId } = options;
  const policy = options.pin();
  await requireCreatable(creation, rpId, store);
  requireGoodPin(pin, policy);
  const id = randomBytes(CREDENTIAL_ID_BYTES);
  const salt = randomBytes(PIN_SALT_BYTES);
  const certify = creation.attestation === 'none' ? null : ((await options.attestation?.()) ?? null);
  const authValue = authValueOf(pin, salt);
  try {
    return await withTpm({ ...options, tcti: chooseTcti(options.tcti) }, async (tpm) => {
      const made = await makeKey(tpm, authValue);
      const publicJwk = { x: made.point.x.toString('base64url'), y: made.point.y.toString('base64url') };
      const attested = { aaguid: AAGUIDS.tpm, credentialId: id, publicJwk };
      const attest = certify
        ? tpmAttestation(tpm, made, authValue, certify)
        : selfAttestation((data) => signOrRefuse(tpm, made.session, made.key, authValue, data));
      const registration = await registrationOf(creation, options, attested, attest);
      const credential = {
        version: 1 as const,
        credentialId: registration.id,
        rpId,
        userHandle: creation.user.id,
        attempts: policy.attempts,
        salt: salt.toString('base64url'),
        ...keyRecord(made),
      };
      await store.add(credential, NO_TRIES);
      return registration;
    });
  } finally {
    authValue.fill(0);
  }
}

function keyRecord({ blob, primary }: MadeKey) {
  return {
    primaryName: primary.name.toString('base64url'),
    privatePart: blob.privatePart.toString('base64url'),
    publicArea: blob.publicArea.toString('base64url'),
  };
}
