import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../../electron/contract/refusal.ts';
import { chooseTcti, DEFAULT_TCTI } from '../../../../../electron/credential/tpm/transport/tcti.ts';

describe('the TCTI', () => {
  it('is the resource manager of the kernel, unless the environment or the caller names another', () => {
    expect(chooseTcti(undefined, {})).toBe(DEFAULT_TCTI);
    expect(chooseTcti(undefined, { LATCHKEY_TCTI: '' })).toBe(DEFAULT_TCTI);
    expect(chooseTcti(undefined, { LATCHKEY_TCTI: 'device:/dev/tpm0' })).toBe('device:/dev/tpm0');
    expect(chooseTcti('tabrmd', { LATCHKEY_TCTI: 'device:/dev/tpm0' })).toBe('tabrmd');
    expect(chooseTcti('tabrmd:bus_name=com.example', {})).toBe('tabrmd:bus_name=com.example');
    expect(chooseTcti('swtpm:path=/run/tpm/socket', {})).toBe('swtpm:path=/run/tpm/socket');
  });

  it.each([
    'none',
    ' ',
    'device',
    'device:tpm0',
    'mssim',
    'cmd:sh',
    'pcap:device:/dev/tpm0',
    'swtpm',
    'libtss2-tcti-cmd.so:sh',
  ])('is never %j', (tcti) => {
    expect(() => chooseTcti(tcti, {})).toThrow(Refusal);
    expect(() => chooseTcti(undefined, { LATCHKEY_TCTI: tcti })).toThrow(Refusal);
  });
});
