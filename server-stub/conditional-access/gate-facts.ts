import type { ClientAppType, ConditionalAccessPolicy, Platform, UserAction } from './policy.ts';
import type { AuthenticationStrength, MethodMode } from './strengths.ts';

/** A joined device as policies see it. `trustType` in Graph's words: joined, hybrid, registered. */
export interface DeviceFacts {
  readonly trustType: 'AzureAD' | 'ServerAD' | 'Workplace';
  readonly isCompliant: boolean;
  readonly operatingSystem: string;
  readonly displayName: string;
}

/** What the run shows at its end, the proof: one of these credentials on the joined device. */
export interface LaterProof {
  /** Modes of the authenticators that the profile allows, best first. */
  readonly modes: readonly MethodMode[];
  /** The device as it will be then. */
  readonly device: DeviceFacts;
}

/** The pass behind a run, as data: how long it has, and whether policy lets it be used. */
export interface PassFacts {
  readonly isUsableOnce: boolean;
  /** Until it can be used, milliseconds; 0 where it can. It may start later, or be held by another laptop. */
  readonly startsIn: number;
  /** Until it ends, milliseconds; 0 or less where it is over. */
  readonly left: number;
}

/** What preflight knows about a run besides its sign-in. */
export interface RunFacts {
  readonly accountEnabled: boolean;
  /** May the user have and use a pass at all? */
  readonly inPassScope: boolean;
  /** An external guest cannot have one, whatever the policy says. */
  readonly mayHavePass: boolean;
  /** `null` where there is none, or it is used up or over. */
  readonly pass: PassFacts | null;
  /** How long the rest of the run takes, milliseconds. */
  readonly needed: number;
  /** The longest pass that policy allows, milliseconds. */
  readonly longestPass: number;
  /** Is the device row, where there is one, switched on? */
  readonly deviceEnabled: boolean;
  /** Does the profile allow the authenticator, and can it vouch for its key as far as the rule asks? */
  readonly authenticatorAllowed: boolean;
  readonly attestationPossible: boolean;
  /** On a hybrid-joined device a pass may set up Hello only for who has another method as well. */
  readonly anotherMethod: boolean;
}

/** Everything that decides about a sign-in and what is to come after it, as plain data. */
export interface GateFacts {
  readonly user: {
    readonly id: string;
    readonly groups: readonly string[];
    /** Names. */
    readonly roles: readonly string[];
    readonly guest: boolean;
  };
  readonly clientId: string;
  readonly clientAppType: ClientAppType;
  /** `null` where nothing tells: only `all` matches. */
  readonly platform: Platform | null;
  /** What the sign-in is for, besides signing in. */
  readonly actions: readonly UserAction[];
  /** Is it for these actions and nothing else? The bootstrap grant is for no other token. */
  readonly onlySetUp: boolean;
  /** What has been shown so far. */
  readonly shown: readonly MethodMode[];
  /** Milliseconds until the pass that was shown ends; `null` where none was. */
  readonly passLeft: number | null;
  /** Is the token bound to a key? */
  readonly keyBound: boolean;
  /** Built-in rule of the client: always MFA. */
  readonly alwaysMfa: boolean;
  readonly policies: readonly ConditionalAccessPolicy[];
  readonly strengths: readonly AuthenticationStrength[];
  readonly bootstrapGrant: boolean;
  /** Joining: `null` where the sign-in is not about a device, or the device has joined already. */
  readonly join: { readonly allowed: boolean; readonly owned: number; readonly quota: number } | null;
  readonly device: DeviceFacts | null;
  /** `null` where nothing comes after the sign-in. */
  readonly proof: LaterProof | null;
  /** `null` at a sign-in: there a pass has been judged already. */
  readonly run: RunFacts | null;
}
