import { describe, expect, test } from 'vitest';
import { UNKNOWN_HARDWARE } from '../../../../electron/device/hardware/hardware.ts';
import { parseMacosHardware } from '../../../../electron/device/hardware/macos.ts';

const RECORDED = `+-o J614cAP  <class IOPlatformExpertDevice, id 0x100000229, registered, matched, active, busy 0 (0 ms), retain 38>
    {
      "manufacturer" = <"Apple Inc.">
      "compatible" = <"J614cAP","Mac15,8","AppleARM">
      "IOPlatformSerialNumber" = "XK2FPQ9V7H"
      "model" = <"Mac15,8">
      "IOPlatformUUID" = "3F2A7C10-0000-4000-8000-00000000ABCD"
    }
`;

describe('parseMacosHardware', () => {
  test('reads text and data', () => {
    expect(parseMacosHardware(RECORDED)).toEqual({
      manufacturer: 'Apple Inc.',
      model: 'Mac15,8',
      serialNumber: 'XK2FPQ9V7H',
    });
  });

  test.each(['', 'ioreg: error', '"model" = <>'])('%j says nothing', (stdout) => {
    expect(parseMacosHardware(stdout)).toEqual(UNKNOWN_HARDWARE);
  });
});
