import type { Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { isUntrusted } from './classify-error.ts';
import type { Observations } from './diagnose.ts';

type Knocked = Pick<Observations, 'name' | 'connection' | 'tls' | 'validity'>;

const NOT_RESOLVED = /^(ENOTFOUND|EAI_)/;
const NOT_TLS = /^(EPROTO|ERR_SSL_(WRONG_VERSION|UNSUPPORTED|PACKET_LENGTH|HTTP_REQUEST))/;

/**
 * Shakes hands with the directory once and says how far it got. Nothing is sent beyond the handshake, and its certificate is judged
 * by OpenSSL as ever: only its dates are noted before the connection ends.
 */
export function knock(address: string, trusted: readonly string[], timeout: number): Promise<Knocked> {
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    let reached = false;
    let validity: Knocked['validity'] = null;
    const socket: TLSSocket = connect({
      host,
      port: Number(port || 443),
      // A name for SNI; addresses in numbers have none (RFC 6066 3).
      ...(/[a-z]/i.test(host) && !host.includes(':') && { servername: host }),
      ca: [...trusted],
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    const end = (knocked: Partial<Knocked>): void => {
      clearTimeout(late);
      resolve({
        name: 'resolved',
        connection: reached ? 'made' : 'not tried',
        tls: 'not tried',
        validity,
        ...knocked,
      });
      socket.destroy();
    };
    const late = setTimeout(() => end({ connection: reached ? 'cut' : 'no answer' }), timeout);
    socket.once('connect', () => {
      reached = true;
    });
    // Comes before Node looks at the verdict and ends the connection: the last moment at which the certificate can be seen.
    (socket as Socket).prependOnceListener('secure', () => {
      validity = validityOf(socket);
    });
    socket.once('secureConnect', () => end({ tls: 'good' }));
    socket.once('error', (error: NodeJS.ErrnoException) => end(failureOf(codeOf(error), reached, validity)));
  });
}

function validityOf(socket: TLSSocket): Knocked['validity'] {
  const { valid_from, valid_to } = socket.getPeerCertificate();
  const [from, until] = [Date.parse(valid_from ?? '') / 1000, Date.parse(valid_to ?? '') / 1000];
  return Number.isNaN(from) || Number.isNaN(until) ? null : { from, until };
}

/** Several addresses of one name are tried in turn (AggregateError): the first is as good as the others. */
function codeOf(error: NodeJS.ErrnoException & { errors?: readonly NodeJS.ErrnoException[] }): string {
  return error.errors?.[0]?.code ?? error.code ?? 'unknown';
}

function failureOf(code: string, reached: boolean, validity: Knocked['validity']): Partial<Knocked> {
  if (NOT_RESOLVED.test(code)) return { name: 'unknown' };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return { tls: 'other name' };
  if (code === 'CERT_HAS_EXPIRED') return { tls: 'expired' };
  if (code === 'CERT_NOT_YET_VALID') return { tls: 'not yet valid' };
  if (NOT_TLS.test(code)) return { tls: 'not TLS' };
  if (validity !== null || isUntrusted(code)) return { tls: 'untrusted' };
  if (reached) return { connection: 'cut' };
  return { connection: code === 'ECONNREFUSED' ? 'refused' : 'no answer' };
}
