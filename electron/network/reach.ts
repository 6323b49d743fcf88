import { networkInterfaces } from 'node:os';
import { Refusal } from '../contract/refusal.ts';
import type { Profile } from '../contract/wire/provisioning.ts';
import type { NetworkPort } from '../provisioning/ports.ts';
import { hasLink } from './link.ts';

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
  /** Instead of the operating system's. */
  readonly interfaces?: typeof networkInterfaces;
}

/** The checks of the network step, in the order of contract/view.ts NETWORK_CHECKS. */
export function createNetwork(options: ReachOptions): NetworkPort {
  return {
    async reach(passed) {
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
    },
  };
}

function checkLink({ directoryUrl, interfaces = networkInterfaces }: ReachOptions): void {
  const host = URL.parse(directoryUrl)?.hostname ?? '';
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
