import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { TechnicianEvent } from '../contract/wire/technician.ts';
import { appendToFile, makeFolder, readWholeFile } from '../vault/durable-file.ts';

export const RECORDS_FILE = 'technician-events.jsonl';

/** A set-up that a technician has ended; told to the directory as the run's event `abandoned`. */
export const Abandonment = z.strictObject({
  id: z.uuid(),
  /** `null` where the run had not begun: there is nothing to drop in the directory. */
  runId: z.nullable(z.uuid()),
  deviceName: z.string(),
  at: z.number(),
});
export type Abandonment = z.infer<typeof Abandonment>;

const Entry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), event: TechnicianEvent }),
  z.strictObject({ kind: z.literal('abandoned'), abandonment: Abandonment }),
  /** The directory has it, or will never take it. */
  z.strictObject({ kind: z.literal('told'), id: z.uuid() }),
]);
type Entry = z.infer<typeof Entry>;

export interface Records {
  /** Oldest first. */
  readonly events: readonly TechnicianEvent[];
  readonly abandonments: readonly Abandonment[];
  readonly told: ReadonlySet<string>;
}

/**
 * What happened at the technician panel, kept until the directory knows. A line is the first 16 hex digits of SHA-256 over its
 * JSON, a space, the JSON. A line that does not fit (torn by a power cut, or damaged) counts for nothing, and the others do:
 * these are reports, and no state of the run hangs on them.
 */
export async function readRecords(stateDir: string): Promise<Records> {
  const content = (await readWholeFile(join(stateDir, RECORDS_FILE)))?.toString() ?? '';
  const entries = content.split('\n').flatMap(readLine);
  return {
    events: entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : [])),
    abandonments: entries.flatMap((entry) => (entry.kind === 'abandoned' ? [entry.abandonment] : [])),
    told: new Set(entries.flatMap((entry) => (entry.kind === 'told' ? [entry.id] : []))),
  };
}

/** Resolves when the entries would survive a power cut. @throws Refusal state_unwritable */
export async function appendRecords(stateDir: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await makeFolder(stateDir);
  // The first newline ends a line that a power cut has torn.
  const text = entries.map((entry) => `\n${writeLine(entry)}`).join('');
  await appendToFile(join(stateDir, RECORDS_FILE), `${text}\n`);
}

function writeLine(entry: Entry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}`;
}

function readLine(line: string): Entry[] {
  const json = line.slice(17);
  if (line[16] !== ' ' || checksum(json) !== line.slice(0, 16)) return [];
  const entry = Entry.safeParse(JSON.parse(json));
  return entry.success ? [entry.data] : [];
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}
