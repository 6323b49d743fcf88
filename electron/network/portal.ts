import { request } from 'node:http';

/** A plain answer, as far as a portal gives itself away by it. */
export interface PlainAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly mediaType: string;
  /** `Date`, seconds since 1970; `null` where there is none. */
  readonly date: number | null;
}

/** Where a portal is looked for: nobody answers there on an honest network, or sends us to https of the same host. */
export const PORTAL_PATH = '/.well-known/latchkey/is-this-a-portal';

/** The variable that machine policy's `portalCheck` is settled into. */
export const PORTAL_VARIABLE = 'LATCHKEY_PORTAL_CHECK';

const PORTAL_TIMEOUT_MS = 3_000;

/**
 * Is this a portal's answer? 511 is made for that (RFC 6585 6); most redirect to their own page, or show it with 200. The directory
 * itself sends plain http to https of its own host, or refuses. Pure.
 */
export function isPortal({ status, location, mediaType }: PlainAnswer, directoryHost: string): boolean {
  if (status === 511) return true;
  if (status >= 300 && status < 400) {
    const target = location === null ? null : URL.parse(location, `http://${directoryHost}`);
    return target !== null && target.hostname !== directoryHost;
  }
  return status === 200 && mediaType === 'text/html';
}

/**
 * Asks over plain http: nothing secret is sent and nothing of the answer is kept but its head. `null`: nobody answered.
 * @param address of http, which a portal cannot leave alone
 */
export function askPlainly(
  address: string,
  timeout: number = PORTAL_TIMEOUT_MS,
): Promise<PlainAnswer | null> {
  return new Promise((resolve) => {
    const asked = request(address, { agent: false, signal: AbortSignal.timeout(timeout) }, (answer) => {
      const { location, date } = answer.headers;
      const seconds = Math.round(Date.parse(date ?? '') / 1000);
      resolve({
        status: answer.statusCode ?? 0,
        location: location ?? null,
        mediaType: (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
        date: Number.isNaN(seconds) ? null : seconds,
      });
      answer.destroy();
    });
    asked.on('error', () => resolve(null));
    asked.end();
  });
}
