import type { NetworkInterface } from '../contract/connection.ts';
import { Refusal } from '../contract/refusal.ts';
import type { Slug } from '../contract/refusals.ts';
import { clockOffBy, diagnose, type Observations } from './diagnose.ts';
import { knock } from './knock.ts';
import { isLoopback } from './link.ts';
import { askPlainly, isPortal, PORTAL_PATH } from './portal.ts';

/** Time for a handshake with a directory that may not be there. */
const KNOCK_MS = 5_000;

/** Refusals of which more can be found out: nobody answered, or whoever did was not the directory. */
const UNCLEAR: ReadonlySet<Slug> = new Set([
  'link_down',
  'name_not_resolved',
  'directory_unreachable',
  'certificate_untrusted',
  'certificate_wrong_name',
  'clock_wrong',
  'directory_incompatible',
]);

const PROXY: Readonly<Partial<Record<Slug, Observations['proxy']>>> = {
  proxy_unreachable: 'unreachable',
  proxy_password_wanted: 'wants a password',
  proxy_refused: 'refuses',
};

export interface ExplainOptions {
  readonly directoryUrl: string;
  /** The proxy on the way; `null`: there is none. */
  readonly proxy: string | null;
  /** Authorities that may vouch for the directory, PEM. */
  trusted(): Promise<readonly string[]>;
  interfaces(): Promise<readonly NetworkInterface[]>;
  /** Address of plain http where a portal shows itself; else the directory's own host. */
  readonly portalCheck?: string | null;
  /** Seconds since 1970 by this laptop. */
  now(): number;
}

/**
 * Looks at the way to the directory after it was refused, and names the cause. What is clear already, or cannot be told better,
 * stays as it was. Takes a few seconds at most.
 */
export async function explain(refusal: Refusal, options: ExplainOptions): Promise<Refusal> {
  const proxy = PROXY[refusal.slug];
  if (!UNCLEAR.has(refusal.slug) && proxy === undefined) return refusal;
  const seen = await observe(options, proxy);
  const found = diagnose(seen) ?? refusal.slug;
  // Somebody answered, and not as a directory does: only a portal explains that better.
  const slug = refusal.slug === 'directory_incompatible' && found !== 'captive_portal' ? refusal.slug : found;
  const time = slug === 'clock_wrong' || slug === 'certificate_expired' ? clockOf(slug, seen) : {};
  const detail = [refusal.details.detail, tell(seen)].filter((part) => part).join('; ');
  return new Refusal(slug, { ...refusal.details, ...time, detail });
}

async function observe(
  options: ExplainOptions,
  proxy: Observations['proxy'] | undefined,
): Promise<Observations> {
  const { directoryUrl } = options;
  const host = URL.parse(options.proxy ?? directoryUrl)?.hostname ?? '';
  const directoryHost = URL.parse(directoryUrl)?.hostname ?? '';
  const onThisMachine = isLoopback(host);
  const interfaces = await options.interfaces();
  const unplugged =
    !onThisMachine && interfaces.length > 0 && interfaces.every(({ addresses }) => addresses.length === 0);
  // Behind a proxy plain http goes elsewhere, and says nothing about this way.
  const direct = options.proxy === null && !unplugged;
  const [knocked, plain] = await Promise.all([
    direct ? knock(directoryUrl, await options.trusted().catch(() => []), KNOCK_MS) : NOT_KNOCKED,
    direct ? askPlainly(options.portalCheck ?? `http://${directoryHost}${PORTAL_PATH}`) : null,
  ]);
  return {
    onThisMachine,
    interfaces,
    ...knocked,
    proxy: proxy ?? (options.proxy === null ? 'none' : 'passed'),
    portal: plain === null ? 'not asked' : isPortal(plain, directoryHost) ? 'found' : 'none',
    laptopTime: options.now(),
    hintedTime: plain?.date ?? null,
  };
}

const NOT_KNOCKED = { name: 'not asked', connection: 'not tried', tls: 'not tried', validity: null } as const;

/** What the laptop takes for the time, and how far that is off: the one thing that a person can see to be wrong. */
function clockOf(slug: Slug, seen: Observations) {
  const offBy = slug === 'clock_wrong' ? clockOffBy(seen) : null;
  return { clock: { laptop: Math.round(seen.laptopTime), ...(offBy !== null && { offBy }) } };
}

/** For the technician's line: words of our own, nothing that was read. */
function tell({ name, connection, tls, proxy, portal }: Observations): string {
  return Object.entries({ name, connection, tls, proxy, portal })
    .filter(([, value]) => !['not asked', 'not tried', 'none'].includes(value))
    .map(([part, value]) => `${part}: ${value}`)
    .join(', ');
}
