import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { vouchedKey, withVouchedProof } from '../../../server-stub/http/vouched-proof.ts';

const PROOF = { token: 't', jkt: 'k' };

test('is there for what runs inside, across waiting, and for its own token alone', async () => {
  await withVouchedProof(PROOF, async () => {
    await setImmediate();
    expect(vouchedKey('t')).toBe('k');
    expect(vouchedKey('another')).toBeUndefined();
  });
});

test('is not there before, beside or after', async () => {
  expect(vouchedKey('t')).toBeUndefined();
  const running = withVouchedProof(PROOF, () => setImmediate());
  expect(vouchedKey('t')).toBeUndefined();
  await running;
  expect(vouchedKey('t')).toBeUndefined();
});

test('of two at once, each has its own', async () => {
  const seen = await Promise.all(
    ['a', 'b'].map((jkt) =>
      withVouchedProof({ token: 't', jkt }, async () => {
        await setImmediate();
        return vouchedKey('t');
      }),
    ),
  );
  expect(seen).toEqual(['a', 'b']);
});
