import type * as z from 'zod/mini';

/** A body, in or out. `null`: there is none. */
export type Content = z.ZodMiniType | null;

/** Who may call. What a token must allow is told by the refusals: it is checked before anything is read. */
export type Access =
  /** Anybody. */
  | 'none'
  /** An access token: Bearer, or DPoP where the token is bound to a key. */
  | 'token'
  /** An access token that is bound to the caller's key, with its proof (RFC 9449). */
  | 'bound-token'
  /** A DPoP proof of the device key by itself, or with a token. */
  | 'device-key'
  /** The cookie of a sign-in that is under way in this browser. */
  | 'page';

/** What the documents say of one route. */
export interface Operation {
  readonly summary: string;
  readonly tag: Tag;
  readonly access: Access;
  /** A collection takes OData options, and answers in pages. */
  readonly collection?: true;
  /** What a collection holds; `beta` where the later version says more. */
  readonly item?: z.ZodMiniType;
  readonly beta?: z.ZodMiniType;
  /** Query parameters of a route that is no collection. */
  readonly query?: z.ZodMiniObject;
  readonly body?: z.ZodMiniType;
  /** The body is a form (`application/x-www-form-urlencoded`). */
  readonly form?: true;
  /** By status; refusals are in every operation and need no row. */
  readonly answers: Readonly<Record<number, Content>>;
  /** Media type of the answers, where it is not JSON. */
  readonly type?: string;
}

export const TAGS = {
  'sign-in': 'OAuth 2.0, OpenID Connect, first-party apps, and the API of the sign-in pages',
  devices: 'Joining a device, and devices as Graph shows them',
  methods: 'Temporary Access Passes, passkeys, Hello credentials, authenticator apps',
  people: 'Users, groups and roles',
  policies: 'Pass policy, conditional access, authentication strengths',
  audit: 'Sign-in rows, directory audits, and the chain that they hang in',
  provisioning: 'Profile, preflight and runs of first boot, technicians',
  operation: 'Health, pages and this document',
} as const;
export type Tag = keyof typeof TAGS;

/** Rows by `METHOD path`; the path is the one that Fastify knows, Graph's without its version (`~`), the issuer's aliases without theirs. */
export type Operations = Readonly<Record<string, Operation>>;
