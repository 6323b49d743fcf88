import * as z from 'zod/mini';

/** Graph's error envelope. `code` is Entra's; `innerError.suberror` is our slug. */
export const GraphError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    innerError: z.optional(
      z.object({
        date: z.string(),
        'request-id': z.string(),
        'client-request-id': z.string(),
        suberror: z.optional(z.string()),
        retry_after: z.optional(z.number()),
      }),
    ),
  }),
});
export type GraphError = z.infer<typeof GraphError>;

/** `POST /v1.0/users/{id}/authentication/temporaryAccessPassMethods`: everything is optional, `{}` is legal. */
export const CreatePassRequest = z.strictObject({
  '@odata.type': z.optional(z.string()),
  startDateTime: z.optional(z.nullable(z.string())),
  lifetimeInMinutes: z.optional(z.int()),
  isUsableOnce: z.optional(z.boolean()),
});
export type CreatePassRequest = z.infer<typeof CreatePassRequest>;

export const PassUsability = z.enum([
  'EnabledByPolicy',
  'DisabledByPolicy',
  'Expired',
  'NotYetValid',
  'OneTimeUsed',
]);
export type PassUsability = z.infer<typeof PassUsability>;

/** temporaryAccessPassAuthenticationMethod. The value is there in the answer to the POST and nowhere else. */
export const PassMethod = z.object({
  id: z.string(),
  temporaryAccessPass: z.nullable(z.string()),
  createdDateTime: z.string(),
  startDateTime: z.string(),
  lifetimeInMinutes: z.number(),
  isUsableOnce: z.boolean(),
  isUsable: z.boolean(),
  methodUsabilityReason: PassUsability,
});
export type PassMethod = z.infer<typeof PassMethod>;

/** What we read of a sign-in row (Graph signIn, beta members included). */
export const SignInRow = z.object({
  id: z.string(),
  createdDateTime: z.string(),
  userPrincipalName: z.string(),
  appDisplayName: z.string(),
  status: z.object({ errorCode: z.number(), failureReason: z.nullable(z.string()) }),
  authenticationDetails: z.array(
    z.object({
      authenticationMethod: z.string(),
      authenticationMethodDetail: z.nullable(z.string()),
      succeeded: z.boolean(),
      authenticationStepResultDetail: z.nullable(z.string()),
    }),
  ),
});
export type SignInRow = z.infer<typeof SignInRow>;
