import { expect, test } from 'vitest';
import { SCREEN_KINDS } from '../../../../electron/contract/wire/report.ts';
import { helpOf } from '../../../../renderer/components/help/screen-help.ts';
import { LANGUAGES, loadLanguage } from '../../../../renderer/text/load-language.ts';

test.each(LANGUAGES)('%s: every screen has help of its own', async (code) => {
  const { messages } = await loadLanguage(code);
  const said = SCREEN_KINDS.map((kind) => {
    const { purpose, trouble } = helpOf(kind);
    expect(messages[purpose], kind).toBeTruthy();
    expect(messages[trouble], kind).toBeTruthy();
    return [messages[purpose], messages[trouble]];
  });
  expect(said.length).toBeGreaterThan(13);
  expect(new Set(said.flat()).size).toBe(2 * said.length);
});
