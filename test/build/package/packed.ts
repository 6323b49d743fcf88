import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Unpacked } from '../../../build/package/inspect.ts';
import { pack } from '../../../build/package/pack.ts';
import { type StagedApp, stageApp } from '../../../build/package/stage.ts';
import { makeStandIn } from '../../../build/package/stand-in.ts';
import { ROOT } from '../../../build/start/machine.ts';

/** A package as `npm run package -- --dir` makes it where there is no Electron, in a folder of its own. */
export interface Packed {
  readonly folder: string;
  readonly app: StagedApp;
  readonly unpacked: Unpacked;
  discard(): void;
}

/** Some date: the packages of a test are those of no commit. */
export const SOURCE_DATE = 1_790_000_000;

export async function packHere(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-package-'));
  const app = await stageApp(ROOT, join(folder, 'app'), { SOURCE_DATE_EPOCH: String(SOURCE_DATE) });
  const electronDist = join(folder, 'electron');
  makeStandIn(electronDist, app.info.electron);
  const unpacked = await pack({
    root: ROOT,
    app,
    output: join(folder, 'dist'),
    electronDist,
    platform: 'linux',
    arch: process.arch === 'arm64' ? 'arm64' : 'x64',
    onlyFolder: true,
    signing: null,
  });
  return { folder, app, unpacked, discard: () => rmSync(folder, { recursive: true, force: true }) };
}
