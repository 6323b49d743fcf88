import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';
import { Moment, type Report, SCREEN_KINDS, SHAPES } from '../contract/wire/report.ts';

/** As much of a report as a square holds: what a technician asks first. */
export interface ShortReport {
  /** First eight digits of the report's id: tells two squares apart. */
  readonly id: string;
  readonly createdDateTime: string;
  readonly helpCode?: string;
  readonly requestId?: string;
  readonly serialNumber?: string;
  readonly deviceName?: string;
  readonly account?: string;
  readonly step: string;
  readonly screen: string;
  readonly connection: string;
  readonly skewSeconds?: number;
  readonly runId?: string;
  /** `0.1.0 linux 6.1.0-28-amd64`. */
  readonly versions: string;
  /** Newest first: seconds before the report, and the screen or the help code. */
  readonly before: readonly { readonly seconds: number; readonly what: string }[];
}

/** A report cut down to what fits a square. Pure. */
export function shorten(report: Report): ShortReport {
  const { device, standing, network, machine, run, account } = report;
  const created = Date.parse(report.createdDateTime);
  const { refusal } = standing;
  return {
    id: report.id.slice(0, 8),
    createdDateTime: new Date(Math.floor(created / 1000) * 1000).toISOString(),
    ...(refusal && { helpCode: refusal.helpCode }),
    ...(refusal?.requestId && { requestId: refusal.requestId }),
    ...(device.serialNumber && { serialNumber: device.serialNumber }),
    ...(device.name && { deviceName: device.name }),
    ...(account && { account }),
    step: standing.step,
    screen: standing.screen,
    connection: network.connection,
    ...(network.skewSeconds !== undefined && { skewSeconds: network.skewSeconds }),
    ...(run && { runId: run.id }),
    versions: [machine.latchkey, machine.platform, machine.release].filter(Boolean).join(' '),
    before: report.timeline.toReversed().map(({ at, what, screen, helpCode }) => ({
      seconds: Math.max(0, Math.round((created - Date.parse(at)) / 1000)),
      what: what === 'refused' ? (helpCode ?? '') : screen,
    })),
  };
}

const { step: Step } = Moment.shape;
const optional = <Schema extends z.core.$ZodType>(schema: Schema) => z.union([schema, z.literal(0)]);
const hex = (digits: number) => z.string().check(z.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const packedId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
const label = z.string().check(z.regex(SHAPES.label));
const CONNECTIONS = ['unknown', 'connected', 'offline'] as const;

/** A short report without names of members: every letter makes the square finer. 0 stands for what is not known. */
const Packed = z.tuple([
  z.literal(1),
  hex(8),
  z.int().check(z.minimum(0), z.maximum(4_000_000_000)),
  optional(z.string().check(z.regex(/^\d{4}$/))),
  optional(packedId),
  optional(label),
  optional(label),
  optional(z.string().check(z.regex(SHAPES.masked))),
  Step,
  z.enum(SCREEN_KINDS),
  z.enum(CONNECTIONS),
  z.nullable(z.int()),
  optional(packedId),
  z.string().check(z.regex(/^[0-9A-Za-z.+_ -]{1,80}$/)),
  z
    .array(
      z.tuple([
        z.int().check(z.minimum(0)),
        z.union([z.enum(SCREEN_KINDS), z.string().check(z.regex(/^\d{4}$/))]),
      ]),
    )
    .check(z.maxLength(100)),
]);

const packId = (id: string | undefined): string | 0 =>
  id === undefined ? 0 : Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

function unpackId(packed: string | 0): string | undefined {
  const digits = packed === 0 ? '' : Buffer.from(packed, 'base64url').toString('hex');
  return /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(digits)?.slice(1).join('-');
}

const digitsOf = (helpCode: string): string => helpCode.replace('LK-', '');

/** As text, with the newest `moments` of what was before. Pure. */
export function pack(short: ShortReport, moments: number): string {
  const packed: z.infer<typeof Packed> = [
    1,
    short.id,
    Math.floor(Date.parse(short.createdDateTime) / 1000),
    short.helpCode ? digitsOf(short.helpCode) : 0,
    packId(short.requestId),
    short.serialNumber ?? 0,
    short.deviceName ?? 0,
    short.account ?? 0,
    short.step as z.infer<typeof Step>,
    short.screen as (typeof SCREEN_KINDS)[number],
    short.connection as (typeof CONNECTIONS)[number],
    short.skewSeconds ?? null,
    packId(short.runId),
    short.versions,
    short.before.slice(0, moments).map(({ seconds, what }) => [seconds, digitsOf(what)]),
  ];
  return JSON.stringify(packed);
}

/** What `pack` has made. @throws Refusal report_unreadable */
export function unpack(text: string): ShortReport {
  const parsed = Packed.safeParse(jsonOrNull(text));
  if (!parsed.success) throw new Refusal('report_unreadable');
  const [
    ,
    id,
    at,
    code,
    request,
    serial,
    name,
    account,
    step,
    screen,
    connection,
    skew,
    run,
    versions,
    before,
  ] = parsed.data;
  const [requestId, runId] = [unpackId(request), unpackId(run)];
  return {
    id,
    createdDateTime: new Date(at * 1000).toISOString(),
    ...(code !== 0 && { helpCode: `LK-${code}` }),
    ...(requestId && { requestId }),
    ...(serial !== 0 && { serialNumber: serial }),
    ...(name !== 0 && { deviceName: name }),
    ...(account !== 0 && { account }),
    step,
    screen,
    connection,
    ...(skew !== null && { skewSeconds: skew }),
    ...(runId && { runId }),
    versions,
    before: before.map(([seconds, what]) => ({ seconds, what: /^\d{4}$/.test(what) ? `LK-${what}` : what })),
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
