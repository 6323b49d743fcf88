import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { SlowHash } from '../../../server-stub/sign-in/slow-hash.ts';

describe('SlowHash', () => {
  const slowHash = new SlowHash();

  test('is argon2id with 19 MiB, two passes, one lane and a salt of its own', async () => {
    const [one, two] = [await slowHash.hash('secret'), await slowHash.hash('secret')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await slowHash.matches('secret', one)).toBe(true);
    expect(await slowHash.matches('secret ', one)).toBe(false);
  });

  test('refuses to compare with what is no argon2id PHC string', async () => {
    for (const stored of ['', '$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA', 'plain']) {
      await expect(slowHash.matches('x', stored)).rejects.toThrow(TypeError);
    }
  });

  test('nothing matches the dummy', async () => {
    expect(await slowHash.matches('', slowHash.dummy)).toBe(false);
  });

  test('beyond its queue it says throttled with a time, and recovers', async () => {
    const short = new SlowHash(2);
    const stored = await short.hash('x');
    const all = await Promise.allSettled(Array.from({ length: 80 }, () => short.matches('x', stored)));
    const refused = all.filter((each) => each.status === 'rejected').map((each) => each.reason as Refusal);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((each) => each instanceof Refusal && each.slug === 'throttled')).toBe(true);
    expect(refused[0]?.details.retryAfter).toBeGreaterThan(0);
    expect(await short.matches('x', stored)).toBe(true);
  });
});
