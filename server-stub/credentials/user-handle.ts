/**
 * The user handle of a user (WebAuthn L3 5.4.3): the same at every registration, so that an authenticator keeps one
 * credential per user and RP, and at most 64 bytes. The object id names nobody to whoever reads it.
 */
export function userHandle(userId: string): string {
  return Buffer.from(userId, 'utf8').toString('base64url');
}
