import { describe, expect, test } from 'vitest';
import { COMMAND_BYTES } from '../../electron/ipc/channels.ts';
import { hostile } from './hostile.ts';

/* The bridge in the hands of a hostile script: the real one, with the real flow behind it, at the welcome. */

const page = hostile();

interface Answer {
  readonly ok: boolean;
  readonly refusal?: { readonly slug: string; readonly detail?: string };
}

/**
 * Sends what the expression makes, over the real bridge, until it is judged for what it is: these tests send more than a page
 * may, and a refusal for the rate would prove nothing about the message.
 */
async function send(expression: string): Promise<Answer | string> {
  const call = `(async () => { try { return await window.latchkey.send(${expression}) } catch (error) { return error.name } })()`;
  let answer: Answer | string = '';
  await expect
    .poll(
      async () => {
        answer = await page.kiosk.screen.evaluate<Answer | string>(call);
        return isTooMany(answer);
      },
      { timeout: 15_000 },
    )
    .toBe(false);
  return answer;
}

const isTooMany = (answer: Answer | string): boolean =>
  typeof answer !== 'string' && answer.refusal?.slug === 'messages_too_many';

/** What the flow shows now. */
function heading(): Promise<string> {
  return page.kiosk.screen.getByRole('heading', { level: 1 }).innerText();
}

describe('a command that this step does not take is refused', () => {
  test.each([
    ['back', '{ type: "back" }'],
    ['retry', '{ type: "retry" }'],
    ['submitAccount', '{ type: "submitAccount", userPrincipalName: "amal@northwind.example" }'],
    ['submitPass', '{ type: "submitPass", pass: "ABCD1234" }'],
    ['submitPassword', '{ type: "submitPassword", password: "x" }'],
    ['chooseAuthenticator', '{ type: "chooseAuthenticator", authenticator: "software" }'],
    ['submitPin', '{ type: "submitPin", pin: "493027" }'],
    ['startCeremony', '{ type: "startCeremony" }'],
    ['ceremonyFailed', '{ type: "ceremonyFailed", ceremony: "x", error: "x" }'],
    ['startOver', '{ type: "startOver" }'],
    ['finish', '{ type: "finish" }'],
    ['changePin', '{ type: "changePin", oldPin: "493027", newPin: "493028" }'],
    ['beginAgain', '{ type: "beginAgain" }'],
  ])('%s', async (_name, command) => {
    const before = await heading();
    expect(await send(command)).toMatchObject({ ok: false, refusal: { slug: 'command_not_allowed' } });
    expect(await heading()).toBe(before);
  });
});

describe('what is no command is refused', () => {
  test.each([
    ['nothing', 'undefined'],
    ['null', 'null'],
    ['a list', '[{ type: "begin" }]'],
    ['an unknown command', '{ type: "unlock" }'],
    ['an extra member', '{ type: "begin", force: true }'],
    [
      'a polluted prototype',
      'JSON.parse(\'{"type":"begin","__proto__":{"polluted":1},"constructor":{"x":1}}\')',
    ],
    ['a number for a text', '{ type: "submitPass", pass: 12345678 }'],
    ['an empty text', '{ type: "submitPass", pass: "" }'],
    ['a function', '() => 1'],
    ['more than it holds', `{ type: "submitPass", pass: "x".repeat(${COMMAND_BYTES}) }`],
    ['very much more', '{ type: "submitPass", pass: "x".repeat(8_000_000) }'],
    ['depth', 'Array.from({ length: 5000 }).reduce((inner) => ({ inner }), {})'],
  ])('%s', async (_name, expression) => {
    const before = await heading();
    const answer = await send(expression);
    if (typeof answer !== 'string')
      expect(answer).toMatchObject({ ok: false, refusal: { slug: 'message_malformed' } });
    expect(await heading()).toBe(before);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('a polluted prototype of the page changes nothing on the way', async () => {
    const answer = await page.kiosk.screen.evaluate(`(async () => {
      Object.prototype.force = true; Object.prototype.pass = 'x'; Array.prototype.toJSON = () => 'x';
      try { return await window.latchkey.send({ type: 'back' }) }
      finally { delete Object.prototype.force; delete Object.prototype.pass; delete Array.prototype.toJSON }
    })()`);
    expect(answer).toMatchObject({ ok: false, refusal: { slug: 'command_not_allowed' } });
  });
});

describe('nobody else speaks', () => {
  test('a frame has no bridge, and a message to the window is no command', async () => {
    const found = await page.kiosk.screen.evaluate(`(async () => {
      const frame = document.createElement('iframe'); document.body.append(frame);
      const inside = 'latchkey' in frame.contentWindow;
      frame.contentWindow.parent.postMessage({ type: 'begin' }, '*');
      window.postMessage({ channel: 'latchkey:command', args: [{ type: 'begin' }] }, '*');
      window.dispatchEvent(new MessageEvent('message', { data: { type: 'begin' } }));
      await new Promise((done) => setTimeout(done, 100)); frame.remove();
      return inside;
    })()`);
    expect(found).toBe(false);
    expect(await heading()).toContain('Let’s get this laptop ready');
  });

  test('the bridge is two frozen functions that cannot be replaced', async () => {
    const found = await page.kiosk.screen.evaluate(`(() => {
      'use strict'; const { latchkey } = window; const tried = [];
      for (const change of [() => { window.latchkey = {} }, () => { latchkey.send = () => {} }, () => { delete window.latchkey },
        () => Object.defineProperty(window, 'latchkey', { value: {} }), () => { latchkey.extra = 1 }])
        try { change(); tried.push('changed') } catch { tried.push('refused') }
      return { members: Object.keys(latchkey).sort(), tried: [...new Set(tried)], same: window.latchkey === latchkey };
    })()`);
    expect(found).toEqual({ members: ['onView', 'send'], tried: ['refused'], same: true });
  });
});

test('a flood is refused, fills no log, and the flow still answers', async () => {
  const lines = page.kiosk.output.length;
  const answers = (await page.kiosk.screen.evaluate(
    `Promise.all(Array.from({ length: 2000 }, () => window.latchkey.send({ type: 'back' })))`,
  )) as Answer[];
  expect(answers.filter(isTooMany).length).toBeGreaterThan(1500);
  expect(page.kiosk.output.slice(lines).join('').split('\n').length).toBeLessThan(30);
  await page.kiosk.screen.getByRole('button', { name: 'Start' }).waitFor();
});
