import type { Slug } from '../contract/refusals.ts';

/** Why a request never got an answer. `code` is the platform's word for it, harmless to show. */
export interface NetworkFailure {
  readonly slug: Slug;
  readonly code: string;
}

/** Error codes of Node, libuv and OpenSSL, by what they mean to somebody in front of a laptop. */
const BY_CODE: Readonly<Record<string, Slug>> = {
  ENOTFOUND: 'name_not_resolved',
  EAI_AGAIN: 'name_not_resolved',
  EAI_FAIL: 'name_not_resolved',
  EAI_NODATA: 'name_not_resolved',
  EAI_NONAME: 'name_not_resolved',
  ENETUNREACH: 'link_down',
  ENETDOWN: 'link_down',
  EADDRNOTAVAIL: 'link_down',
  CERT_NOT_YET_VALID: 'clock_wrong',
  CERT_HAS_EXPIRED: 'clock_wrong',
  CRL_NOT_YET_VALID: 'clock_wrong',
  CRL_HAS_EXPIRED: 'clock_wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_wrong_name',
  HOSTNAME_MISMATCH: 'certificate_wrong_name',
  // Something listens there, but it does not speak TLS (a portal or proxy on the wrong port).
  EPROTO: 'directory_incompatible',
  ERR_SSL_WRONG_VERSION_NUMBER: 'directory_incompatible',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'directory_incompatible',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'directory_incompatible',
  // llhttp: the answer is not HTTP.
  HPE_INVALID_CONSTANT: 'directory_incompatible',
  HPE_INVALID_HEADER_TOKEN: 'directory_incompatible',
  HPE_HEADER_OVERFLOW: 'directory_incompatible',
};

/**
 * X509_verify_cert results as Node names them (`tls.TLSSocket#authorizationError`), the dates and names apart.
 * Node's list: https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const UNTRUSTED =
  /^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|CRL_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|ERROR_IN_CERT|OUT_OF_MEM|ERR_TLS_CERT_|ERR_SSL_TLSV1_ALERT_UNKNOWN_CA|ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE|ERR_SSL_CERTIFICATE_VERIFY_FAILED)/;

/** Is this the verdict that nobody we trust vouches for a certificate? Dates and names have codes of their own. */
export const isUntrusted = (code: string): boolean => UNTRUSTED.test(code) && !Object.hasOwn(BY_CODE, code);

/** Everything else that a socket can say (refused, reset, timed out, host unreachable) is: nobody answered. */
const OTHERWISE: Slug = 'directory_unreachable';

/** Behind a proxy the only name looked up and the only address connected to are the proxy's own. */
const TO_THE_PROXY: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Node's refusal of a tunnel (node:https, `proxyEnv`), which carries the proxy's status. */
const TUNNEL = 'ERR_PROXY_TUNNEL';
const PROXY_AUTHENTICATION_REQUIRED = 407;

/**
 * The cause that we name, from whatever the HTTP client threw. Pure; nothing of the error is kept but its code.
 * @param proxied whether the way leads through a proxy
 */
export function classifyNetworkError(thrown: unknown, proxied = false): NetworkFailure {
  const met = codesOf(thrown);
  // A wrapper has the code and not the status: of several the one that says it counts.
  const tunnel = met.findLast(({ code }) => code === TUNNEL);
  if (tunnel) return refusedTunnel(tunnel);
  for (const { code } of met) {
    if (proxied && TO_THE_PROXY.has(code)) return { slug: 'proxy_unreachable', code };
    const slug = slugOf(code);
    if (slug) return { slug, code };
  }
  return { slug: OTHERWISE, code: met[0]?.code ?? 'unknown' };
}

function refusedTunnel({ code, status }: Met): NetworkFailure {
  const slug = status === PROXY_AUTHENTICATION_REQUIRED ? 'proxy_password_wanted' : 'proxy_refused';
  return { slug, code: status === undefined ? code : `${code} ${status}` };
}

function slugOf(code: string): Slug | null {
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code] ?? null;
  return isUntrusted(code) ? 'certificate_untrusted' : null;
}

interface Met {
  readonly code: string;
  readonly status?: number;
}

/**
 * Codes of an error, of what caused it, and of each address that was tried (Happy Eyeballs throws an AggregateError):
 * one address may be refused while the other is unreachable, and the more telling one wins above.
 */
function codesOf(thrown: unknown, depth = 0): Met[] {
  if (typeof thrown !== 'object' || thrown === null || depth > 5) return [];
  const { code, cause, errors, statusCode } = thrown as Partial<
    Record<'code' | 'cause' | 'errors' | 'statusCode', unknown>
  >;
  const status = typeof statusCode === 'number' ? { status: statusCode } : {};
  const own = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? [{ code, ...status }] : [];
  const tried = Array.isArray(errors) ? errors.flatMap((each) => codesOf(each, depth + 1)) : [];
  return [...own, ...tried, ...codesOf(cause, depth + 1)];
}
