import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Secret } from '../../electron/contract/secret.ts';
import type { CreatePassRequest } from '../../electron/contract/wire/graph.ts';
import type { RegistrationJson } from '../../electron/contract/wire/webauthn.ts';
import { createSoftwareAuthenticator } from '../../electron/credential/software/authenticator.ts';
import { createDevice } from '../../electron/device/device.ts';
import type { CallLine } from '../../electron/directory/call.ts';
import { createDirectoryPorts, type DirectoryOptions } from '../../electron/directory/connect.ts';
import type { Vault } from '../../electron/vault/vault.ts';
import {
  createDirectory,
  type Directory,
  type DirectoryOptions as StubOptions,
} from '../../server-stub/directory.ts';
import { lapseReservations } from '../../server-stub/passes/lapse.ts';
import { createPass, deletePass } from '../../server-stub/passes/manage.ts';
import { DEMO } from '../../server-stub/seed/demo.ts';
import { writePolicy } from '../../server-stub/sign-in/policies.ts';
import { findUser } from '../../server-stub/sign-in/users.ts';
import { QUICK } from '../electron/credential/software/setup.ts';
import { memoryVault } from '../electron/device/memory-vault.ts';
import { temporaryFolder } from '../electron/vault/temporary-folder.ts';

export const AMAL = 'amal@northwind.example';
export const BEN = 'ben@northwind.example';
export const BEN_PASSWORD = 'Ben-winter-lantern-47';
export const ORIGIN = 'https://localhost:8443';
export const PIN = new Secret('482915');
export const MINUTE = 60_000;
export const DAY = 86_400_000;

const ISSUER = { kind: 'application', clientId: 'latchkey-admin' } as const;

type StageOptions = Partial<StubOptions> & {
  /** Milliseconds that the directory's clock is ahead from the beginning. */
  readonly offset?: number;
};

/** The real directory with the demo tenant, in this process, with a clock that can be moved. */
export interface Stage {
  readonly directory: Directory;
  /** Ends the directory and removes its data. */
  close(): Promise<void>;
  /** Moves the directory's clock. */
  passTime(milliseconds: number): void;
  issuePass(user: string, request?: CreatePassRequest): Promise<{ id: string; value: Secret }>;
  /** Ends every live reservation as if its time were over. */
  lapse(): Promise<void>;
  takeBack(user: string, passId: string): Promise<void>;
  setPolicy(kind: string, id: string, payload: unknown): Promise<void>;
  /** How many rows of a table there are. */
  count(
    table: 'reservations' | 'devices' | 'credentials' | 'runs' | 'run_events' | 'passes',
  ): Promise<number>;
}

/** For one test: it closes with the test. Amal lives alone there unless another seed is given: that starts sooner. */
export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage({ seed: seedOfOne(), ...options });
  onTestFinished(() => stage.close());
  return stage;
}

function seedOfOne(): string {
  const file = join(temporaryFolder(), 'seed.json');
  const users = DEMO.users.filter((user) => user.userPrincipalName === AMAL);
  writeFileSync(file, JSON.stringify({ ...DEMO, users }));
  return file;
}

/** For several tests in a row, with room for all their devices: whoever opens it closes it. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { offset = 0, ...more } = options;
  let moved = offset;
  const dataDir = mkdtempSync(join(tmpdir(), 'latchkey-stage-'));
  const directory = await createDirectory({
    dataDir,
    seed: 'demo',
    rpId: 'localhost',
    uiOrigin: ORIGIN,
    clock: { now: () => Date.now() + moved },
    ...more,
  });
  const { context } = directory;
  const userOf = async (name: string) => {
    const user = await findUser(context, name);
    if (!user) throw new TypeError(`${name} is not in the demo tenant`);
    return user;
  };
  return {
    directory,
    async close() {
      await directory.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
    passTime(milliseconds) {
      moved += milliseconds;
    },
    async issuePass(name, request = {}) {
      const pass = await createPass(context, { actor: ISSUER, user: await userOf(name), request });
      return { id: pass.id, value: new Secret(pass.temporaryAccessPass ?? '') };
    },
    async lapse() {
      const ends_at = context.clock.now() - 1;
      await context.store.db.updateTable('reservations').set({ ends_at }).execute();
      await lapseReservations(context);
    },
    takeBack: async (name, passId) =>
      deletePass(context, { actor: ISSUER, user: await userOf(name), passId }),
    setPolicy: (kind, id, payload) => writePolicy(context, kind, id, payload),
    async count(table) {
      const rows = await context.store.db
        .selectFrom(table)
        .select('rowid' as never)
        .execute();
      return rows.length;
    },
  };
}

/** A laptop in front of a directory: its ports, composed as the agent composes them. */
export type Laptop = ReturnType<typeof unpack>;

/** @param kept vault and state folder of a laptop that is started again */
export function unpack(
  at: Pick<Directory, 'url' | 'caFile'>,
  change: Partial<DirectoryOptions> = {},
  kept: { readonly vault: Vault; readonly stateDir: string } = {
    vault: memoryVault(),
    stateDir: temporaryFolder(),
  },
) {
  const { vault, stateDir } = kept;
  const lines: CallLine[] = [];
  const readHardware = async () => ({
    manufacturer: 'LENOVO',
    model: '21HM',
    serialNumber: `PF${randomInt(1e6)}`,
  });
  const device = createDevice({ vault, stateDir, readHardware });
  const ports = createDirectoryPorts({
    directoryUrl: at.url,
    caFile: at.caFile,
    expect: { rpId: 'localhost', uiOrigin: ORIGIN },
    device,
    stateDir,
    log: (line) => lines.push(line),
    ...change,
  });
  onTestFinished(() => ports.close());
  const authenticator = createSoftwareAuthenticator({
    stateDir,
    vault,
    rpId: 'localhost',
    origin: ORIGIN,
    pin: () => ({ minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 }),
    clock: { now: () => Date.now() / 1000 },
    hash: QUICK,
  });
  return { ...ports, device, authenticator, lines, vault, stateDir };
}

/** From nothing to a held pass. */
export async function reserve(laptop: Laptop, user: string, pass: Secret) {
  await laptop.signIn.open(user);
  return await laptop.signIn.answerPass(pass);
}

/** From nothing to a registered, provisional credential. */
export async function enrol(laptop: Laptop, user: string, pass: Secret): Promise<RegistrationJson> {
  await reserve(laptop, user, pass);
  await laptop.join.join('LK-1');
  const registration = await laptop.authenticator.create(await laptop.enrolment.creationOptions(), PIN);
  await laptop.enrolment.register(registration, 'This laptop');
  return registration;
}

/** The proof with this laptop's own authenticator. */
export async function proveWith(laptop: Laptop, user: string, credentialId: string): Promise<void> {
  await laptop.signIn.prove(user, (options) => laptop.authenticator.assert(options, credentialId, PIN));
}
