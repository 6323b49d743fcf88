import type { Slug } from '../contract/refusals.ts';
import type { Secret } from '../contract/secret.ts';
import type { Deadline } from './deadline.ts';

/** One call of the directory. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** Body: either of the two, or nothing. Fields that are `undefined` are left out. */
  readonly form?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  /** Sent with the scheme `DPoP`; needs `proof`. */
  readonly accessToken?: Secret;
  /** Prove possession of the device key (RFC 9449). */
  readonly proof: boolean;
  /** Would doing it twice do no harm? Only then is it tried again. */
  readonly idempotent: boolean;
  /** Of what the call is part of; its own otherwise. */
  readonly deadline?: Deadline | undefined;
}

/** One line of the log for each attempt. A closed list of facts: no header, no body, no query ever gets in. */
export interface CallLine {
  readonly event: 'directory_call';
  readonly method: string;
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  readonly milliseconds: number;
  /** Absent where nobody answered; `slug` says why then. */
  readonly status?: number;
  readonly slug?: Slug;
  /** Ours: the same for all attempts of a call. */
  readonly clientRequestId: string;
  /** The directory's. */
  readonly requestId?: string;
}
