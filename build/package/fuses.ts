import { type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';
import { FUSES, type FuseRow, isFuseOn } from '../../electron/kiosk/fuses.ts';

/** The name of a fuse as @electron/fuses numbers it. */
function indexOf(row: FuseRow): FuseV1Options {
  const index = FuseV1Options[row.fuse as keyof typeof FuseV1Options];
  if (index !== row.index) throw new TypeError(`@electron/fuses knows no ${row.fuse} at ${row.index}`);
  return index;
}

/**
 * What `afterPack` gives to `addElectronFuses`. electron-builder 26 has no key for the ninth fuse, so its own
 * `electronFuses` could not demand all of them.
 *
 * @param signed an unsigned app for Apple silicon needs its ad-hoc signature made anew, or it does not start
 */
export function fuseConfig(
  platform: NodeJS.Platform,
  signed: boolean,
  rows: readonly FuseRow[] = FUSES,
): FuseConfig<boolean> {
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: platform === 'darwin' && !signed,
    ...Object.fromEntries(rows.map((row) => [indexOf(row), isFuseOn(row, platform)])),
  } as FuseConfig<boolean>;
}
