import { expect, test } from 'vitest';
import { POWER_OFF, powerOff } from '../../../electron/system/power-off.ts';

/* The orders themselves are not run here: they would turn the machine off. */

test.each(['linux', 'win32', 'darwin'] as const)(
  '%s: one program and its arguments, no shell',
  async (platform) => {
    const ordered: (readonly string[])[] = [];
    await powerOff(platform, async (file, args) => ordered.push([file, ...args]));
    expect(ordered).toEqual([POWER_OFF[platform]]);
    expect(ordered[0]?.[0]).not.toMatch(/sh$|cmd/);
  },
);

test('power_off_refused: the system says no, or nobody knows how to ask it', async () => {
  const refusing = async () => {
    throw new TypeError('not allowed');
  };
  await expect(powerOff('linux', refusing)).rejects.toMatchObject({ slug: 'power_off_refused' });
  await expect(powerOff('aix')).rejects.toMatchObject({ slug: 'power_off_refused' });
});
