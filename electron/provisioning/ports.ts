import type { NetworkInterface } from '../contract/connection.ts';
import type { Draft } from '../contract/draft.ts';
import type { Fact } from '../contract/facts.ts';
import type { Gate } from '../contract/gate.ts';
import type { ControlReport } from '../contract/lockdown.ts';
import type { Refusal } from '../contract/refusal.ts';
import type { Secret } from '../contract/secret.ts';
import type { AuthnMethodName } from '../contract/wire/challenge.ts';
import type { AuthenticatorName, Profile, RunEvent, SealAnswer } from '../contract/wire/provisioning.ts';
import type {
  AssertionJson,
  CreationOptionsJson,
  RegistrationJson,
  RequestOptionsJson,
} from '../contract/wire/webauthn.ts';

/*
 * What the flow needs from the world. Every method either resolves or throws a Refusal; a refusal leaves nothing half done
 * that doing the same again would not mend. Adapters keep tokens to themselves: none of these types carries one.
 */

/** The journal: facts, oldest first. `append` resolves when the fact would survive a power cut. */
export interface JournalPort {
  read(): Promise<readonly Fact[]>;
  append(fact: Fact): Promise<void>;
}

/** What was on the screen and no fact says. Never refuses: a draft that is lost costs a name typed again. */
export interface DraftPort {
  read(): Promise<Draft | null>;
  /** The last one counts. */
  write(draft: Draft): void;
}

/** This machine, before anybody has signed in. */
export interface DevicePort {
  /** Makes the device key once and finds it again later. `keyThumbprint` is the RFC 7638 SHA-256 thumbprint, base64url. */
  prepare(): Promise<{ readonly keyThumbprint: string; readonly serialNumber: string }>;
  /** Name from the profile's template; the same device gets the same name each time. At most 15 characters. */
  nameFrom(template: string): Promise<string>;
}

/** What reaching the directory told us. */
export interface Reached {
  readonly profile: Profile;
  /** Directory time minus device time, in seconds. */
  readonly skewSeconds: number;
}

export interface NetworkPort {
  /**
   * Reaches the directory and says what it learned; calls `passed` after each check. Refuses with the one cause that it
   * found: those of network/diagnose.ts, directory_failed, directory_busy, profile_mismatch.
   */
  reach(passed: (check: 'network' | 'directory' | 'clock' | 'profile') => void): Promise<Reached>;
  /** Finds out more about a refusal of the way there; what is clear already comes back as it was. Never refuses itself. */
  explain?(refusal: Refusal): Promise<Refusal>;
  /** The adapters of this laptop. Never refuses. */
  interfaces?(): Promise<readonly NetworkInterface[]>;
  /** Calls back when an address was won or lost; gives back the way to stop. */
  onChange?(changed: () => void): () => void;
}

/** A sign-in under way: an open `auth_session`. */
export interface SignInProgress {
  readonly methods: readonly AuthnMethodName[];
  /** Seconds between two polls of this session. */
  readonly interval: number;
  /** After a verified factor: what stands in the way. */
  readonly gates: readonly Gate[];
}

/** Signed in under a reservation; the tokens stay in the adapter. Times are seconds since 1970 in the directory's time. */
export interface Reserved {
  readonly reservationId: string;
  readonly endsAt: number;
  readonly userId: string;
  readonly userPrincipalName: string;
  readonly personName: string;
}

export interface SignInPort {
  /** Opens a challenge for this user. Drops whatever session was open before. */
  open(userPrincipalName: string): Promise<SignInProgress>;
  /** Answers with the pass: reserves it for the device key and fetches the tokens. */
  answerPass(pass: Secret): Promise<Reserved>;
  /**
   * Answers with the password. Resolves with what remains when it was right but not enough and there is a way on;
   * refuses with mfa_enrolment_required when there is none.
   */
  answerPassword(password: Secret): Promise<SignInProgress>;
  /** Looks again, in the same session, whether there is a way on. Resolves with the methods offered now. */
  poll(): Promise<SignInProgress>;
  /**
   * The same after a restart, in the session in which the dead end was told. Refuses with session_invalid where there is none
   * any more: then the password has to be asked for again.
   */
  resumeWatch(userPrincipalName: string): Promise<SignInProgress>;
  /** Takes up this device's live reservation for the user: no pass needed. Refuses with reservation_ended where there is none. */
  takeUpReservation(userPrincipalName: string): Promise<Reserved>;
  /** Signs in from nothing with the credential; the directory makes it active and commits the pass. Safe to repeat. */
  prove(
    userPrincipalName: string,
    assert: (options: RequestOptionsJson) => Promise<AssertionJson>,
  ): Promise<void>;
}

export interface JoinPort {
  /** CSR with the directory's nonce, certificate checked and kept. The same key again gives the same device. */
  join(displayName: string): Promise<{ readonly deviceId: string; readonly objectId: string }>;
}

/** The end of IT's part of a staged laptop. */
export interface StagingPort {
  /**
   * Tells the directory that the laptop is sealed, and for whom; the reservation of whoever staged it ends there. The same run
   * again gives the same answer. Refuses with staging_not_allowed, already_sealed, sealed_for_unknown, reservation_ended.
   */
  seal(runId: string, assignedTo: string | null): Promise<SealAnswer>;
}

export interface EnrolmentPort {
  creationOptions(): Promise<CreationOptionsJson>;
  /** Registers; the same credential id again gives the same method. */
  register(registration: RegistrationJson, displayName: string): Promise<{ readonly methodId: string }>;
}

export interface ReportPort {
  /** Creates the run where it does not exist and adds the events. Idempotent by the ids inside. */
  send(runId: string, deviceName: string, events: readonly RunEvent[]): Promise<void>;
}

/** One kind of authenticator on this machine. `pin` is given where its gesture is a PIN. */
export interface Authenticator {
  readonly name: AuthenticatorName;
  readonly gesture: 'pin' | 'prompt';
  available(): Promise<boolean>;
  /** Will somebody else vouch for where a key lives that is made now? May ask the directory. Absent where only the creation can tell. */
  attested?(): Promise<boolean>;
  create(options: CreationOptionsJson, pin: Secret | null): Promise<RegistrationJson>;
  /** Loads the key anew from where it is kept; nothing of `create` is remembered. */
  assert(options: RequestOptionsJson, credentialId: string, pin: Secret | null): Promise<AssertionJson>;
  /** Removes every key but this one (`null`: all of them): what an interrupted run left behind. */
  keepOnly(credentialId: string | null): Promise<void>;
  /**
   * Sets another PIN, for which it needs the old one. Killed at any instant, one of the two works. Absent where the gesture is
   * the operating system's own affair.
   */
  changePin?(credentialId: string, oldPin: Secret, newPin: Secret): Promise<void>;
}

export interface HandoverPort {
  /** Writes the report on this machine, hands the state over and lifts the lock. Safe to repeat. */
  release(report: ReleaseReport): Promise<void>;
}

export interface ReleaseReport {
  readonly runId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly userPrincipalName: string;
  readonly credentialId: string;
  readonly authenticator: AuthenticatorName;
  readonly releasedAt: number;
}

export interface ClockPort {
  /** Seconds since 1970, in the directory's time once the skew is known, else the device's. */
  now(): number;
  /** Calls back once after so many seconds; gives back the way to call it off. */
  after(seconds: number, callback: () => void): () => void;
  uuid(): string;
}

/** How well the machine keeps people in the flow. */
export interface LockdownPort {
  /** Looks at every control. Never refuses: what cannot be seen is `unknown`. */
  report(): Promise<readonly ControlReport[]>;
}

/** What the technician's desk has to tell. */
export interface TechnicianPort {
  /** Sends what is queued. Resolves with whether the directory has all of it; what it has not stays queued. Never refuses. */
  tellDirectory(): Promise<boolean>;
}

export interface Ports {
  readonly journal: JournalPort;
  /** Absent where the host's screen is not ours to bring back. */
  readonly draft?: DraftPort;
  readonly device: DevicePort;
  readonly network: NetworkPort;
  readonly signIn: SignInPort;
  readonly join: JoinPort;
  readonly staging: StagingPort;
  readonly enrolment: EnrolmentPort;
  readonly report: ReportPort;
  readonly authenticators: Readonly<Partial<Record<AuthenticatorName, Authenticator>>>;
  readonly handover: HandoverPort;
  /** Absent where a host has no technician's desk. */
  readonly technician?: TechnicianPort;
  /** Absent where nobody can look. */
  readonly lockdown?: LockdownPort;
  readonly clock: ClockPort;
}
