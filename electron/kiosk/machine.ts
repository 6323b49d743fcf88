import { carriesRpId, isDomain, isUiOrigin } from '../contract/machine-policy.ts';
import { Refusal } from '../contract/refusal.ts';

/** What the kiosk begins with. Read once, at the start; nothing on a screen can change it. */
export interface KioskSettings {
  /** URL of the directory. */
  readonly directory: string;
  /** File with the directory's own CA; `null`: the system's list. */
  readonly caFile: string | null;
  /** Folder of the journal and of what the device keeps. */
  readonly state: string;
  readonly rpId: string;
  /** Origin of the UI: WebAuthn compares the RP ID with it. */
  readonly uiOrigin: string;
  /** Keychain group of Touch ID keys, `<TEAM_ID>.<BUNDLE_ID>.webauthn`; `null`: no Touch ID. Read on macOS only. */
  readonly keychainGroup: string | null;
  /** File with the technicians' public key, a JWK; `null`: none is named by a variable. */
  readonly technicianKey: string | null;
  /** File with what IT has answered beforehand; `null`: everything is asked. */
  readonly answers: string | null;
}

/** The name of the variable is all that is said: values stay out of logs. */
const unusable = (detail: string) => new Refusal('settings_unusable', { detail });

/**
 * Reads `LATCHKEY_DIRECTORY`, `LATCHKEY_CA`, `LATCHKEY_STATE`, `LATCHKEY_RP_ID`, `LATCHKEY_UI_ORIGIN`,
 * `LATCHKEY_KEYCHAIN_GROUP`, `LATCHKEY_TECHNICIAN_KEY` and `LATCHKEY_ANSWERS`, into which machine policy was settled before.
 * @throws Refusal settings_unusable
 */
export function kioskSettings(
  env: Readonly<Record<string, string | undefined>>,
  defaultState: string,
): KioskSettings {
  const directory = URL.parse(env.LATCHKEY_DIRECTORY ?? '');
  if (directory?.protocol !== 'https:') throw unusable('LATCHKEY_DIRECTORY must be an https URL');
  const rpId = env.LATCHKEY_RP_ID || 'localhost';
  if (!isDomain(rpId)) throw unusable('LATCHKEY_RP_ID must be a domain');
  const uiOrigin = env.LATCHKEY_UI_ORIGIN || `https://${rpId}`;
  if (!isUiOrigin(uiOrigin) || !carriesRpId(uiOrigin, rpId))
    throw unusable('LATCHKEY_UI_ORIGIN must be an https origin that carries the RP ID');
  const keychainGroup = env.LATCHKEY_KEYCHAIN_GROUP || null;
  if (keychainGroup !== null && !/^[A-Z0-9]{10}\.[A-Za-z0-9.-]+\.webauthn$/.test(keychainGroup))
    throw unusable('LATCHKEY_KEYCHAIN_GROUP must look like TEAMID1234.bundle.id.webauthn');
  return {
    directory: directory.href,
    caFile: env.LATCHKEY_CA || null,
    state: env.LATCHKEY_STATE || defaultState,
    rpId,
    uiOrigin,
    keychainGroup,
    technicianKey: env.LATCHKEY_TECHNICIAN_KEY || null,
    answers: env.LATCHKEY_ANSWERS || null,
  };
}
