import { join } from 'node:path';
import { type Adapters, createAdapters } from './adapters.ts';
import { Refusal } from './contract/refusal.ts';
import type { Slug } from './contract/refusals.ts';
import type { Secret } from './contract/secret.ts';
import type { PasskeyMethod } from './contract/wire/passkey.ts';
import type { PinPolicy } from './contract/wire/provisioning.ts';
import type { HandedOut } from './directory/tokens.ts';
import { JOURNAL_FILE, type Journal, openJournal } from './journal/journal.ts';
import { type PolicyStart, startUnderPolicy } from './policy/terminal.ts';
import type { Authenticator } from './provisioning/ports.ts';
import { foldFacts, type InForce } from './provisioning/standing.ts';
import { type KeptSettings, readSettings } from './system/kept-settings.ts';
import { readWholeFile } from './vault/durable-file.ts';

/** The directory has the credential no more, and neither should the laptop. */
const GONE: readonly Slug[] = ['credential_unknown', 'device_deleted'];

export interface DayTwoOptions {
  readonly state: string;
  /** Instead of what the release kept; each may be missing. */
  readonly directory?: string;
  readonly caFile?: string;
  readonly rpId?: string;
  /** Whose key it has to be; a slip is then noticed before a PIN is asked for. */
  readonly user?: string;
}

/** A laptop that is set up: its credential, and what can be done with it. */
export interface DayTwo {
  readonly credential: InForce;
  /** Whether the gesture is a PIN that the terminal can ask for. */
  readonly needsPin: boolean;
  /**
   * Signs in from nothing with the credential.
   * @throws Refusal pin_must_change, pin_wrong, pin_locked, credential_unknown, device_deleted, device_disabled and whatever else stands in the way
   */
  signIn(pin: Secret): Promise<HandedOut>;
  /** After `signIn`: a proof for one call with its token. */
  proofFor(method: string, url: string): Promise<string>;
  /** After `signIn`: every credential that the person has in the directory. */
  listMethods(): Promise<PasskeyMethod[]>;
  /** Signs in, removes the credential in the directory and then its key here. Killed in between, doing it again ends it. */
  remove(pin: Secret): Promise<void>;
  /** @throws Refusal pin_wrong, pin_locked, pin_too_weak, pin_unchanged */
  changePin(oldPin: Secret, newPin: Secret): Promise<void>;
  close(): void;
}

/**
 * Opens what a release left behind. One at a time, like the flow itself: tries at the PIN are counted one by one.
 *
 * @throws Refusal credential_missing: nothing was released here, or the key is somebody else's
 * @throws Refusal input_missing: nobody says which directory
 * @throws Refusal state_in_use, journal_damaged, vault_locked, device_key_lost, state_unwritable
 */
export async function openDayTwo(options: DayTwoOptions): Promise<DayTwo> {
  // What the release kept is what policy said then; policy as it is now comes before it and before the arguments.
  const { environment, ...now } = startUnderPolicy({
    directory: options.directory ?? null,
    caFile: options.caFile ?? null,
    rpId: options.rpId ?? null,
  });
  const { state } = options;
  // Looked for first: opening the journal would make a folder out of a name that was mistyped.
  if ((await readWholeFile(join(state, JOURNAL_FILE))) === null) throw new Refusal('credential_missing');
  const journal = await openJournal(state);
  try {
    const credential = foldFacts(await journal.read()).inForce;
    requireCredential(credential, options.user);
    const settings = await settingsFor(state, now);
    let rules = settings.pin;
    const adapters = await createAdapters({ ...settings, state, environment, pin: () => rules });
    const refreshRules = async () => {
      rules = await rulesNow(adapters, settings.pin);
    };
    return new OpenDayTwo(credential, adapters, journal, refreshRules);
  } catch (thrown) {
    journal.close();
    throw thrown;
  }
}

function requireCredential(credential: InForce | null, user?: string): asserts credential is InForce {
  if (!credential) throw new Refusal('credential_missing');
  if (user === undefined || user.toLowerCase() === credential.userPrincipalName.toLowerCase()) return;
  throw new Refusal('credential_missing', { detail: `The key here is ${credential.userPrincipalName}’s.` });
}

/** Where the profile's PIN rules are not known the key's own number of tries counts (see software/unlock.ts). */
const NO_RULES: PinPolicy = {
  minimumLength: 6,
  maximumLength: 127,
  digitsOnly: false,
  refuseSimple: true,
  attempts: 32,
};

async function settingsFor(
  state: string,
  now: Pick<PolicyStart, 'directory' | 'caFile' | 'rpId' | 'uiOrigin'>,
): Promise<KeptSettings> {
  const kept = await readSettings(state);
  const directory = now.directory ?? kept?.directory;
  if (directory === undefined) throw new Refusal('input_missing', { detail: '--directory' });
  const rpId = now.rpId ?? kept?.rpId ?? 'localhost';
  const ownOrigin = now.rpId === null ? (kept?.uiOrigin ?? `https://${rpId}`) : `https://${rpId}`;
  return {
    version: 1,
    directory,
    caFile: now.caFile ?? kept?.caFile ?? null,
    rpId,
    uiOrigin: now.uiOrigin ?? ownOrigin,
    pin: kept?.pin ?? NO_RULES,
  };
}

/** The profile's rules as they are today; those of the release where the directory cannot be asked. */
async function rulesNow(adapters: Adapters, kept: PinPolicy): Promise<PinPolicy> {
  try {
    return (await adapters.directory.network.reach(() => {})).profile.pin;
  } catch (thrown) {
    if (thrown instanceof Refusal) return kept;
    throw thrown;
  }
}

class OpenDayTwo implements DayTwo {
  readonly credential: InForce;
  readonly #adapters: Adapters;
  readonly #journal: Journal;
  readonly #refreshRules: () => Promise<void>;

  constructor(credential: InForce, adapters: Adapters, journal: Journal, refreshRules: () => Promise<void>) {
    this.credential = credential;
    this.#adapters = adapters;
    this.#journal = journal;
    this.#refreshRules = refreshRules;
  }

  get needsPin(): boolean {
    return this.credential.authenticator !== 'platform';
  }

  async signIn(pin: Secret): Promise<HandedOut> {
    const { credentialId, userPrincipalName, pinMustChange } = this.credential;
    if (pinMustChange) throw new Refusal('pin_must_change');
    const key = this.#authenticator();
    const { signIn, handOut } = this.#adapters.directory;
    await signIn.prove(userPrincipalName, (request) => key.assert(request, credentialId, pin));
    return handOut();
  }

  proofFor(method: string, url: string): Promise<string> {
    return this.#adapters.directory.proofFor(method, url);
  }

  listMethods(): Promise<PasskeyMethod[]> {
    return this.#adapters.directory.ownMethods.list();
  }

  async remove(pin: Secret): Promise<void> {
    const { credentialId, methodId } = this.credential;
    try {
      await this.signIn(pin);
      await this.#adapters.directory.ownMethods.removeHello(methodId);
    } catch (thrown) {
      // Removed by somebody else, with its device perhaps, or by us before we were killed.
      if (!(thrown instanceof Refusal) || !GONE.includes(thrown.slug)) throw thrown;
    }
    await this.#journal.append({ fact: 'removed', credentialId, at: this.#adapters.clock.now() });
    await this.#authenticator().keepOnly(null);
  }

  async changePin(oldPin: Secret, newPin: Secret): Promise<void> {
    const key = this.#authenticator();
    if (!key.changePin) {
      const detail = `The PIN of a ${key.name} key cannot be changed; a new pass sets up a new key.`;
      throw new Refusal('authenticator_unavailable', { detail });
    }
    await this.#refreshRules();
    const { credentialId, pinMustChange } = this.credential;
    await key.changePin(credentialId, oldPin, newPin);
    if (!pinMustChange) return;
    // Killed before this, the person is asked for one more change: better than a PIN that IT knows.
    await this.#journal.append({ fact: 'pinChanged', credentialId, at: this.#adapters.clock.now() });
  }

  close(): void {
    this.#adapters.directory.close();
    this.#journal.close();
  }

  #authenticator(): Authenticator {
    const all: Partial<Record<string, Authenticator>> = this.#adapters.authenticators;
    const key = all[this.credential.authenticator];
    if (key) return key;
    throw new Refusal('authenticator_unavailable', {
      detail: `A ${this.credential.authenticator} key answers in the window only, not in a terminal.`,
    });
  }
}
