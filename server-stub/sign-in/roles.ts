/** Directory roles that decide something here, by Entra's names. */
export const ROLES = {
  globalAdministrator: 'Global Administrator',
  globalReader: 'Global Reader',
  authenticationAdministrator: 'Authentication Administrator',
  privilegedAuthenticationAdministrator: 'Privileged Authentication Administrator',
  authenticationPolicyAdministrator: 'Authentication Policy Administrator',
} as const;

export type Role = (typeof ROLES)[keyof typeof ROLES];

/** Roles that change things: whoever holds one is an administrator to the rules about passes and the bootstrap grant. */
const ADMIN_ROLES: readonly string[] = [
  ROLES.globalAdministrator,
  ROLES.authenticationAdministrator,
  ROLES.privilegedAuthenticationAdministrator,
  ROLES.authenticationPolicyAdministrator,
];

/** Does one of these roles make its holder an administrator? */
export function isAdministrator(roles: readonly string[]): boolean {
  return roles.some((role) => ADMIN_ROLES.includes(role));
}
