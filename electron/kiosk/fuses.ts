/** Platforms on which a fuse is on; `all` and `none` for the rest. */
export type FuseValue = 'on' | 'off' | readonly NodeJS.Platform[];

/** One of Electron's fuses: bits in the binary that packaging sets before it is signed. */
export interface FuseRow {
  /** Name in `FuseV1Options` of @electron/fuses. */
  readonly fuse: string;
  /** Its place in the fuse wire. */
  readonly index: number;
  readonly value: FuseValue;
  /** Its key in electron-builder 26's `electronFuses`; `null`: builder 26 has none, and `afterPack` sets it. */
  readonly builder: string | null;
  readonly why: string;
}

/**
 * All nine fuses of Electron 45, each with its value. Packaging flips them, reads them back and demands all of them
 * (`strictlyRequireAllFuses`), so that a tenth one stops the build instead of keeping its default.
 * https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export const FUSES: readonly FuseRow[] = [
  {
    fuse: 'RunAsNode',
    index: 0,
    value: 'off',
    builder: 'runAsNode',
    why: 'ELECTRON_RUN_AS_NODE would make the kiosk a Node shell',
  },
  {
    fuse: 'EnableCookieEncryption',
    index: 1,
    value: 'on',
    builder: 'enableCookieEncryption',
    why: 'no cookies are kept; if ever one were, then not in clear',
  },
  {
    fuse: 'EnableNodeOptionsEnvironmentVariable',
    index: 2,
    value: 'off',
    builder: 'enableNodeOptionsEnvironmentVariable',
    why: 'NODE_OPTIONS=--require runs foreign code, NODE_EXTRA_CA_CERTS trusts foreign authorities',
  },
  {
    fuse: 'EnableNodeCliInspectArguments',
    index: 3,
    value: 'off',
    builder: 'enableNodeCliInspectArguments',
    why: '--inspect and SIGUSR1 open a debugger into the main process',
  },
  {
    fuse: 'EnableEmbeddedAsarIntegrityValidation',
    index: 4,
    value: ['darwin', 'win32'],
    builder: 'enableEmbeddedAsarIntegrityValidation',
    why: 'a changed package does not start; Electron has no such check on Linux, where root owns the folder',
  },
  {
    fuse: 'OnlyLoadAppFromAsar',
    index: 5,
    value: 'on',
    builder: 'onlyLoadAppFromAsar',
    why: 'a folder called app beside the package would win over it, unchecked',
  },
  {
    fuse: 'LoadBrowserProcessSpecificV8Snapshot',
    index: 6,
    value: 'off',
    builder: 'loadBrowserProcessSpecificV8Snapshot',
    why: 'there is no snapshot of our own to load',
  },
  {
    fuse: 'GrantFileProtocolExtraPrivileges',
    index: 7,
    value: 'off',
    builder: 'grantFileProtocolExtraPrivileges',
    why: 'nothing is served from file:, so file: needs no rights',
  },
  {
    fuse: 'WasmTrapHandlers',
    index: 8,
    value: 'on',
    builder: null,
    why: 'off costs speed and protects nothing; named so that all nine are set',
  },
];

/** Is this fuse on in a package for `platform`? */
export function isFuseOn(row: FuseRow, platform: NodeJS.Platform): boolean {
  return typeof row.value === 'string' ? row.value === 'on' : row.value.includes(platform);
}
