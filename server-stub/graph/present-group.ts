import type { GroupRow } from '../store/tables.ts';

/** A group in Graph's shape: all are security groups with members that were put there one by one. */
export function presentGroup(group: GroupRow): Record<string, unknown> {
  return {
    id: group.id,
    displayName: group.display_name,
    description: group.description,
    mailNickname: group.mail_nickname,
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: [],
    createdDateTime: new Date(group.created_at).toISOString(),
  };
}
