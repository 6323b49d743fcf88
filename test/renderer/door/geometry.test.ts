import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DOOR, doorShape } from '../../../renderer/components/door/geometry.ts';
import { easeOut } from '../../../renderer/components/door/use-eased.ts';

test('a shut door lets a line of light through', () => {
  const { edge } = doorShape(0);
  expect(DOOR.right - edge.x).toBeCloseTo(5);
  expect(edge.bottom).toBeGreaterThanOrEqual(DOOR.floor);
});

test('an open door still shows its leaf', () => {
  expect(doorShape(1).edge.x).toBeCloseTo(DOOR.left + 46);
});

test('the wider it stands, the less of the leaf is seen and the nearer its edge comes', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (one, other) => {
      const [less, more] =
        one < other ? [doorShape(one), doorShape(other)] : [doorShape(other), doorShape(one)];
      expect(more.edge.x).toBeLessThanOrEqual(less.edge.x);
      expect(more.edge.bottom).toBeGreaterThanOrEqual(less.edge.bottom - 0.01);
    }),
  );
});

test('the leaf hangs on its hinge and every path is closed and finite', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (open) => {
      const { leaf, floorLight } = doorShape(open);
      expect(leaf.startsWith(`M${DOOR.left} ${DOOR.floor}`)).toBe(true);
      for (const path of [leaf, floorLight]) expect(path).toMatch(/^M[-\d. ML]+Z$/);
    }),
  );
});

test('what is out of range is brought into it', () => {
  expect(doorShape(-3)).toEqual(doorShape(0));
  expect(doorShape(7)).toEqual(doorShape(1));
});

test('the door moves fast first and comes to rest', () => {
  expect(easeOut(0)).toBe(0);
  expect(easeOut(0.5)).toBeGreaterThan(0.8);
  expect(easeOut(1)).toBe(1);
  expect(easeOut(4)).toBe(1);
});
