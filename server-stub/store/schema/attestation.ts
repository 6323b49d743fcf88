/** The directory as privacy CA: what it asked a TPM, and which attestation keys it has certified for which device. */
export const ATTESTATION = [
  `create table if not exists attestation_challenges (
    challenge text primary key, device_id text not null references devices(id) on delete cascade,
    jkt text not null, attestation_key text not null, tpm text not null, endorsement text not null,
    secret_hash text not null, expires_at integer not null, used_at integer) strict`,
  `create index if not exists attestation_challenges_by_device on attestation_challenges(device_id)`,
  `create table if not exists attestation_certificates (
    certificate text primary key, device_id text not null references devices(id) on delete cascade,
    expires_at integer not null) strict`,
  `create index if not exists attestation_certificates_by_device on attestation_certificates(device_id)`,
] as const;
