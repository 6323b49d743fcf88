/** Who we are to an authenticator (WebAuthn L3 4, relying party). */
export interface RelyingParty {
  /** RP ID: a host name, the same as in the profile. */
  readonly id: string;
  readonly name: string;
  /** Origins a ceremony may run on: that of the kiosk's screens and that of the console. */
  readonly origins: readonly string[];
}

/** ECDSA over P-256 with SHA-256 (COSE -7): what every authenticator of ours makes. */
export const ES256 = -7;
/** RSASSA-PKCS1-v1_5 with SHA-256 (COSE -257): Windows Hello on machines whose TPM makes RSA keys only. */
export const RS256 = -257;
export const ALGORITHMS: readonly number[] = [ES256, RS256];
