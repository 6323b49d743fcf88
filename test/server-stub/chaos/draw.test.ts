import { describe, expect, test } from 'vitest';
import { dice, draw, fits, type RequestFacts } from '../../../server-stub/chaos/draw.ts';
import { Rule, Scenario } from '../../../server-stub/chaos/scenario.ts';

const TOKEN: RequestFacts = { route: '/oauth2/token', method: 'POST', client: 'latchkey-agent', at: 5 };
const rule = (given: object) => Rule.parse({ name: 'r', fault: { kind: 'drop' }, ...given });

describe('a rule', () => {
  test.each([
    ['everything', {}, true],
    ['this route', { where: { route: '/oauth2/token' } }, true],
    ['another route', { where: { route: '/oauth2/tok' } }, false],
    ['routes that begin so', { where: { route: '/oauth2/*' } }, true],
    ['routes that begin otherwise', { where: { route: '/v1.0/*' } }, false],
    ['this method', { where: { method: 'POST' } }, true],
    ['another method', { where: { method: 'GET' } }, false],
    ['this client', { where: { client: 'latchkey-agent' } }, true],
    ['another client', { where: { client: 'latchkey-admin' } }, false],
    ['from now on', { fromSeconds: 5 }, true],
    ['later', { fromSeconds: 5.1 }, false],
    ['until now', { untilSeconds: 5 }, false],
    ['until later', { untilSeconds: 5.1 }, true],
  ])('that means %s', (_what, given, expected) => {
    expect(fits(rule(given), TOKEN)).toBe(expected);
  });
});

describe('a draw', () => {
  const scenario = Scenario.parse({
    name: 's',
    rules: [
      { name: 'slow', fault: { kind: 'latency', ms: 1 } },
      { name: 'sometimes', chance: 0.3, fault: { kind: 'reset' } },
      { name: 'rest', times: 2, fault: { kind: 'refuse', status: 503 } },
    ],
  });
  const names = (struck: Map<string, number>, roll: () => number) =>
    draw(scenario, TOKEN, struck, roll).map((strike) => strike.rule);

  test('takes every rule until one ends the request', () => {
    expect(names(new Map(), () => 0)).toEqual(['slow', 'sometimes']);
    expect(names(new Map(), () => 0.5)).toEqual(['slow', 'rest']);
  });

  test('leaves a rule alone that has struck as often as it may', () => {
    expect(names(new Map([['rest', 2]]), () => 0.5)).toEqual(['slow']);
  });

  test('rolls the same for the same seed, and about as often as the chance says', () => {
    const rolls = (seed: number) => {
      const roll = dice(seed);
      return Array.from({ length: 2000 }, () => roll());
    };
    expect(rolls(7)).toEqual(rolls(7));
    expect(rolls(7)).not.toEqual(rolls(8));
    const hits = rolls(7).filter((roll) => roll < 0.2).length;
    expect(hits).toBeGreaterThan(320);
    expect(hits).toBeLessThan(480);
    expect(rolls(7).every((roll) => roll >= 0 && roll < 1)).toBe(true);
  });
});
