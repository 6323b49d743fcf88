import { describe, expect, test } from 'vitest';
import { UNKNOWN_HARDWARE } from '../../../../electron/device/hardware/hardware.ts';
import { parseWindowsHardware } from '../../../../electron/device/hardware/windows.ts';

describe('parseWindowsHardware', () => {
  test.each([
    '{"manufacturer":"LENOVO","serialNumber":"PF4TX9Q2","model":"21HM002QGE"}\r\n',
    '\ufeff{"serialNumber":"PF4TX9Q2","model":"21HM002QGE","manufacturer":"LENOVO"}',
  ])('reads %j', (stdout) => {
    expect(parseWindowsHardware(stdout)).toEqual({
      manufacturer: 'LENOVO',
      model: '21HM002QGE',
      serialNumber: 'PF4TX9Q2',
    });
  });

  test('a virtual machine without a serial number has none', () => {
    const stdout = '{"manufacturer":"Microsoft Corporation","serialNumber":null,"model":"Virtual Machine"}';
    expect(parseWindowsHardware(stdout).serialNumber).toBeNull();
  });

  test.each(['', 'Get-CimInstance : Access denied', '[]', '{"model":7}'])('%j says nothing', (stdout) => {
    expect(parseWindowsHardware(stdout)).toEqual(UNKNOWN_HARDWARE);
  });
});
