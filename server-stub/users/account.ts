import * as z from 'zod/mini';
import { line } from '../http/line.ts';

const name = line(256);
const shortName = line(64);

const PasswordProfile = z.strictObject({
  password: z.optional(z.string().check(z.maxLength(256))),
  forceChangePasswordNextSignIn: z.optional(z.boolean()),
});

const members = {
  '@odata.type': z.optional(z.literal('#microsoft.graph.user')),
  givenName: z.optional(z.nullable(shortName)),
  surname: z.optional(z.nullable(shortName)),
  userType: z.optional(z.enum(['Member', 'Guest'])),
  /** ISO 3166 alpha-2. */
  usageLocation: z.optional(z.nullable(z.string().check(z.regex(/^[A-Za-z]{2}$/)))),
  employeeHireDate: z.optional(z.nullable(z.iso.datetime({ offset: true }))),
  otherMails: z.optional(z.array(z.email().check(z.maxLength(250))).check(z.maxLength(250))),
  passwordProfile: z.optional(PasswordProfile),
};

/**
 * `POST /users`. Entra demands a `passwordProfile`; here it may be missing: somebody who never gets a password is the point.
 */
export const NewAccount = z.strictObject({
  ...members,
  accountEnabled: z.boolean(),
  displayName: name,
  mailNickname: shortName,
  userPrincipalName: z.string().check(z.minLength(3), z.maxLength(113)),
});
export type NewAccount = z.infer<typeof NewAccount>;

/** `PATCH /users/{id}`: what is absent keeps its value. */
export const AccountChange = z.strictObject({
  ...members,
  accountEnabled: z.optional(z.boolean()),
  displayName: z.optional(name),
  mailNickname: z.optional(shortName),
  userPrincipalName: z.optional(z.string().check(z.minLength(3), z.maxLength(113))),
});
export type AccountChange = z.infer<typeof AccountChange>;
