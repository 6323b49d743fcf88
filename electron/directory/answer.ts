/** An answer of the directory, reduced to what is read of it. */
export interface Answer {
  readonly status: number;
  /** Media type without parameters, lower case; empty where there is none. */
  readonly mediaType: string;
  readonly text: string;
  /** The directory's id of this call, for its log. */
  readonly requestId?: string;
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter?: number;
  /** RFC 9449 8: the nonce for the next proof. */
  readonly dpopNonce?: string;
  /** `WWW-Authenticate`; empty where there is none. */
  readonly challenge: string;
}

/** A header once; given twice it counts as absent. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads an answer's head. Pure. `now` in milliseconds since 1970, for a Retry-After that names a date. */
export function readAnswer(status: number, headers: Headers, text: string, now: number): Answer {
  const one = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const requestId = one('request-id');
  const retryAfter = readRetryAfter(one('retry-after'), now);
  const dpopNonce = one('dpop-nonce');
  return {
    status,
    mediaType: (one('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    text,
    challenge: one('www-authenticate') ?? '',
    ...(requestId !== undefined && /^[\w.:-]{1,64}$/.test(requestId) && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
    // RFC 9449 8.1: NQCHAR. Anything else would let an answer write into our next proof.
    ...(dpopNonce !== undefined && /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/.test(dpopNonce) && { dpopNonce }),
  };
}

/** RFC 9110 10.2.3: seconds or a date. Whole seconds from now, 0 to a day; `undefined` where it says nothing. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), 86_400);
}
