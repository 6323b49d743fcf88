import { expect, test } from 'vitest';
import type { Command } from '../../../electron/contract/commands.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import type { BridgeAnswer } from '../../../electron/contract/view.ts';
import { BURST } from '../../../electron/ipc/allowance.ts';
import { COMMAND_BYTES } from '../../../electron/ipc/channels.ts';
import { answerCommand, installIpc } from '../../../electron/ipc/install.ts';
import { type SenderEvent, senderFault } from '../../../electron/ipc/sender.ts';
import { isWithinSize } from '../../../electron/ipc/size.ts';

const ORIGIN = 'https://localhost';
const contents = {};
const top = { parent: null, origin: ORIGIN };
const ours: SenderEvent = { sender: contents, senderFrame: top };

function bridge(dispatch: (command: Command) => BridgeAnswer = () => ({ ok: true })) {
  const heard: Command[] = [];
  const refused: string[] = [];
  const answer = (event: SenderEvent, ...args: unknown[]) =>
    answerCommand(event, args, {
      contents,
      uiOrigin: ORIGIN,
      allowance: () => true,
      refused: (why) => void refused.push(why),
      dispatcher: {
        dispatch(command) {
          heard.push(command);
          return dispatch(command);
        },
      },
    });
  return { heard, refused, answer };
}

test('hands a good command on', () => {
  const { answer, heard } = bridge();
  expect(answer(ours, { type: 'begin' })).toEqual({ ok: true });
  expect(heard).toEqual([{ type: 'begin' }]);
});

test('a pass arrives wrapped', () => {
  const { answer, heard } = bridge();
  answer(ours, { type: 'submitPass', pass: 'ABCD1234' });
  const [command] = heard;
  expect(command?.type === 'submitPass' && command.pass).toBeInstanceOf(Secret);
  expect(JSON.stringify(heard)).not.toContain('ABCD1234');
});

test.each([
  ['another window', { sender: {}, senderFrame: top }, 'foreign-contents'],
  ['a frame that has gone', { sender: contents, senderFrame: null }, 'frame-gone'],
  [
    'a frame inside the page',
    { sender: contents, senderFrame: { parent: top, origin: ORIGIN } },
    'frame-not-top',
  ],
  [
    'another origin',
    { sender: contents, senderFrame: { parent: null, origin: 'https://localhost.evil.example' } },
    'foreign-origin',
  ],
  ['an error page', { sender: contents, senderFrame: { parent: null, origin: 'null' } }, 'foreign-origin'],
  ['an empty origin', { sender: contents, senderFrame: { parent: null, origin: '' } }, 'foreign-origin'],
] as const)('refuses %s before it looks at the message', (_name, event, fault) => {
  const { answer, heard, refused } = bridge();
  expect(senderFault(event, contents, ORIGIN)).toBe(fault);
  expect(answer(event, { type: 'begin' })).toMatchObject({
    ok: false,
    refusal: { slug: 'message_malformed' },
  });
  expect(heard).toEqual([]);
  expect(refused).toEqual([`message_malformed: ${fault}`]);
});

const cycle: Record<string, unknown> = { type: 'begin' };
cycle.self = cycle;

test.each([
  ['nothing', []],
  ['two arguments', [{ type: 'begin' }, { type: 'begin' }]],
  ['undefined', [undefined]],
  ['a text', ['begin']],
  ['an unknown command', [{ type: 'unlock' }]],
  ['an extra member', [{ type: 'begin', force: true }]],
  ['a member of the prototype', [JSON.parse('{"type":"begin","__proto__":{"x":1}}')]],
  ['a cycle', [cycle]],
  ['a BigInt', [{ type: 'begin', x: 1n }]],
  ['too much', [{ type: 'submitPass', pass: 'x'.repeat(COMMAND_BYTES) }]],
])('refuses %s', (_name, args) => {
  const { answer, heard } = bridge();
  expect(answer(ours, ...args)).toMatchObject({
    ok: false,
    refusal: { slug: 'message_malformed', helpCode: 'LK-9303' },
  });
  expect(heard).toEqual([]);
});

test('says nothing of what was sent, to the page or to the log', () => {
  const { answer, refused } = bridge();
  const reply = answer(ours, { type: 'submitPass', pass: 12345678, note: 'ABCD1234' });
  expect(JSON.stringify([reply, refused])).not.toMatch(/12345678|ABCD1234/);
});

test('a refusal of the flow comes back as data; any other error as agent_failed, without its text', () => {
  const refusal = new Refusal('command_not_allowed').toJSON();
  const refusing = bridge(() => ({ ok: false, refusal }));
  expect(refusing.answer(ours, { type: 'finish' })).toMatchObject({
    refusal: { slug: 'command_not_allowed' },
  });
  const failing = bridge(() => {
    throw new Error('ABCD1234');
  });
  const reply = failing.answer(ours, { type: 'finish' });
  expect(reply).toMatchObject({ ok: false, refusal: { slug: 'agent_failed' } });
  expect(JSON.stringify([reply, failing.refused])).not.toContain('ABCD1234');
});

test('counts bytes, not characters', () => {
  expect(isWithinSize('é', 4)).toBe(true);
  expect(isWithinSize('é', 3)).toBe(false);
  expect(isWithinSize(undefined, 10)).toBe(false);
});

test('messages_too_many: a flood is refused before it is read; a stranger uses up nothing', async () => {
  const heard: Command[] = [];
  const refused: string[] = [];
  let invoke: (event: SenderEvent, ...args: unknown[]) => unknown = () => undefined;
  const page = {
    ipc: { handle: (_channel: string, handler: typeof invoke) => (invoke = handler) },
    send: () => {},
    isDestroyed: () => false,
  };
  installIpc({
    contents: page as unknown as Electron.WebContents,
    uiOrigin: ORIGIN,
    clock: () => 0,
    refused: (why) => void refused.push(why),
    dispatcher: {
      dispatch(command) {
        heard.push(command);
        return { ok: true };
      },
    },
  });
  for (let count = 0; count < 500; count += 1) invoke({ sender: {}, senderFrame: top }, { type: 'begin' });
  expect(heard).toEqual([]);
  const mine: SenderEvent = { sender: page, senderFrame: top };
  const answers = Array.from({ length: 500 }, () => invoke(mine, { type: 'begin' }));
  expect(heard).toHaveLength(BURST);
  expect(answers.at(-1)).toMatchObject({
    ok: false,
    refusal: { slug: 'messages_too_many', helpCode: 'LK-8680' },
  });
  expect(refused).toHaveLength(10);
});
