import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Refusal } from '../contract/refusal.ts';

/** Bytes. Five hundred laptops are a hundred thousand. */
const LARGEST_ANSWERS = 4 * 1024 * 1024;
const LARGEST_SECRET = 4096;

const OTHERS_WRITE = 0o022;
const OTHERS_ANYTHING = 0o077;

/**
 * The text of an answers file. It names no secret, so others may read it; but who can write it says whose laptop this becomes.
 * @throws Refusal answers_unsafe, answers_invalid
 */
export function readAnswersText(path: string): Promise<string> {
  return readSafely(path, LARGEST_ANSWERS, OTHERS_WRITE, 'can be written by its group or by others');
}

/**
 * The text of a file with a pass or a PIN in it, without white space at its end.
 * @throws Refusal answers_unsafe where somebody else can read it, answers_invalid where it cannot be read
 */
export async function readSecretFile(path: string): Promise<string> {
  const text = await readSafely(
    path,
    LARGEST_SECRET,
    OTHERS_ANYTHING,
    'can be read by its group or by others',
  );
  return text.trim();
}

async function readSafely(
  path: string,
  largest: number,
  forbidden: number,
  sentence: string,
): Promise<string> {
  const file = await openWithoutLink(path);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw invalid(`${path} is no file.`);
    requireOwn(path, stats, forbidden, sentence);
    if (stats.size > largest) throw invalid(`${path} is larger than ${largest} bytes.`);
    return decode(path, await file.readFile());
  } finally {
    await file.close();
  }
}

/** Judged once it is open, so that nobody puts another one in its place meanwhile. A FIFO must not hold the start up. */
async function openWithoutLink(path: string): Promise<FileHandle> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  try {
    return await open(path, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') throw new Refusal('answers_unsafe', { detail: `${path} is a link.` }, error);
    if (code === 'ENOENT') throw invalid(`${path} is not there.`);
    throw new Refusal('answers_invalid', { detail: `${path} cannot be read.` }, error);
  }
}

/** Windows has no such bits: there the folder's own rights are what guards it, as its documentation says. */
function requireOwn(path: string, { uid, mode }: Stats, forbidden: number, sentence: string): void {
  const own = process.getuid?.();
  if (own === undefined) return;
  if (uid !== own && uid !== 0) {
    throw new Refusal('answers_unsafe', { detail: `${path} belongs to another account.` });
  }
  if ((mode & forbidden) !== 0) throw new Refusal('answers_unsafe', { detail: `${path} ${sentence}.` });
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Refusal('answers_invalid', { detail: `${path} is no text in UTF-8.` }, error);
  }
}

const invalid = (detail: string): Refusal => new Refusal('answers_invalid', { detail });
