import type { Size } from './fill.ts';

/** One listing that administrators really ask for; `path` may depend on how many people there are. */
export interface Question {
  readonly what: string;
  readonly path: (size: Size, round: number) => string;
}

const someone = ({ users }: Size, round: number) =>
  `person${String((round * 7919) % Math.max(1, users)).padStart(6, '0')}`;

/** Each is asked of a small and of a large directory in turns. */
export const QUESTIONS: readonly Question[] = [
  { what: 'users, first page', path: () => '/v1.0/users?$top=50' },
  {
    what: 'users, by beginning of name',
    path: (_, round) =>
      `/v1.0/users?$top=50&$filter=${encodeURIComponent(`startsWith(displayName,'Person 00${round % 10}')`)}`,
  },
  {
    what: 'users, one by UPN',
    path: (size, round) =>
      `/v1.0/users?$filter=${encodeURIComponent(`userPrincipalName eq '${someone(size, round)}@northwind.example'`)}`,
  },
  { what: 'sign-ins, newest', path: () => '/v1.0/auditLogs/signIns?$top=50' },
  {
    what: 'sign-ins, of one person',
    path: (size, round) =>
      `/v1.0/auditLogs/signIns?$top=50&$filter=${encodeURIComponent(`userPrincipalName eq '${someone(size, round)}@northwind.example'`)}`,
  },
  {
    what: 'sign-ins, refused of late',
    path: () =>
      `/v1.0/auditLogs/signIns?$top=50&$filter=${encodeURIComponent(`status/errorCode eq 130503 and createdDateTime ge ${new Date(Date.now() - 86_400_000).toISOString()}`)}`,
  },
];
