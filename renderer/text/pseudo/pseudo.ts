import type { Slug } from '../../../electron/contract/refusals.ts';
import type { MessageKey, Messages } from '../en.ts';
import type { Language, RefusalWords } from '../language.ts';

type Change = (words: string) => string;

/** Index after the brace that closes the one at `from`. */
function closing(message: string, from: number): number {
  let depth = 0;
  for (let at = from; at < message.length; at += 1) {
    if (message[at] === '{') depth += 1;
    if (message[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new TypeError(`a brace stays open: ${message}`);
}

/** Changes the words of an ICU message and leaves arguments, categories and tags as they are. */
export function changeWords(message: string, change: Change): string {
  let changed = '';
  let words = '';
  const flush = (): void => {
    changed += words.replace(/(<\/?b>)|([^<]+)/g, (_, tag, text) => tag ?? change(text));
    words = '';
  };
  for (let at = 0; at < message.length; at += 1) {
    if (message[at] !== '{') {
      words += message[at];
      continue;
    }
    flush();
    const end = closing(message, at);
    changed += changeArgument(message.slice(at, end), change);
    at = end - 1;
  }
  flush();
  return changed;
}

function changeArgument(argument: string, change: Change): string {
  const head = /^\{\w+, plural,/.exec(argument)?.[0];
  if (head === undefined) return argument;
  let changed = head;
  for (let at = head.length; at < argument.length - 1; at += 1) {
    if (argument[at] !== '{') {
      changed += argument[at];
      continue;
    }
    const end = closing(argument, at);
    changed += `{${changeWords(argument.slice(at + 1, end - 1), change)}}`;
    at = end - 1;
  }
  return `${changed}}`;
}

/** A language made from the English one. */
export function pseudoLanguage(
  english: Language,
  form: Pick<Language, 'locale' | 'direction'>,
  words: Change,
  sentence: Change,
): Language {
  const change = (message: string): string => sentence(changeWords(message, words));
  const keys = Object.keys(english.messages) as MessageKey[];
  const slugs = Object.keys(english.refusals) as Slug[];
  return {
    ...form,
    messages: Object.fromEntries(keys.map((key) => [key, change(english.messages[key])])) as Messages,
    refusals: Object.fromEntries(
      slugs.map((slug) => {
        const { cause, userAction } = english.refusals[slug];
        return [slug, { cause: sentence(words(cause)), userAction: sentence(words(userAction)) }];
      }),
    ) as RefusalWords,
  };
}
