import { randomUUID } from 'node:crypto';
import type { PinPolicy } from './contract/wire/provisioning.ts';
import { createSoftwareAuthenticator } from './credential/software/authenticator.ts';
import type { FindAttestation } from './credential/tpm/attestation.ts';
import { CERTIFICATE_VARIABLE, certificateFromFile } from './credential/tpm/attestation-key.ts';
import { createTpmAuthenticator } from './credential/tpm/authenticator.ts';
import {
  certificateFromDirectory,
  type DirectoryCertificateOptions,
} from './credential/tpm/directory-certificate.ts';
import { createTpmSeal } from './credential/tpm/machine-seal.ts';
import { TCTI_VARIABLE } from './credential/tpm/transport/tcti.ts';
import { createDevice, type Device } from './device/device.ts';
import { createDirectoryPorts, type DirectoryPorts } from './directory/connect.ts';
import { createSessionKeeper } from './directory/kept-session.ts';
import { PORTAL_VARIABLE } from './network/portal.ts';
import { proxyFor } from './network/proxy.ts';
import type { Authenticator, ClockPort } from './provisioning/ports.ts';
import { openVault } from './vault/open-vault.ts';
import type { Vault } from './vault/vault.ts';

/** Which directory a state folder belongs to, and what machine policy expects of it. */
export interface AdapterOptions {
  /** URL of the directory, https. */
  readonly directory: string;
  /** PEM file of its CA; `null`: the system's list. */
  readonly caFile: string | null;
  /** Folder of everything that is kept. One agent at a time. */
  readonly state: string;
  /** What the machine policy expects of the profile. */
  readonly rpId: string;
  readonly uiOrigin: string;
  /** One line of log: names of what happened, never what was in it. */
  readonly log?: (line: string) => void;
  /** The variables as they hold under machine policy. Default: those of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The release gives the state folder to another OS user: its keys may not lie in a keychain. */
  readonly handedOver?: boolean;
  /** The PIN rules as they are now. */
  readonly pin: () => PinPolicy;
}

/** The adapters of one state folder, put together: the same for the flow and for day two. */
export interface Adapters {
  readonly vault: Vault;
  readonly device: Device;
  readonly directory: DirectoryPorts;
  readonly clock: ClockPort;
  /** Every authenticator whose key this agent keeps itself; `tpm` on Linux only, present or not. */
  readonly authenticators: { readonly software: Authenticator; readonly tpm?: Authenticator };
}

/** @throws Refusal vault_locked, handover_keychain, vault_chip_unavailable, device_key_lost, state_unwritable */
export async function createAdapters(options: AdapterOptions): Promise<Adapters> {
  const { state: stateDir, rpId, uiOrigin: origin, pin, log = () => {}, environment = process.env } = options;
  const tcti = environment[TCTI_VARIABLE];
  const vault = await openVault({
    stateDir,
    movable: options.handedOver ?? false,
    environment,
    ...(process.platform === 'linux' && { seal: createTpmSeal({ tcti }) }),
  });
  const device = createDevice({ vault, stateDir });
  const directory = createDirectoryPorts({
    directoryUrl: options.directory,
    ...(options.caFile !== null && { caFile: options.caFile }),
    expect: { rpId, uiOrigin: origin },
    device,
    stateDir,
    sessions: createSessionKeeper(vault),
    log: (line) => log(JSON.stringify(line)),
    proxy: proxyFor(options.directory, environment),
    portalCheck: environment[PORTAL_VARIABLE] || null,
  });
  const clock = directoryClock(() => directory.skewSeconds());
  const own = { stateDir, rpId, origin, clock, pin };
  return {
    vault,
    device,
    directory,
    clock,
    authenticators: {
      software: createSoftwareAuthenticator({ ...own, vault }),
      ...(process.platform === 'linux' && {
        tpm: createTpmAuthenticator({
          ...own,
          tcti,
          attestation: findAttestation(environment[CERTIFICATE_VARIABLE], {
            tcti,
            clock,
            ca: directory.privacyCa,
            unvouched: ({ slug, details }) => log(JSON.stringify({ unvouched: slug, ...details })),
          }),
        }),
      }),
    },
  };
}

/** Who vouches for the TPM: the company's own privacy CA where machine policy has its certificate, else the directory, if it does that. */
function findAttestation(file: string | undefined, directory: DirectoryCertificateOptions): FindAttestation {
  return file ? async () => certificateFromFile(file) : certificateFromDirectory(directory);
}

/** Directory time: the device's clock may be wrong, and pass and reservation end by the directory's. */
function directoryClock(skewSeconds: () => number): ClockPort {
  return {
    now: () => Date.now() / 1000 + skewSeconds(),
    after(seconds, callback) {
      const timer = setTimeout(callback, seconds * 1000);
      return () => clearTimeout(timer);
    },
    uuid: () => randomUUID(),
  };
}
