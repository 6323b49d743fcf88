import type { Logger } from 'pino';
import type { Chaos } from './chaos/chaos.ts';
import type { PagesOptions } from './console/serve/pages.ts';
import { type Clock, type DirectoryContext, urlsFor } from './context.ts';
import type { AdminClient } from './sign-in/admin-client.ts';
import { StartProblem } from './start-problem.ts';

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** Does this host keep the directory on this machine? */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}

/** What a directory is started with. */
export interface DirectoryOptions {
  /** Where everything lives: database, keys, CA. One process at a time. */
  readonly dataDir: string;
  /** Where to listen; loopback unless told otherwise. */
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port?: number;
  /** How clients reach it, where that is not `https://localhost:<port>`. It is the issuer. */
  readonly publicUrl?: string;
  /** `demo`, or a JSON file (seed/seed.ts). Read when the data is empty. */
  readonly seed: string;
  /** JSON file of scripted faults (chaos/scenario.ts). Without it there are none, and no way to switch them on. */
  readonly chaos?: string;
  /** Milliseconds between "not ready any more" and the end of answering, for balancers that ask now and then. */
  readonly drainMs?: number;
  /** Folder of roots and metadata of authenticators (credentials/attestation/read-trust.ts); without it no key is attested but Apple's. */
  readonly attestationRoots?: string;
  /** Where its own pages are; the ones of this copy of the project unless told otherwise. */
  readonly pages?: PagesOptions;
  /** WebAuthn RP ID and the origin of the kiosk's UI. */
  readonly rpId?: string;
  readonly uiOrigin?: string;
  readonly clock?: Clock;
  readonly log?: Logger;
}

/** A directory that answers. */
export interface Directory {
  readonly url: string;
  /** PEM file of the CA that clients have to trust. */
  readonly caFile: string;
  readonly tenantId: string;
  /** `{clientId, clientSecret}` of the administrators' application; mode 0600. */
  readonly adminFile: string;
  readonly admin: Pick<AdminClient, 'clientId' | 'clientSecret'>;
  /** Whether it serves the demo tenant, whose passwords are public. */
  readonly demo: boolean;
  /** Scripted faults, where it was started with them. */
  readonly chaos: Chaos | undefined;
  /** For tests and for embedding: the same data that the routes work on. */
  readonly context: DirectoryContext;
  /** Ends running requests, then everything else. May be called twice. */
  close(): Promise<void>;
}

/** The public URL, once the port is known. */
export function urlOf(options: DirectoryOptions, port: number): string {
  if (options.publicUrl !== undefined) return urlsFor(options.publicUrl).root;
  const host = options.host ?? 'localhost';
  const name = isLoopback(host) ? 'localhost' : host;
  return port === 443 ? `https://${name}` : `https://${name}:${port}`;
}

/** What is wrong with how the directory is to be reached. */
export function optionProblems({ publicUrl, host }: Pick<DirectoryOptions, 'publicUrl' | 'host'>): string[] {
  if (publicUrl === undefined) {
    const everywhere = host === '0.0.0.0' || host === '::';
    return everywhere ? ['listening everywhere needs --public-url: the name that clients use'] : [];
  }
  const url = URL.parse(publicUrl);
  const plain =
    url?.protocol === 'https:' && url.pathname === '/' && !url.search && !url.hash && !url.username;
  return plain ? [] : ['--public-url has to be https://name[:port] and nothing more'];
}

/** @throws StartProblem `option_invalid` */
export function checkOptions(options: DirectoryOptions): void {
  const [problem] = optionProblems(options);
  if (problem !== undefined) throw new StartProblem('option_invalid', problem);
}
