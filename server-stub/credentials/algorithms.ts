/** ECDSA over P-256 with SHA-256 (COSE, RFC 9053 2.1): what every authenticator of ours makes. */
export const ES256 = -7;
/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8812 2): Windows Hello where the TPM makes RSA keys only. */
export const RS256 = -257;
/** In order of preference. */
export const ALGORITHMS: readonly number[] = [ES256, RS256];
