import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { findHandoverUser, isHandedOverByHelper } from '../../../electron/system/os-user.ts';
import { otherAccount } from './other-account.ts';

it.each([undefined, ''])('hands nothing over where policy names nobody (%j)', async (name) => {
  expect(await findHandoverUser(name)).toBeNull();
});

it('hands nothing over to the account that runs it', async (context) => {
  if (process.platform !== 'linux') return context.skip('not run: Linux only');
  expect(await findHandoverUser(userInfo().username)).toBeNull();
});

it.each(['no-such-account', '--help', 'a b', '../etc', 'x:y', 'games\nroot'])(
  'does not know %j',
  async (name) => {
    const slug = process.platform === 'linux' ? 'handover_user_unknown' : 'handover_not_allowed';
    await expect(findHandoverUser(name)).rejects.toMatchObject({ slug });
  },
);

it('finds another account, for root', async (context) => {
  const other = otherAccount();
  if (other === null) return context.skip('not run: only root may give files to another account');
  expect(await findHandoverUser(other.name)).toEqual(other);
});

it('leaves the handing over to the system helper where the first-boot set-up is, for the kiosk’s user alone', () => {
  const unit = (path: string) => path === '/etc/systemd/system/latchkey-release.service';
  expect(isHandedOverByHelper('latchkey', unit)).toBe(true);
  expect(isHandedOverByHelper('latchkey', () => false)).toBe(false);
  expect(isHandedOverByHelper('amal', unit)).toBe(false);
});
