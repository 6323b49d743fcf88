import { networkInterfaces } from 'node:os';
import type { NetworkInterface } from '../contract/connection.ts';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import type { Profile } from '../contract/wire/provisioning.ts';
import type { NetworkPort } from '../provisioning/ports.ts';
import { explain } from './explain.ts';
import { readInterfaces } from './interfaces/read.ts';
import { hasLink } from './link.ts';
import { watchAddresses } from './watch.ts';

/** What machine policy says about where the sign-in belongs. */
export interface ExpectedOrigin {
  /** WebAuthn RP ID, a host name. */
  readonly rpId: string;
  /** Origin of our screens, `https://host[:port]`. */
  readonly uiOrigin: string;
}

/** What reaching needs of the directory. */
export interface ReachOptions {
  readonly directoryUrl: string;
  readonly expect: ExpectedOrigin;
  /** Asks the directory who it is, anew. */
  discover(): Promise<unknown>;
  fetchProfile(): Promise<Profile>;
  /** Directory time minus device time in seconds; `null` until an answer carried a date. */
  measuredSkew(): number | null;
  /** Authorities that may vouch for the directory, PEM: to look again at a handshake that failed. */
  trusted(): Promise<readonly string[]>;
  /** http URL of the proxy on the way; `null`: there is none. */
  readonly proxy: string | null;
  /** Address of plain http where a captive portal shows itself; `null`: the directory's own host. */
  readonly portalCheck: string | null;
  /** Instead of the operating system's. */
  readonly interfaces?: typeof networkInterfaces;
  readonly adapters?: () => Promise<readonly NetworkInterface[]>;
}

/** The checks of the network step, in the order of contract/view.ts NETWORK_CHECKS; a cause is looked for where one fails. */
export function createNetwork(options: ReachOptions): NetworkPort {
  const adapters = options.adapters ?? (() => readInterfaces());
  const cause = (refusal: Refusal): Promise<Refusal> =>
    explain(refusal, { ...options, interfaces: adapters, now: () => Date.now() / 1000 });
  return {
    async reach(passed) {
      try {
        return await reach(options, passed);
      } catch (thrown) {
        throw await cause(asRefusal(thrown));
      }
    },
    explain: cause,
    interfaces: adapters,
    onChange: (changed) => watchAddresses(changed),
  };
}

async function reach(options: ReachOptions, passed: Parameters<NetworkPort['reach']>[0]) {
  checkLink(options);
  passed('network');
  await options.discover();
  passed('directory');
  const skewSeconds = options.measuredSkew();
  if (skewSeconds === null) {
    throw new Refusal('directory_incompatible', { detail: 'The answers carry no time.' });
  }
  passed('clock');
  const profile = await options.fetchProfile();
  checkProfile(profile, options.expect);
  passed('profile');
  return { profile, skewSeconds };
}

function checkLink({ directoryUrl, proxy, interfaces = networkInterfaces }: ReachOptions): void {
  const host = URL.parse(proxy ?? directoryUrl)?.hostname ?? '';
  if (!hasLink(interfaces(), host)) throw new Refusal('link_down');
}

/** @throws Refusal profile_mismatch where the profile would have the credential belong to somebody else's name */
export function checkProfile(profile: Profile, expect: ExpectedOrigin): void {
  if (profile.rpId !== expect.rpId) {
    throw new Refusal('profile_mismatch', {
      detail: `RP ID: profile ${profile.rpId}, policy ${expect.rpId}`,
    });
  }
  if (URL.parse(profile.uiOrigin)?.origin !== URL.parse(expect.uiOrigin)?.origin) {
    throw new Refusal('profile_mismatch', {
      detail: `UI origin: profile ${profile.uiOrigin}, policy ${expect.uiOrigin}`,
    });
  }
}
