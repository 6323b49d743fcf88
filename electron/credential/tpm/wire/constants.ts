/*
 * The numbers of the TPM 2.0 Library specification (rev. 1.59), Part 2 "Structures", that we use: tags (6.9), command codes
 * (6.5.2), algorithms (6.3), curves (6.4), permanent handles (7.4), capabilities (6.12) and properties (6.13).
 */

export const TAG = { noSessions: 0x8001, sessions: 0x8002, hashCheck: 0x8024 } as const;

export const COMMAND = {
  createPrimary: 0x0131,
  activateCredential: 0x0147,
  certify: 0x0148,
  nvRead: 0x014e,
  objectChangeAuth: 0x0150,
  policySecret: 0x0151,
  create: 0x0153,
  load: 0x0157,
  sign: 0x015d,
  unseal: 0x015e,
  flushContext: 0x0165,
  nvReadPublic: 0x0169,
  startAuthSession: 0x0176,
  getCapability: 0x017a,
} as const;

export const ALG = {
  rsa: 0x0001,
  aes: 0x0006,
  keyedHash: 0x0008,
  sha256: 0x000b,
  null: 0x0010,
  ecdsa: 0x0018,
  ecc: 0x0023,
  cfb: 0x0043,
} as const;

export const CURVE_P256 = 0x0003;

export const HANDLE = {
  owner: 0x4000_0001,
  null: 0x4000_0007,
  password: 0x4000_0009,
  endorsement: 0x4000_000b,
} as const;

/** NV index of the certificate of the RSA 2048 endorsement key (TCG EK Credential Profile 2.5, 2.2.1.4). */
export const NV_EK_CERTIFICATE = 0x01c0_0002;

/** First handle of each range that a resource can be left in (7.2); what a sweep asks for. */
export const RANGE = { loadedSession: 0x0200_0000, transient: 0x8000_0000 } as const;

export const CAPABILITY = { handles: 0x0001, properties: 0x0006, curves: 0x0008 } as const;

export const PROPERTY = {
  family: 0x0100,
  manufacturer: 0x0105,
  permanent: 0x0200,
  lockoutCounter: 0x020e,
  maxAuthFail: 0x020f,
  lockoutInterval: 0x0210,
  lockoutRecovery: 0x0211,
} as const;

/** TPM_PT_FAMILY_INDICATOR of a TPM 2.0: the text "2.0" and a NUL. */
export const FAMILY_2 = 0x322e_3000;

/** TPMA_PERMANENT (8.6): bits of the property `permanent`. */
export const PERMANENT = { ownerAuthSet: 1 << 0, lockoutAuthSet: 1 << 2, inLockout: 1 << 9 } as const;

/** TPMA_OBJECT (8.3). */
export const OBJECT = {
  fixedTpm: 1 << 1,
  fixedParent: 1 << 4,
  sensitiveDataOrigin: 1 << 5,
  userWithAuth: 1 << 6,
  adminWithPolicy: 1 << 7,
  noDa: 1 << 10,
  restricted: 1 << 16,
  decrypt: 1 << 17,
  sign: 1 << 18,
} as const;

/** TPMA_SESSION (8.4). */
export const SESSION = { continue: 1 << 0, decrypt: 1 << 5, encrypt: 1 << 6 } as const;
