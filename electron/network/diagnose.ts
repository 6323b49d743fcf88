import type { NetworkInterface } from '../contract/connection.ts';
import type { Slug } from '../contract/refusals.ts';

/** What was seen of the way to the directory, one part after the other; what was not looked at says so. */
export interface Observations {
  /** The directory, or the proxy before it, is on this very machine: nothing has to be plugged in. */
  readonly onThisMachine: boolean;
  readonly interfaces: readonly NetworkInterface[];
  readonly name: 'resolved' | 'unknown' | 'not asked';
  /** TCP. `cut`: it was made, and ended before TLS had begun to answer. */
  readonly connection: 'made' | 'refused' | 'no answer' | 'cut' | 'not tried';
  readonly tls: 'good' | 'expired' | 'not yet valid' | 'other name' | 'untrusted' | 'not TLS' | 'not tried';
  readonly proxy: 'none' | 'passed' | 'unreachable' | 'wants a password' | 'refuses';
  readonly portal: 'found' | 'none' | 'not asked';
  /** When the certificate that was shown is good, seconds since 1970; `null`: none was seen. */
  readonly validity: { readonly from: number; readonly until: number } | null;
  /** Seconds since 1970 by this laptop. */
  readonly laptopTime: number;
  /**
   * The time that somebody on the way said without proof (`Date` of a plain HTTP answer); `null`: nobody. It explains; nothing is ever
   * set or trusted by it.
   */
  readonly hintedTime: number | null;
}

/** A directory that runs does not show a certificate that ran out longer ago than this: then it is the laptop's clock. */
const NEGLECT = 366 * 86_400;

interface Row {
  readonly slug: Slug;
  readonly when: (seen: Observations) => boolean;
  readonly why: string;
}

const hasLink = ({ interfaces }: Observations): boolean => interfaces.some(({ link }) => link === 'up');
const hasAddress = ({ interfaces }: Observations): boolean =>
  interfaces.some(({ addresses }) => addresses.length > 0);

/** The clock's fault, as far as that can be told: the certificate would be good at the time that was hinted, or it is beyond neglect. */
function isClock({ validity, laptopTime, hintedTime }: Observations): boolean {
  if (validity === null) return true;
  if (hintedTime !== null) return hintedTime >= validity.from && hintedTime <= validity.until;
  return laptopTime - validity.until > NEGLECT;
}

/** The first row that fits is the cause: what is nearer to the laptop comes first, because it hides all that lies behind. */
export const CAUSES: readonly Row[] = [
  {
    slug: 'link_down',
    when: (seen) => !seen.onThisMachine && seen.interfaces.length > 0 && !hasLink(seen) && !hasAddress(seen),
    why: 'nobody is at the other end of any cable or radio',
  },
  {
    slug: 'no_address',
    when: (seen) => !seen.onThisMachine && hasLink(seen) && !hasAddress(seen),
    why: 'there is a link, and nobody has given an address',
  },
  {
    slug: 'proxy_unreachable',
    when: ({ proxy }) => proxy === 'unreachable',
    why: 'the proxy is the first to be asked',
  },
  {
    slug: 'proxy_password_wanted',
    when: ({ proxy }) => proxy === 'wants a password',
    why: '407 (RFC 9110 15.5.8)',
  },
  {
    slug: 'proxy_refused',
    when: ({ proxy }) => proxy === 'refuses',
    why: 'it answered CONNECT with another refusal',
  },
  {
    slug: 'captive_portal',
    when: ({ portal, tls }) => portal === 'found' && tls !== 'good',
    why: 'a portal forges names, certificates and answers: all that follows would be its doing',
  },
  {
    slug: 'name_not_resolved',
    when: ({ name }) => name === 'unknown',
    why: 'without an address nobody can be asked',
  },
  {
    slug: 'clock_wrong',
    when: ({ tls }) => tls === 'not yet valid',
    why: 'nobody runs a directory with a certificate of the future: the laptop’s clock is behind',
  },
  {
    slug: 'clock_wrong',
    when: (seen) => seen.tls === 'expired' && isClock(seen),
    why: 'the laptop’s clock is ahead',
  },
  { slug: 'certificate_expired', when: ({ tls }) => tls === 'expired', why: 'the certificate has run out' },
  {
    slug: 'certificate_wrong_name',
    when: ({ tls }) => tls === 'other name',
    why: 'a trusted authority vouches for somebody else',
  },
  {
    slug: 'certificate_untrusted',
    when: ({ tls }) => tls === 'untrusted',
    why: 'no authority that we trust vouches for it',
  },
  {
    slug: 'directory_incompatible',
    when: ({ tls }) => tls === 'not TLS',
    why: 'what answers does not speak TLS',
  },
  {
    slug: 'connection_blocked',
    when: ({ connection }) => connection === 'no answer' || connection === 'cut',
    why: 'packets vanish, or the connection is cut at the first word: a firewall does that, a directory that is down refuses',
  },
  {
    slug: 'directory_unreachable',
    when: ({ connection }) => connection === 'refused',
    why: 'its machine is there and nobody listens',
  },
];

/** The cause, or `null`: by now nothing is wrong that was looked at. Pure. */
export function diagnose(seen: Observations): Slug | null {
  return CAUSES.find(({ when }) => when(seen))?.slug ?? null;
}

/** How far the laptop's clock is off, in seconds, at the least: negative is behind. `null`: nobody can tell. Pure. */
export function clockOffBy({ validity, laptopTime, hintedTime }: Observations): number | null {
  if (hintedTime !== null) return Math.round(laptopTime - hintedTime);
  if (validity === null) return null;
  if (laptopTime < validity.from) return Math.round(laptopTime - validity.from);
  return laptopTime > validity.until ? Math.round(laptopTime - validity.until) : null;
}
