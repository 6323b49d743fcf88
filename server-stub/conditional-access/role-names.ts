import { ROLE_TEMPLATES } from '../sign-in/roles.ts';

const TEMPLATES: Readonly<Record<string, string>> = ROLE_TEMPLATES;

/** Both names that a policy may use for a role: what people call it, and its template id, as Graph does. */
export function namesOfRole(role: string): string[] {
  const id = TEMPLATES[role];
  return id === undefined ? [role] : [role, id];
}

/** Is this a role that the directory knows, by either name? */
export function isRole(text: string): boolean {
  return Object.hasOwn(TEMPLATES, text) || Object.values(TEMPLATES).includes(text.toLowerCase());
}
