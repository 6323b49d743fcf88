import { describe, expect, it } from 'vitest';
import { parseLinux, parseMac, parseWindows, readMachineId } from '../../../electron/vault/machine-id.ts';

describe('the id of the machine', () => {
  it('on Linux is what machine-id(5) says, and none before the first boot', () => {
    expect(parseLinux('3d1219c7c4c5404aaa1f6d2a48adfda4\n')).toBe('3d1219c7c4c5404aaa1f6d2a48adfda4');
    expect([parseLinux('uninitialized\n'), parseLinux(''), parseLinux('x'.repeat(32))]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('on macOS is IOPlatformUUID', () => {
    const text = '    | {\n      "IOPlatformUUID" = "6A4B2C1D-0000-1111-2222-333344445555"\n    }\n';
    expect(parseMac(text)).toBe('6a4b2c1d-0000-1111-2222-333344445555');
    expect(parseMac('')).toBeNull();
  });

  it('on Windows is MachineGuid', () => {
    const text =
      '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    MachineGuid    REG_SZ    0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0\r\n';
    expect(parseWindows(text)).toBe('0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0');
    expect(parseWindows('ERROR')).toBeNull();
  });

  it('is none where the platform has none', async () => {
    expect(await readMachineId('aix')).toBeNull();
  });
});
