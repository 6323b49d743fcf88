/** What this machine's policy says about the kiosk. Read once, at the start; nothing on a screen can change it. */
export interface MachinePolicy {
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
  /** File with the technicians' public key, a JWK; `null`: this device asks nobody. */
  readonly technicianKey: string | null;
}

/** Why the policy cannot be used. The name of the variable is all that is said: values stay out of logs. */
export class MachinePolicyError extends TypeError {
  override readonly name = 'MachinePolicyError';
}

/** A domain, as RP IDs must be: lower case, no port, no address in numbers (WebAuthn refuses those). */
function isDomain(text: string): boolean {
  const labels = text.split('.');
  const isNumbers = labels.every((label) => /^\d+$/.test(label));
  return !isNumbers && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}

/**
 * Reads `LATCHKEY_DIRECTORY`, `LATCHKEY_CA`, `LATCHKEY_STATE`, `LATCHKEY_RP_ID`, `LATCHKEY_KEYCHAIN_GROUP` and
 * `LATCHKEY_TECHNICIAN_KEY`.
 */
export function machinePolicy(
  env: Readonly<Record<string, string | undefined>>,
  defaultState: string,
): MachinePolicy {
  const directory = URL.parse(env.LATCHKEY_DIRECTORY ?? '');
  if (directory?.protocol !== 'https:')
    throw new MachinePolicyError('LATCHKEY_DIRECTORY must be an https URL');
  const rpId = env.LATCHKEY_RP_ID || 'localhost';
  if (!isDomain(rpId)) throw new MachinePolicyError('LATCHKEY_RP_ID must be a domain');
  const keychainGroup = env.LATCHKEY_KEYCHAIN_GROUP || null;
  if (keychainGroup !== null && !/^[A-Z0-9]{10}\.[A-Za-z0-9.-]+\.webauthn$/.test(keychainGroup))
    throw new MachinePolicyError('LATCHKEY_KEYCHAIN_GROUP must look like TEAMID1234.bundle.id.webauthn');
  return {
    directory: directory.href,
    caFile: env.LATCHKEY_CA || null,
    state: env.LATCHKEY_STATE || defaultState,
    rpId,
    uiOrigin: `https://${rpId}`,
    keychainGroup,
    technicianKey: env.LATCHKEY_TECHNICIAN_KEY || null,
  };
}
