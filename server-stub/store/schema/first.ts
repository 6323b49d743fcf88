const people = [
  `create table if not exists meta (key text primary key, value text not null) strict`,
  `create table if not exists domains (name text primary key, federated integer not null) strict`,
  `create table if not exists users (
    id text primary key,
    user_principal_name text not null unique check (user_principal_name = lower(user_principal_name)),
    display_name text not null, given_name text, surname text,
    user_type text not null check (user_type in ('Member', 'Guest')), creation_type text,
    account_enabled integer not null, password_hash text,
    sessions_valid_from integer not null, created_at integer not null) strict`,
  `create table if not exists groups (
    id text primary key, display_name text not null, created_at integer not null) strict`,
  `create table if not exists group_members (
    group_id text not null references groups(id) on delete cascade,
    user_id text not null references users(id) on delete cascade,
    primary key (group_id, user_id)) strict, without rowid`,
  `create table if not exists role_assignments (
    user_id text not null references users(id) on delete cascade, role text not null,
    primary key (user_id, role)) strict, without rowid`,
  `create table if not exists policies (
    kind text not null, id text not null, payload text not null, primary key (kind, id)) strict`,
];

const passes = [
  `create table if not exists passes (
    id text primary key, user_id text not null references users(id) on delete cascade,
    hash text not null, created_at integer not null, start_at integer not null,
    lifetime_minutes integer not null, is_usable_once integer not null,
    used_at integer, deleted_at integer, created_by text not null) strict`,
  // One pass per user: a new one replaces the old one.
  `create unique index if not exists passes_one_per_user on passes(user_id) where deleted_at is null`,
  `create table if not exists reservations (
    id text primary key, pass_id text not null references passes(id) on delete cascade,
    user_id text not null references users(id) on delete cascade, jkt text not null,
    created_at integer not null, ends_at integer not null,
    verified_at integer not null default 0,
    ended_at integer, end_reason text, committed_at integer) strict`,
  `create unique index if not exists reservations_one_per_key on reservations(pass_id, jkt) where ended_at is null`,
  `create index if not exists reservations_live on reservations(ends_at) where ended_at is null`,
  `create index if not exists reservations_by_user on reservations(user_id, jkt)`,
];

const machines = [
  `create table if not exists devices (
    id text primary key, device_id text not null unique, display_name text not null,
    jkt text not null unique, public_jwk text not null,
    owner_id text not null references users(id) on delete cascade,
    join_type text not null, operating_system text not null, operating_system_version text not null,
    manufacturer text not null, model text not null, serial_number text not null,
    certificate text not null, certificate_expires_at integer not null,
    account_enabled integer not null, created_at integer not null, provisioned_at integer) strict`,
  `create index if not exists devices_by_owner on devices(owner_id)`,
  `create table if not exists nonces (
    nonce text primary key, purpose text not null, jkt text,
    expires_at integer not null, used_at integer) strict`,
  `create index if not exists nonces_by_end on nonces(expires_at)`,
  `create table if not exists credentials (
    credential_id text primary key, method_id text not null unique,
    user_id text not null references users(id) on delete cascade,
    device_id text references devices(id) on delete cascade, jkt text,
    aaguid text not null, kind text not null check (kind in ('platform', 'tpm', 'software', 'fido2')),
    public_key text not null, sign_count integer not null, transports text not null,
    state text not null check (state in ('provisional', 'active')),
    reservation_id text references reservations(id) on delete set null,
    display_name text not null, assurance text not null check (assurance in ('attested', 'self', 'none')),
    created_at integer not null, proved_at integer) strict`,
  `create index if not exists credentials_by_user on credentials(user_id)`,
  `create index if not exists credentials_by_reservation on credentials(reservation_id)`,
  `create table if not exists webauthn_challenges (
    challenge text primary key, purpose text not null check (purpose in ('create', 'get')),
    user_id text, sid text, auth_session text,
    expires_at integer not null, used_at integer) strict`,
  `create index if not exists webauthn_challenges_by_end on webauthn_challenges(expires_at)`,
];

const signIn = [
  `create table if not exists oidc (
    kind text not null, id text not null, payload text not null, grant_id text, uid text, user_code text,
    consumed_at integer, expires_at integer, primary key (kind, id)) strict`,
  `create index if not exists oidc_by_grant on oidc(grant_id) where grant_id is not null`,
  `create index if not exists oidc_by_uid on oidc(uid) where uid is not null`,
  `create index if not exists oidc_by_user_code on oidc(user_code) where user_code is not null`,
  `create index if not exists oidc_by_end on oidc(expires_at)`,
  `create table if not exists sessions (
    sid text primary key, user_id text not null references users(id) on delete cascade,
    client_id text not null, jkt text, pass_id text, reservation_id text, credential_id text,
    amr text not null, acr text, auth_time integer not null,
    created_at integer not null, expires_at integer not null) strict`,
  `create index if not exists sessions_by_user on sessions(user_id)`,
  `create index if not exists sessions_by_pass on sessions(pass_id) where pass_id is not null`,
  `create index if not exists sessions_by_reservation on sessions(reservation_id) where reservation_id is not null`,
  `create table if not exists auth_sessions (
    hash text primary key, client_id text not null, jkt text not null, user_id text, login_hint text not null,
    federated integer not null, scope text not null, code_challenge text not null,
    created_at integer not null, expires_at integer not null,
    verified text not null, verified_at integer, correlation_id text not null) strict`,
  `create index if not exists auth_sessions_by_end on auth_sessions(expires_at)`,
  `create table if not exists lockouts (
    key text primary key, failures integer not null, locked_until integer not null,
    last_failure_at integer not null) strict`,
];

const logs = [
  `create table if not exists sign_ins (
    seq integer primary key autoincrement, id text not null unique, at integer not null,
    user_id text, payload text not null) strict`,
  `create index if not exists sign_ins_by_user on sign_ins(user_id)`,
  `create table if not exists directory_audits (
    seq integer primary key autoincrement, id text not null unique, at integer not null,
    user_id text, payload text not null) strict`,
  `create table if not exists runs (
    id text primary key, jkt text not null, display_name text not null, created_at integer not null,
    last_event_at integer, event_count integer not null) strict`,
  `create index if not exists runs_by_key on runs(jkt)`,
  `create table if not exists run_events (
    run_id text not null references runs(id) on delete cascade, id text not null, type text not null,
    occurred_at integer not null, received_at integer not null, payload text not null,
    primary key (run_id, id)) strict`,
];

/** The tables of version 1; `store/tables.ts` has the same as types. */
export const FIRST_SCHEMA: readonly string[] = [...people, ...passes, ...machines, ...signIn, ...logs];
