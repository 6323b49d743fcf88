import { isLoopback } from './link.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that machine policy's `proxy` is settled into; it comes before what the session says. */
export const PROXY_VARIABLE = 'LATCHKEY_PROXY';

/**
 * The proxy on the way to an https address, or `null`: LATCHKEY_PROXY, else https_proxy or HTTPS_PROXY, unless no_proxy names the host
 * (as curl reads it: a name stands for everything below it, `*` for all). This very machine is never behind a proxy. Only http
 * proxies: CONNECT is spoken to them in clear, and TLS with the directory inside. Pure.
 */
export function proxyFor(address: string, environment: Environment): string | null {
  const target = URL.parse(address);
  const own = environment[PROXY_VARIABLE];
  const said = own || environment.https_proxy || environment.HTTPS_PROXY;
  if (target === null || !said || isLoopback(target.hostname)) return null;
  if (!own && isExempt(target, environment.no_proxy || environment.NO_PROXY || '')) return null;
  const proxy = URL.parse(said.includes('://') ? said : `http://${said}`);
  if (proxy?.protocol !== 'http:' || proxy.hostname === '') return null;
  // A password would go over the network in clear, to whoever answers.
  proxy.username = '';
  proxy.password = '';
  return proxy.href;
}

function isExempt(target: URL, list: string): boolean {
  const host = target.hostname.toLowerCase();
  const port = target.port || '443';
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (entry === '*') return true;
      if (only !== undefined && only !== port) return false;
      return name !== '' && (host === name || host.endsWith(`.${name}`));
    });
}
