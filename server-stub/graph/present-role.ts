import { ROLE_TEMPLATES, type Role } from '../sign-in/roles.ts';

/** A directory role in Graph's shape. Its id is that of its template: every role is active here, and the same in each tenant. */
export function presentRole(role: Role): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.directoryRole',
    id: ROLE_TEMPLATES[role],
    roleTemplateId: ROLE_TEMPLATES[role],
    displayName: role,
    description: null,
  };
}

export const ALL_ROLES = Object.keys(ROLE_TEMPLATES) as readonly Role[];

/** The role of this name; a seed may give roles that decide nothing here. */
export function roleNamed(name: string): Role | undefined {
  return ALL_ROLES.find((role) => role === name);
}

/** The role of this template id. */
export function roleOfTemplate(id: string): Role | undefined {
  return ALL_ROLES.find((role) => ROLE_TEMPLATES[role] === id.toLowerCase());
}
