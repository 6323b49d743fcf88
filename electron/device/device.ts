import { release } from 'node:os';
import type { DevicePort } from '../provisioning/ports.ts';
import type { Vault } from '../vault/vault.ts';
import { requestCertificate } from './csr.ts';
import type { Hardware } from './hardware/hardware.ts';
import { readHardware } from './hardware/read.ts';
import { findOrMakeDeviceKey } from './kept-key.ts';
import type { DeviceKey } from './key.ts';
import { nameFromTemplate } from './name.ts';
import { serialFromKey } from './serial.ts';

export interface DeviceOptions {
  readonly vault: Vault;
  /** Folder of the state of this run; the pointer to the device key lives there. */
  readonly stateDir: string;
  /** Instead of asking the machine. */
  readonly readHardware?: () => Promise<Hardware>;
}

/** What the directory is told about this machine at the join (contract/wire/registration.ts, JoinRequest). */
export interface DeviceFacts {
  readonly operatingSystem: string;
  readonly operatingSystemVersion: string;
  readonly hardware: {
    readonly manufacturer: string;
    readonly model: string;
    readonly serialNumber: string;
  };
}

/** This machine: its port for the flow, and what the adapter of the directory needs of it. */
export interface Device extends DevicePort {
  /** The device key, made at the first call. @throws Refusal device_key_lost, vault_locked, state_unwritable */
  key(): Promise<DeviceKey>;
  facts(): Promise<DeviceFacts>;
  /** PKCS#10 over the device key with the directory's nonce, DER. */
  csr(nonce: string): Promise<Uint8Array>;
}

const SYSTEM_NAMES: Partial<Record<NodeJS.Platform, string>> = {
  win32: 'Windows',
  darwin: 'macOS',
  linux: 'Linux',
};

/** Makes the adapter. Nothing is read or written before the first call. */
export function createDevice(options: DeviceOptions): Device {
  const key = onceUnlessRefused(() => findOrMakeDeviceKey(options.vault, options.stateDir));
  const hardware = onceUnlessRefused(options.readHardware ?? (() => readHardware()));
  const serialNumber = async () => (await hardware()).serialNumber ?? serialFromKey((await key()).thumbprint);

  return {
    key,
    prepare: async () => ({ keyThumbprint: (await key()).thumbprint, serialNumber: await serialNumber() }),
    nameFrom: async (template) =>
      nameFromTemplate(template, {
        serialNumber: await serialNumber(),
        keyThumbprint: (await key()).thumbprint,
      }),
    facts: async () => ({
      operatingSystem: SYSTEM_NAMES[process.platform] ?? process.platform,
      operatingSystemVersion: release().slice(0, 128),
      hardware: {
        manufacturer: (await hardware()).manufacturer ?? 'Unknown',
        model: (await hardware()).model ?? 'Unknown',
        serialNumber: await serialNumber(),
      },
    }),
    csr: async (nonce) => requestCertificate(await key(), nonce),
  };
}

/** Asks once and remembers the answer; a failure is not remembered, so that unlocking the vault and trying again helps. */
function onceUnlessRefused<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}
