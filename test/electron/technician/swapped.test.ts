import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../electron/contract/secret.ts';
import type { TechnicianAction } from '../../../electron/contract/technician/actions.ts';
import { readRecords } from '../../../electron/technician/records.ts';
import { hireTechnicians, Life, type Times } from './stage.ts';

/* A code belongs to one request of one laptop. Whoever swaps, relabels or races gets nothing opened that was not asked for. */

const technicians = hireTechnicians();
const times = (): Times => ({ steady: 0, wall: 1_795_343_400, directory: null });
const laptop = async (at = times()) => new Life(await Life.folder(), at, technicians.key);

describe('two laptops beside each other', () => {
  test('with the same serial number, at the same second, for the same action: neither takes the other’s answer', async () => {
    const at = times();
    const [one, other] = [await laptop(at), await laptop(at)];
    const codes = [
      technicians.answer(await one.ask('abandon')),
      technicians.answer(await other.ask('abandon')),
    ];
    expect(codes[0]).not.toBe(codes[1]);
    expect(await one.type(codes[1] ?? '')).toBe('technician_code_wrong');
    expect(await other.type(codes[0] ?? '')).toBe('technician_code_wrong');
    expect([...one.opened, ...other.opened]).toEqual([]);
    // Swapped back, each does its work: a mix-up costs a try and no more.
    expect(await one.type(codes[0] ?? '')).toBe('opened');
    expect(await other.type(codes[1] ?? '')).toBe('opened');
  });

  test('the answer that one has used up opens nothing on the other', async () => {
    const [one, other] = [await laptop(), await laptop()];
    const code = technicians.answer(await one.ask());
    expect(await one.type(code)).toBe('opened');
    await other.ask();
    expect(await other.type(code)).toBe('technician_code_wrong');
    expect((await readRecords(other.stateDir)).events.map(({ type }) => type)).toEqual(['wrong']);
  });

  test('a folder that is carried to the other laptop brings no open request with it', async () => {
    const one = await laptop();
    const code = technicians.answer(await one.ask('abandon'));
    const carried = new Life(one.stateDir, times(), technicians.key);
    await carried.open();
    expect(await carried.type(code)).toBe('technician_challenge_ended');
    expect(carried.opened).toEqual([]);
  });
});

describe('on the way to the technician', () => {
  test.each([
    ['a harmless action', { action: 'diagnostics' }],
    ['another reason', { reason: 'hardware' }],
    ['another laptop', { serialNumber: '5CG1284RT1' }],
    ['another time', { issuedAt: 1_795_343_401 }],
    ['another request', { nonce: '0011223344556677' }],
  ] as const)(
    'a request that is relabelled as %s gets an answer that opens nothing',
    async (_what, label) => {
      const one = await laptop();
      const challenge = await one.ask('abandon');
      const code = technicians.answer({ ...challenge, ...label });
      expect(await one.type(code)).toBe('technician_code_wrong');
      expect(one.opened).toEqual([]);
    },
  );

  test('an answer of other technicians is wrong here', async () => {
    const one = await laptop();
    expect(await one.type(hireTechnicians().answer(await one.ask()))).toBe('technician_code_wrong');
  });
});

describe('two panels at once on one laptop', () => {
  test('the second request voids the first: its answer does not open what is asked now', async () => {
    const one = await laptop();
    const harmless = technicians.answer(await one.ask('diagnostics'));
    const grave = await one.ask('abandon');
    expect(await one.type(harmless)).toBe('technician_code_wrong');
    expect(one.opened).toEqual([]);
    expect(await one.type(technicians.answer(grave))).toBe('opened');
    expect(one.opened).toEqual(['abandon']);
  });

  test('one closes while the other types: the request is gone', async () => {
    const one = await laptop();
    const code = technicians.answer(await one.ask('abandon'));
    one.desk.take({ type: 'closeTechnician' });
    one.desk.take({ type: 'openTechnician' });
    expect(await one.type(code)).toBe('technician_challenge_ended');
    expect(one.opened).toEqual([]);
  });

  const actions = ['diagnostics', 'restartStep', 'powerOff', 'abandon'] as const;
  const move = fc.oneof(
    fc.record({ do: fc.constant('ask' as const), action: fc.constantFrom(...actions) }),
    fc.record({ do: fc.constant('answer' as const), which: fc.nat({ max: 5 }) }),
    fc.record({ do: fc.constantFrom('open' as const, 'close' as const) }),
  );

  test('however their presses mix, only an action is opened whose own request was answered, and each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 24 }), async (moves) => {
        const one = await laptop();
        const codes: { readonly code: string; readonly action: TechnicianAction }[] = [];
        const typed = new Map<TechnicianAction, number>();
        await one.open();
        for (const each of moves) {
          if (each.do === 'open') one.desk.take({ type: 'openTechnician' });
          else if (each.do === 'close') one.desk.take({ type: 'closeTechnician' });
          else if (each.do === 'ask') {
            codes.push({ code: technicians.answer(await one.ask(each.action)), action: each.action });
          } else if ('which' in each) {
            const answer = codes[each.which % Math.max(1, codes.length)];
            if (!answer) continue;
            typed.set(answer.action, (typed.get(answer.action) ?? 0) + 1);
            // Nobody waits for anybody.
            one.desk.take({ type: 'submitTechnicianCode', code: new Secret(answer.code) });
          }
        }
        await one.desk.settled();
        for (const action of actions) {
          const times = one.opened.filter((opened) => opened === action).length;
          const asked = codes.filter((code) => code.action === action).length;
          expect(times).toBeLessThanOrEqual(Math.min(asked, typed.get(action) ?? 0));
        }
      }),
      { numRuns: process.env.CI === 'true' ? 60 : 25 },
    );
  });
});
