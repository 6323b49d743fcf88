import { isSlug, refusalRow, type Slug } from '../../../electron/contract/refusals.ts';
import type { Run } from '../client/shapes.ts';

/** Minutes without a word after which a run counts as silent: nothing on a laptop waits that long without an event. */
const SILENT_AFTER = 15 * 60_000;

export interface RunState {
  readonly kind: 'running' | 'stopped' | 'silent' | 'done';
  readonly step: string;
  readonly refusal: Slug | undefined;
  readonly helpCode: string | undefined;
  /** Since when, milliseconds. */
  readonly since: number;
}

function textOf(event: Run['lastEvent'], name: string): string | undefined {
  const value = event?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** Where a run stands, by the last thing that it reported. */
export function runState(run: Run, now: number): RunState {
  const since = Date.parse(run.lastEventDateTime ?? run.createdDateTime);
  const type = textOf(run.lastEvent, 'type') ?? 'started';
  const slug = textOf(run.lastEvent, 'slug');
  const refusal = isSlug(slug) ? slug : undefined;
  const helpCode = refusal === undefined ? undefined : refusalRow(refusal).helpCode;
  const step = textOf(run.lastEvent, 'step') ?? type;
  const about = { step, refusal, helpCode, since };
  if (type === 'released' || run.provisionedDateTime !== null) return { kind: 'done', ...about };
  if (type === 'abandoned' || type === 'refused') return { kind: 'stopped', ...about };
  return { kind: now - since > SILENT_AFTER ? 'silent' : 'running', ...about };
}
