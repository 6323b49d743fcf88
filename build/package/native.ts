/** What a native library is made for. */
export interface NativeKind {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly arch: string;
}

/** e_machine of ELF, cputype of Mach-O, Machine of PE. */
const ELF: ReadonlyMap<number, string> = new Map([
  [0x3e, 'x64'],
  [0xb7, 'arm64'],
]);
const MACH_O: ReadonlyMap<number, string> = new Map([
  [0x01000007, 'x64'],
  [0x0100000c, 'arm64'],
]);
const PE: ReadonlyMap<number, string> = new Map([
  [0x8664, 'x64'],
  [0xaa64, 'arm64'],
]);

/** Reads the first bytes of a native library; `null`: none that is known. */
export function nativeKind(bytes: Buffer): NativeKind | null {
  if (bytes.length < 64) return null;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return kind('linux', ELF.get(bytes.readUInt16LE(18)));
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return kind('darwin', MACH_O.get(bytes.readUInt32LE(4)));
  if (bytes.toString('latin1', 0, 2) !== 'MZ') return null;
  const header = bytes.readUInt32LE(0x3c);
  if (header + 6 > bytes.length || bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return null;
  return kind('win32', PE.get(bytes.readUInt16LE(header + 4)));
}

function kind(platform: NativeKind['platform'], arch: string | undefined): NativeKind | null {
  return arch === undefined ? null : { platform, arch };
}
