import { createHash } from 'node:crypto';
import { Fact } from '../contract/facts.ts';
import { Refusal } from '../contract/refusal.ts';

/** Start of every chain. The version is in it: another layout is another chain, and reads as damaged. */
export const FIRST_LINK = createHash('sha256').update('latchkey journal 1').digest('hex');

/** What a journal file holds. */
export interface FactLines {
  /** Oldest first. */
  readonly facts: readonly Fact[];
  /** Bytes that are whole. What lies behind them is a torn line, to be cut off before the next one is written. */
  readonly wholeBytes: number;
  /** Link of the last whole line. */
  readonly lastLink: string;
}

/**
 * One fact as a line: length of the JSON in bytes, link, JSON, newline. The link is SHA-256 over the link before and the JSON,
 * in hex: a line that was changed, dropped, repeated or moved breaks every link after it. It guards against broken disks and
 * clumsy hands; somebody who can write the file can also compute links.
 */
export function writeFactLine(
  fact: Fact,
  lastLink: string,
): { readonly line: Buffer; readonly link: string } {
  const json = Buffer.from(JSON.stringify(fact));
  const link = nextLink(lastLink, json);
  return { line: Buffer.concat([Buffer.from(`${json.length} ${link} `), json, Buffer.from('\n')]), link };
}

/**
 * Reads a whole journal. A line that a power cut tore (the last one, shorter than it says, or filled with zeros) is left out:
 * nobody was told that it had happened. Anything else that does not fit is damage.
 *
 * @throws Refusal journal_damaged with the number of the line
 */
export function readFactLines(content: Buffer): FactLines {
  const facts: Fact[] = [];
  let wholeBytes = 0;
  let lastLink = FIRST_LINK;
  while (wholeBytes < content.length) {
    const end = content.indexOf('\n', wholeBytes);
    const rest = content.subarray(wholeBytes);
    if (end === -1 ? isTorn(rest) : end === content.length - 1 && isZeroed(rest)) break;
    const line = end === -1 ? null : readLine(content.subarray(wholeBytes, end), lastLink);
    if (line === null) {
      throw new Refusal('journal_damaged', { detail: `Line ${facts.length + 1} of the journal is damaged.` });
    }
    facts.push(line.fact);
    lastLink = line.link;
    wholeBytes = end + 1;
  }
  return { facts, wholeBytes, lastLink };
}

const LINE = /^([1-9][0-9]{0,6}) ([0-9a-f]{64}) /;

function readLine(line: Buffer, lastLink: string): { readonly fact: Fact; readonly link: string } | null {
  const [head, length, link] = LINE.exec(line.toString('latin1')) ?? [];
  if (head === undefined || link === undefined) return null;
  const json = line.subarray(head.length);
  if (json.length !== Number(length) || nextLink(lastLink, json) !== link) return null;
  const fact = Fact.safeParse(parse(json));
  return fact.success ? { fact: fact.data, link } : null;
}

/**
 * Is the end of the file, which has no newline, what a power cut leaves behind? Such an end stops before its line does. One
 * that has all its bytes and more is a whole line whose newline was changed: that is damage, and a fact would be lost.
 */
function isTorn(end: Buffer): boolean {
  if (isZeroed(end)) return true;
  const text = end.toString('latin1');
  const [head, length] = LINE.exec(text) ?? [];
  if (head === undefined) return /^[0-9]{0,7}( [0-9a-f]{0,64})?$/.test(text);
  return end.length <= head.length + Number(length);
}

/**
 * File systems that write the new length before the data leave zeros after a power cut. JSON never holds a NUL, and a single
 * one can be a flipped bit, so it takes two in a row.
 */
function isZeroed(end: Buffer): boolean {
  return end.includes('\0\0', 0, 'latin1');
}

function nextLink(lastLink: string, json: Uint8Array): string {
  return createHash('sha256').update(lastLink).update(json).digest('hex');
}

function parse(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    return null;
  }
}
