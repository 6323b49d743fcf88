import type { WriteStream } from 'node:tty';
import type { Words } from './text/words.ts';

/** How a sentence is meant; what it looks like is the paper's business. */
export type Tone = 'plain' | 'heading' | 'good' | 'bad' | 'quiet' | 'command';

/** Select Graphic Rendition (ECMA-48, 8.3.117): the eight colours that every palette has, so that light and dark both work. */
const SGR: Readonly<Record<Exclude<Tone, 'plain' | 'command'>, string>> = {
  heading: '1',
  good: '32',
  bad: '31',
  quiet: '2',
};

/** Where sentences go. */
export interface Paper {
  say(sentence: string, tone?: Tone): void;
}

export interface PaperOptions {
  /** `--no-color` was given. */
  readonly plain: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly direction: Words['direction'];
}

/** Narrower than this no sentence can be read; wider, nobody finds the next line. */
const NARROWEST = 20;
const WIDEST = 100;

/** RIGHT-TO-LEFT MARK: a line that begins with a Latin name is still a line of an Arabic text. */
const RLM = '\u200F';

/**
 * Colours only on a terminal that has them: not for NO_COLOR (https://no-color.org: set and not empty), TERM=dumb, --no-color
 * or a file.
 */
export function hasColours(
  output: Pick<WriteStream, 'isTTY'>,
  { plain, environment }: PaperOptions,
): boolean {
  return output.isTTY === true && !plain && !environment.NO_COLOR && environment.TERM !== 'dumb';
}

/**
 * Sentences for people. On a terminal they are wrapped between words to its width as it is now; into a file or a pipe each goes as
 * one line, because whoever reads it there wraps or searches for themselves.
 */
export function createPaper(output: WriteStream, options: PaperOptions): Paper {
  const colours = hasColours(output, options);
  return {
    say(sentence, tone = 'plain') {
      // Whoever copies a command wants no line ends in it, and no mark that nobody can see.
      if (tone === 'command') {
        output.write(`${sentence}\n`);
        return;
      }
      const width = output.isTTY ? Math.min(WIDEST, Math.max(NARROWEST, output.columns ?? 80)) : null;
      const lines = sentence.split('\n').flatMap((line) => (width === null ? [line] : wrap(line, width)));
      const mark = options.direction === 'rtl' ? RLM : '';
      for (const line of lines) {
        const marked = line === '' ? '' : `${mark}${line}`;
        output.write(
          `${colours && tone !== 'plain' && line !== '' ? `\u001b[${SGR[tone]}m${marked}\u001b[0m` : marked}\n`,
        );
      }
    },
  };
}

/** Between words, and a line that was set in stays set in. A word that is longer than a line keeps to itself. Pure. */
export function wrap(line: string, width: number): string[] {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/ +/)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && indent.length + columnsOf(longer) > width) {
      lines.push(indent + current);
      current = word;
    } else current = longer;
  }
  return [...lines, indent + current];
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Marks of direction take no room, nor do signs above and below a letter. East Asian letters and emoji take two columns (UAX #11). */
export function columnsOf(text: string): number {
  const seen = text.replace(/\p{Cf}/gu, '');
  return [...graphemes.segment(seen)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}

const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;
