import { randomUUID } from 'node:crypto';
import { createNetwork, type ExpectedOrigin } from '../network/reach.ts';
import type {
  EnrolmentPort,
  JoinPort,
  NetworkPort,
  ReportPort,
  SignInPort,
  StagingPort,
} from '../provisioning/ports.ts';
import { createPrivacyCa, type PrivacyCaPort } from './attestation.ts';
import type { CallLine } from './call.ts';
import { ChallengeClient } from './challenge-client.ts';
import { createDeviceReport, type DeviceReport } from './device-report.ts';
import { DirectoryMap } from './discovery.ts';
import { makeProof } from './dpop-proof.ts';
import { createEnrolment } from './enrolment.ts';
import { Doorway } from './http.ts';
import { createJoin, type JoiningDevice } from './join.ts';
import type { SessionKeeper } from './kept-session.ts';
import { createOwnMethods, type OwnMethods } from './own-methods.ts';
import { profileRequest, readProfile } from './profile.ts';
import { createReport } from './report.ts';
import type { Timeouts } from './send.ts';
import { SignIn } from './sign-in.ts';
import { createStaging } from './staging.ts';
import { createTechnicianReport, type TechnicianReport } from './technician-report.ts';
import { type HandedOut, TokenKeeper } from './tokens.ts';
import { type TrustOptions, trustedAuthorities } from './trust.ts';

export interface DirectoryOptions extends TrustOptions {
  /** `https://host[:port]`, as the directory calls itself. */
  readonly directoryUrl: string;
  /** What machine policy says about where the sign-in belongs. */
  readonly expect: ExpectedOrigin;
  /** `createDevice()` of electron/device fits. The key is asked for at the first call, not here. */
  readonly device: JoiningDevice;
  /** Folder of the state of this run: the device certificate is kept there. */
  readonly stateDir: string;
  /** Where the session of a dead end outlives the process; absent: nowhere. */
  readonly sessions?: SessionKeeper;
  /** One line for each attempt of each call; it holds nothing secret. */
  log(line: CallLine): void;
  /** Device time in milliseconds since 1970; the machine's own where it is not given. */
  now?(): number;
  /** Shorter ones for tests. */
  readonly timeouts?: Timeouts;
  /** http URL of the proxy on the way; absent or `null`: there is none. */
  readonly proxy?: string | null;
  /** Address of plain http where a captive portal shows itself; else the directory's own host. */
  readonly portalCheck?: string | null;
}

/** The directory as the flow sees it. */
export interface DirectoryPorts {
  readonly network: NetworkPort;
  readonly signIn: SignInPort;
  readonly join: JoinPort;
  readonly enrolment: EnrolmentPort;
  readonly report: ReportPort;
  readonly staging: StagingPort;
  readonly technicianReport: TechnicianReport;
  readonly deviceReport: DeviceReport;
  readonly ownMethods: OwnMethods;
  readonly privacyCa: PrivacyCaPort;
  /**
   * The sign-in that is held, to be handed out: what a token is good for without its key is nothing.
   * @throws Refusal token_invalid where nobody is signed in
   */
  handOut(): HandedOut;
  /** A DPoP proof for one call by somebody else with that token (RFC 9449 4.2). */
  proofFor(method: string, url: string): Promise<string>;
  /** Directory time minus device time in seconds; 0 until it was measured. */
  skewSeconds(): number;
  /** The same; `null` until it was measured. */
  measuredSkew(): number | null;
  /** Lets go of connections and tokens. */
  close(): void;
}

/** Puts the adapters together. Nothing is read, written or sent before the first call of a port; so nothing fails here. */
export function createDirectoryPorts(options: DirectoryOptions): DirectoryPorts {
  const { directoryUrl, device, stateDir } = options;
  const doorway = new Doorway({ ...options, deviceKey: () => device.key() });
  const map = new DirectoryMap(doorway, directoryUrl);
  const tokens = new TokenKeeper(doorway, map);
  return {
    network: createNetwork({
      directoryUrl,
      expect: options.expect,
      discover: () => map.refresh(),
      fetchProfile: async () => readProfile(await profileRequest(doorway, map)),
      measuredSkew: () => doorway.measuredSkew(),
      trusted: () => trustedAuthorities(options),
      proxy: options.proxy ?? null,
      portalCheck: options.portalCheck ?? null,
    }),
    signIn: new SignIn(new ChallengeClient(doorway, map), tokens, options.sessions),
    join: createJoin({ doorway, map, tokens, device, stateDir }),
    enrolment: createEnrolment(map, tokens),
    report: createReport(doorway, map),
    staging: createStaging(doorway, map, tokens),
    technicianReport: createTechnicianReport(doorway, map),
    deviceReport: createDeviceReport(doorway, map),
    ownMethods: createOwnMethods(map, tokens),
    privacyCa: createPrivacyCa(map, tokens),
    handOut: () => tokens.handOut(),
    proofFor: async (method, url) =>
      makeProof(await device.key(), {
        method,
        url,
        jti: randomUUID(),
        issuedAt: doorway.directoryTime(),
        accessToken: tokens.handOut().access.reveal(),
      }),
    skewSeconds: () => doorway.measuredSkew() ?? 0,
    measuredSkew: () => doorway.measuredSkew(),
    close() {
      tokens.forget();
      doorway.close();
    },
  };
}
