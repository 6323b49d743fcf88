import type { Generated, Insertable, Selectable } from 'kysely';

/*
 * The tables as Kysely sees them. Times are integer milliseconds since 1970 in UTC, yes/no is 1/0, lists and objects
 * are JSON text. Nothing here holds a pass, a password, a PIN or a token in the clear.
 */

type Flag = 0 | 1;

export interface MetaTable {
  key: string;
  value: string;
}

export interface DomainsTable {
  name: string;
  federated: Flag;
}

export interface UsersTable {
  id: string;
  /** Always lower case. */
  user_principal_name: string;
  display_name: string;
  given_name: string | null;
  surname: string | null;
  user_type: 'Member' | 'Guest';
  creation_type: string | null;
  account_enabled: Flag;
  /** PHC string (argon2id). */
  password_hash: string | null;
  /** Sign-ins from before this instant are over. */
  sessions_valid_from: number;
  created_at: number;
  mail_nickname: string | null;
  usage_location: string | null;
  employee_hire_at: number | null;
  /** JSON list. */
  other_mails: Generated<string>;
  /** The administrator asked for a new password at the next sign-in. */
  password_must_change: Generated<Flag>;
}

export interface GroupsTable {
  id: string;
  display_name: string;
  created_at: number;
  description: string | null;
  mail_nickname: string | null;
}

export interface GroupMembersTable {
  group_id: string;
  user_id: string;
}

export interface RoleAssignmentsTable {
  user_id: string;
  /** Name of the role, as in `sign-in/roles.ts`. */
  role: string;
}

export interface PoliciesTable {
  /** `pass`, `device`, `conditional-access`, `bootstrap`, `profile`. */
  kind: string;
  id: string;
  payload: string;
}

export interface PassesTable {
  id: string;
  user_id: string;
  /** PHC string (argon2id). */
  hash: string;
  created_at: number;
  start_at: number;
  lifetime_minutes: number;
  is_usable_once: Flag;
  used_at: number | null;
  deleted_at: number | null;
  /** Object id of the administrator, or the client id of the application. */
  created_by: string;
}

export interface ReservationsTable {
  id: string;
  pass_id: string;
  user_id: string;
  /** DPoP thumbprint (RFC 7638) of the device key that holds the pass. */
  jkt: string;
  created_at: number;
  ends_at: number;
  /** When the pass was last entered for it. */
  verified_at: Generated<number>;
  ended_at: number | null;
  end_reason:
    | 'lapsed'
    | 'committed'
    | 'pass_deleted'
    | 'pass_replaced'
    | 'abandoned'
    | 'user_changed'
    | 'sealed'
    | null;
  committed_at: number | null;
}

export interface DevicesTable {
  id: string;
  device_id: string;
  display_name: string;
  jkt: string;
  public_jwk: string;
  owner_id: string;
  join_type: 'join' | 'register' | 'hybrid';
  operating_system: string;
  operating_system_version: string;
  manufacturer: string;
  model: string;
  serial_number: string;
  /** JSON list, leaf first, DER in standard base64. */
  certificate: string;
  certificate_expires_at: number;
  account_enabled: Flag;
  created_at: number;
  /** Set when the first credential of the device was proved. */
  provisioned_at: number | null;
  /** What an administrator, or who manages devices, says; conditional access believes it. */
  is_compliant: Generated<Flag>;
}

/** Laptops that IT has sealed (schema/staging.ts). */
export interface StagedDevicesTable {
  /** `devices.id`. */
  device_id: string;
  run_id: string;
  sealed_by: string;
  /** `null`: whoever of the company signs in first. */
  sealed_for: string | null;
  sealed_at: number;
}

export interface NoncesTable {
  nonce: string;
  purpose: string;
  jkt: string | null;
  expires_at: number;
  used_at: number | null;
}

export interface CredentialsTable {
  /** base64url, as WebAuthn says it. */
  credential_id: string;
  /** Graph's id of the method. */
  method_id: string;
  user_id: string;
  /** `devices.id`, when it was made on a joined device. */
  device_id: string | null;
  /** Thumbprint of the device key that the credential belongs to. */
  jkt: string | null;
  aaguid: string;
  kind: 'platform' | 'tpm' | 'software' | 'fido2';
  /** COSE key, base64url. */
  public_key: string;
  sign_count: number;
  /** JSON list. */
  transports: string;
  state: 'provisional' | 'active';
  /** The reservation under which it was registered; what is provisional dies with it. */
  reservation_id: string | null;
  display_name: string;
  /** `attested` when the hardware vouched for the key, else `none`. */
  assurance: 'attested' | 'self' | 'none';
  created_at: number;
  proved_at: number | null;
}

/** Credentials that went with their device (schema/objects.ts). */
export interface LostCredentialsTable {
  credential_id: string;
  user_id: string;
  /** COSE key, base64url. */
  public_key: string;
  lost_at: number;
}

export interface WebauthnChallengesTable {
  /** base64url. */
  challenge: string;
  purpose: 'create' | 'get';
  user_id: string | null;
  sid: string | null;
  /** Hash of the auth_session. */
  auth_session: string | null;
  expires_at: number;
  used_at: number | null;
}

export interface OidcTable {
  kind: string;
  id: string;
  payload: string;
  grant_id: string | null;
  uid: string | null;
  user_code: string | null;
  consumed_at: number | null;
  expires_at: number | null;
}

/** What the directory knows about a sign-in beyond the provider's Grant; `sid` is the Grant's id. */
export interface SessionsTable {
  sid: string;
  user_id: string;
  client_id: string;
  jkt: string | null;
  pass_id: string | null;
  reservation_id: string | null;
  credential_id: string | null;
  /** JSON list. */
  amr: string;
  acr: string | null;
  auth_time: number;
  created_at: number;
  expires_at: number;
  /** Uid of the provider's session, where a browser signed in. */
  browser_session: Generated<string | null>;
}

/** A person who has signed in with a browser: what its clients' sign-ins rest on, until it signs out or this ends. */
export interface BrowserSignInsTable {
  id: string;
  /** Uid of the provider's session, once the browser has taken the sign-in up. */
  session_uid: string | null;
  user_id: string;
  pass_id: string | null;
  credential_id: string | null;
  /** JSON list. */
  amr: string;
  acr: string | null;
  /** Seconds. */
  auth_time: number;
  created_at: number;
  expires_at: number;
}

/** An authenticator app that makes codes (RFC 6238). */
export interface SoftwareOathMethodsTable {
  id: string;
  user_id: string;
  display_name: string;
  /** AES-256-GCM under a key of the data folder. */
  sealed_secret: string;
  /** `pending` until its first code came back. */
  state: 'pending' | 'active';
  /** The time step of the last code that was used: each is good once. */
  last_step: number | null;
  created_at: number;
  activated_at: number | null;
}

export interface AuthSessionsTable {
  /** SHA-256 of the value on the wire, base64url. */
  hash: string;
  client_id: string;
  jkt: string;
  /** `null` for a name that nobody has: the session goes on all the same, so that nobody can tell. */
  user_id: string | null;
  /** Lock-out name of the typed user name (a hash): what people type into the wrong field must not be kept. */
  login_hint: string;
  /** Does the domain of the typed name sign in elsewhere? */
  federated: Flag;
  scope: string;
  code_challenge: string;
  created_at: number;
  expires_at: number;
  /** JSON list of the methods that were verified in this session. */
  verified: string;
  verified_at: number | null;
  correlation_id: string;
  /** Address that opened it; counted, so that nobody opens any number. */
  source: Generated<string>;
}

export interface LockoutsTable {
  key: string;
  failures: number;
  locked_until: number;
  last_failure_at: number;
}

export interface LogTable {
  seq: Generated<number>;
  id: string;
  at: number;
  user_id: string | null;
  /** The row in Graph's shape, JSON. */
  payload: string;
}

/** The hash of each row of a log, written by a trigger (schema/audit-chain.ts). */
export interface AuditLinksTable {
  log: string;
  seq: number;
  hash: string;
}

/** Where each log stands. */
export type AuditHeadsTable = AuditLinksTable;

export interface AuditCheckpointsTable {
  seq: Generated<number>;
  at: number;
  /** Signed heads of both logs (electron/contract/audit/chain.ts). */
  jws: string;
}

export interface RunsTable {
  id: string;
  jkt: string;
  display_name: string;
  created_at: number;
  last_event_at: number | null;
  event_count: number;
}

export interface RunEventsTable {
  run_id: string;
  id: string;
  type: string;
  occurred_at: number;
  received_at: number;
  payload: string;
}

export interface TechnicianEventsTable {
  id: string;
  jkt: string;
  type: string;
  action: string;
  challenge: string;
  occurred_at: number;
  received_at: number;
}

/** `payload` is a Report (contract/wire/report.ts). */
export interface DeviceReportsTable {
  id: string;
  jkt: string;
  device_id: string;
  created_at: number;
  received_at: number;
  step: string;
  help_code: string | null;
  payload: string;
}

/** What a TPM was asked, and the key that it is to show. */
export interface AttestationChallengesTable {
  challenge: string;
  device_id: string;
  jkt: string;
  /** SubjectPublicKeyInfo, base64. */
  attestation_key: string;
  /** JSON: manufacturer, model, version. */
  tpm: string;
  /** SHA-256 of the endorsement certificate, hex. */
  endorsement: string;
  /** SHA-256, base64url. */
  secret_hash: string;
  expires_at: number;
  used_at: number | null;
}

/** Certificates of attestation keys that this directory issued, each for one device. */
export interface AttestationCertificatesTable {
  /** DER, base64. */
  certificate: string;
  device_id: string;
  expires_at: number;
}

/** Every table of the directory. */
export interface Tables {
  meta: MetaTable;
  domains: DomainsTable;
  users: UsersTable;
  groups: GroupsTable;
  group_members: GroupMembersTable;
  role_assignments: RoleAssignmentsTable;
  policies: PoliciesTable;
  passes: PassesTable;
  reservations: ReservationsTable;
  devices: DevicesTable;
  staged_devices: StagedDevicesTable;
  nonces: NoncesTable;
  credentials: CredentialsTable;
  lost_credentials: LostCredentialsTable;
  webauthn_challenges: WebauthnChallengesTable;
  oidc: OidcTable;
  sessions: SessionsTable;
  browser_sign_ins: BrowserSignInsTable;
  software_oath_methods: SoftwareOathMethodsTable;
  auth_sessions: AuthSessionsTable;
  lockouts: LockoutsTable;
  sign_ins: LogTable;
  directory_audits: LogTable;
  audit_links: AuditLinksTable;
  audit_heads: AuditHeadsTable;
  audit_checkpoints: AuditCheckpointsTable;
  runs: RunsTable;
  run_events: RunEventsTable;
  technician_events: TechnicianEventsTable;
  device_reports: DeviceReportsTable;
  attestation_challenges: AttestationChallengesTable;
  attestation_certificates: AttestationCertificatesTable;
}

export type UserRow = Selectable<UsersTable>;
export type PassRow = Selectable<PassesTable>;
export type ReservationRow = Selectable<ReservationsTable>;
export type GroupRow = Selectable<GroupsTable>;
export type DeviceRow = Selectable<DevicesTable>;
export type StagedDeviceRow = Selectable<StagedDevicesTable>;
export type AttestationChallengeRow = Selectable<AttestationChallengesTable>;
export type CredentialRow = Selectable<CredentialsTable>;
export type NewCredential = Insertable<CredentialsTable>;
export type SessionRow = Selectable<SessionsTable>;
export type AuthSessionRow = Selectable<AuthSessionsTable>;
export type BrowserSignInRow = Selectable<BrowserSignInsTable>;
export type SoftwareOathRow = Selectable<SoftwareOathMethodsTable>;
