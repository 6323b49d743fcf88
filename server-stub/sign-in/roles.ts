/** Directory roles that decide something here, by Entra's names. */
export const ROLES = {
  globalAdministrator: 'Global Administrator',
  globalReader: 'Global Reader',
  authenticationAdministrator: 'Authentication Administrator',
  privilegedAuthenticationAdministrator: 'Privileged Authentication Administrator',
  authenticationPolicyAdministrator: 'Authentication Policy Administrator',
  userAdministrator: 'User Administrator',
  groupsAdministrator: 'Groups Administrator',
  cloudDeviceAdministrator: 'Cloud Device Administrator',
  privilegedRoleAdministrator: 'Privileged Role Administrator',
  conditionalAccessAdministrator: 'Conditional Access Administrator',
  securityAdministrator: 'Security Administrator',
  securityReader: 'Security Reader',
  helpdeskAdministrator: 'Helpdesk Administrator',
} as const;

export type Role = (typeof ROLES)[keyof typeof ROLES];

/** Entra's template ids, the same in every tenant (Microsoft Entra built-in roles). */
export const ROLE_TEMPLATES: Readonly<Record<Role, string>> = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Authentication Policy Administrator': '0526716b-113d-4c15-b2c8-68e3c22b9f80',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'Cloud Device Administrator': '7698a772-787b-4ac8-901f-60d6b08affd2',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Security Reader': '5d6b6bb7-de71-4623-b4af-96380a352509',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
};

/** Roles that change things: whoever holds one is an administrator to the rules about passes and the bootstrap grant. */
const ADMIN_ROLES: readonly string[] = [
  ROLES.globalAdministrator,
  ROLES.authenticationAdministrator,
  ROLES.privilegedAuthenticationAdministrator,
  ROLES.authenticationPolicyAdministrator,
  ROLES.userAdministrator,
  ROLES.groupsAdministrator,
  ROLES.cloudDeviceAdministrator,
  ROLES.privilegedRoleAdministrator,
  ROLES.conditionalAccessAdministrator,
  ROLES.securityAdministrator,
  ROLES.helpdeskAdministrator,
];

/** Does one of these roles make its holder an administrator? */
export function isAdministrator(roles: readonly string[]): boolean {
  return roles.some((role) => ADMIN_ROLES.includes(role));
}
