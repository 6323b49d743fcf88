import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { LaptopAnswers } from '../../../electron/answers/for-laptop.ts';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { Slug } from '../../../electron/contract/refusals.ts';
import { createUnattendedAnswers } from '../../../electron/terminal/answers.ts';
import { parseProvision, withAnswers } from '../../../electron/terminal/arguments.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';

/* Nobody is there: answers from files, and the end where they are not enough. */

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function secret(name: string, value: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, value);
  chmodSync(path, mode);
  return path;
}

function prepared(answers: Partial<LaptopAnswers>, ...args: string[]) {
  const parsed = parseProvision(args, false);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return withAnswers(parsed.value, { listed: true, ...answers });
}

const refusal = (slug: Slug) => new Refusal(slug).toJSON();
const slugOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (thrown) => thrown.slug,
  );

test('an answer that the directory refuses is given once, and then the refusal is the end', async () => {
  const answers = createUnattendedAnswers(
    prepared({ account: 'amal@northwind.example', passFile: secret('pass', 'uywkekQV\n') }),
  );
  expect(await answers.answer({ do: 'ask', question: 'user' })).toMatchObject({ type: 'submitAccount' });
  expect(await answers.answer({ do: 'ask', question: 'pass' })).toEqual({
    type: 'submitPass',
    pass: 'uywkekQV',
  });
  const again = answers.answer({ do: 'ask', question: 'pass', refusal: refusal('pass_wrong') });
  expect(await slugOf(again)).toBe('pass_wrong');
  expect(
    await slugOf(answers.answer({ do: 'ask', question: 'user', refusal: refusal('federated_sign_in') })),
  ).toBe('federated_sign_in');
});

test('a pass that was good is given three times at the most, a PIN that was not at fault six times', async () => {
  const args = prepared({ passFile: secret('pass', 'uywkekQV'), initialPinFile: secret('pin', '493027') });
  const answers = createUnattendedAnswers(args);
  const passes = [];
  for (let count = 0; count < 5; count += 1) {
    passes.push(
      await slugOf(answers.answer({ do: 'ask', question: 'pass', refusal: refusal('session_invalid') })),
    );
  }
  expect(passes).toEqual(['answered', 'answered', 'answered', 'session_invalid', 'session_invalid']);
  const pins = [];
  for (let count = 0; count < 8; count += 1) {
    pins.push(
      await slugOf(answers.answer({ do: 'ask', question: 'new-pin', refusal: refusal('challenge_expired') })),
    );
  }
  expect(pins.filter((outcome) => outcome === 'answered')).toHaveLength(6);
});

test('what the file leaves out is missing, by its name', async () => {
  const answers = createUnattendedAnswers(prepared({}));
  for (const question of ['user', 'pass', 'new-pin'] as const) {
    await expect(answers.answer({ do: 'ask', question })).rejects.toMatchObject({
      slug: 'input_missing',
      details: { detail: question },
    });
  }
});

test('a secret that others can read is refused where an answers file names it', async () => {
  const open = secret('pass', 'uywkekQV', 0o640);
  const answers = createUnattendedAnswers(prepared({ passFile: open }));
  expect(await slugOf(answers.answer({ do: 'ask', question: 'pass' }))).toBe('answers_unsafe');
});

test('what somebody types comes before the file; a PIN of the file is IT’s, and has to be changed', () => {
  const file = {
    account: 'amal@northwind.example',
    language: 'de',
    authenticator: 'tpm',
    initialPinFile: '/pin',
  } as const;
  expect(prepared(file)).toMatchObject({
    user: file.account,
    staged: true,
    guarded: true,
    authenticator: 'tpm',
    language: 'de',
  });
  const typed = prepared(
    file,
    '--user',
    'gina@northwind.example',
    '--pin-file',
    '/own',
    '--language',
    'ar',
    '--authenticator',
    'software',
  );
  expect(typed).toMatchObject({
    user: 'gina@northwind.example',
    pinFile: '/own',
    staged: false,
    guarded: false,
    language: 'ar',
    authenticator: 'software',
  });
});
