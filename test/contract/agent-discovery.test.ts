import { describe, expect, test } from 'vitest';
import { DAY, ORIGIN, startStage, unpack } from './agent-stage.ts';

async function reach(laptop: ReturnType<typeof unpack>) {
  const passed: string[] = [];
  const reached = await laptop.network.reach((check) => passed.push(check));
  return { passed, reached };
}

describe('reaching the directory', () => {
  test('passes every check and brings the profile', async () => {
    const { directory } = await startStage();
    const { passed, reached } = await reach(unpack(directory));
    expect(passed).toEqual(['network', 'directory', 'clock', 'profile']);
    expect(reached.profile).toMatchObject({ rpId: 'localhost', uiOrigin: ORIGIN });
    expect(Math.abs(reached.skewSeconds)).toBeLessThanOrEqual(1);
  });

  test.each([DAY, -DAY])('measures a clock that is %i ms off', async (offset) => {
    const { directory } = await startStage({ offset });
    const laptop = unpack(directory);
    const { reached } = await reach(laptop);
    expect(Math.abs(reached.skewSeconds - offset / 1000)).toBeLessThanOrEqual(1);
    expect(laptop.skewSeconds()).toBe(reached.skewSeconds);
  });

  test.each([365 * DAY, -3 * 365 * DAY])('a clock %i ms off is clock_wrong', async (offset) => {
    const { directory } = await startStage({ offset });
    await expect(reach(unpack(directory))).rejects.toMatchObject({ slug: 'clock_wrong' });
  });

  test('a certificate that ran out within a year is certificate_expired: nobody can tell the clock from it', async () => {
    const { directory } = await startStage({ offset: -365 * DAY });
    await expect(reach(unpack(directory))).rejects.toMatchObject({ slug: 'certificate_expired' });
  });

  test('a directory that has gone is directory_unreachable', async () => {
    const { directory } = await startStage();
    const laptop = unpack(directory);
    await reach(laptop);
    await directory.close();
    await expect(reach(laptop)).rejects.toMatchObject({ slug: 'directory_unreachable' });
  });

  test('a certificate of another CA is certificate_untrusted', async () => {
    const [one, other] = [await startStage(), await startStage()];
    const laptop = unpack({ url: one.directory.url, caFile: other.directory.caFile });
    await expect(reach(laptop)).rejects.toMatchObject({ slug: 'certificate_untrusted' });
    expect(laptop.lines.every((line) => line.status === undefined)).toBe(true);
  });

  test('without its CA the directory is certificate_untrusted', async () => {
    const { directory } = await startStage();
    const laptop = unpack(directory, { caFile: undefined as never });
    await expect(reach(laptop)).rejects.toMatchObject({ slug: 'certificate_untrusted' });
  });

  test('another name of the same machine is host_unknown', async () => {
    const { directory } = await startStage();
    const url = directory.url.replace('localhost', '127.0.0.1');
    await expect(reach(unpack({ ...directory, url }))).rejects.toMatchObject({ slug: 'host_unknown' });
  });

  test.each([
    { rpId: 'northwind.example', uiOrigin: ORIGIN },
    { rpId: 'localhost', uiOrigin: 'https://localhost:1' },
  ])('policy that expects %o is profile_mismatch', async (expected) => {
    const { directory } = await startStage();
    const laptop = unpack(directory, { expect: expected });
    await expect(reach(laptop)).rejects.toMatchObject({ slug: 'profile_mismatch' });
  });
});
