import { randomUUID } from 'node:crypto';
import type { Command } from './contract/commands.ts';
import { asRefusal, Refusal } from './contract/refusal.ts';
import type { TechnicianAction } from './contract/technician/actions.ts';
import type { DiagnosticLine, TechnicianPanel } from './contract/technician/panel.ts';
import type { View } from './contract/view.ts';
import type { Moment } from './contract/wire/report.ts';
import type { Device } from './device/device.ts';
import type { DirectoryPorts } from './directory/connect.ts';
import { probeLockdown } from './lockdown/probe.ts';
import type { Flow } from './provisioning/flow.ts';
import type { ClockPort, TechnicianPort } from './provisioning/ports.ts';
import type { Standing } from './provisioning/standing.ts';
import { TechnicianDesk } from './technician/desk.ts';
import { Messenger } from './technician/messenger.ts';
import { readTechnicianKey, type TechnicianKey, type TechnicianKeySource } from './technician/public-key.ts';
import { appendRecords, readRecords } from './technician/records.ts';
import { TriesCounter } from './technician/tries-counter.ts';

export interface TechniciansOptions {
  readonly stateDir: string;
  /** The technicians' public key as machine policy has it, or a file with it; `null`: neither. */
  readonly key: TechnicianKeySource | null;
  readonly device: Device;
  readonly directory: DirectoryPorts;
  readonly clock: ClockPort;
  /** URL of the directory, for the diagnostics. */
  readonly directoryUrl: string;
  readonly flow: () => Flow;
  readonly standing: () => Promise<Standing>;
  /** What happened on the way, newest first. */
  readonly timeline: () => readonly Moment[];
  /** Turns the machine off, or does what the host does instead. */
  readonly powerOff: () => Promise<void>;
  readonly log: (line: string) => void;
}

/** The technician's way out, put together. */
export interface Technicians extends TechnicianPort {
  /** Takes a command of the panel; others are none of its business. */
  take(command: Command): void;
  /** The directory was reached: its time is known, and it can be told what is queued. @throws Refusal */
  onReached(): Promise<void>;
  close(): void;
}

/** Steady seconds: `performance.now()` starts with the process, and nobody can set it. */
const steady = () => performance.now() / 1000;

/** Puts the desk together. Never refuses: a set-up without a way out is better than none, and the panel says why. */
export async function createTechnicians(options: TechniciansOptions): Promise<Technicians> {
  const { stateDir, device, directory, clock, flow } = options;
  const key = await keyOrWhyNot(options);
  let seen: { readonly directory: number; readonly steady: number } | null = null;
  const tries = new TriesCounter(stateDir, {
    steady,
    directory: () => seen && seen.directory + steady() - seen.steady,
    after: (seconds, callback) => clock.after(seconds, callback),
  });
  const serialNumber = async () => (await device.prepare()).serialNumber;
  const messenger = new Messenger({
    stateDir,
    serialNumber,
    sendEvents: (serial, events) => directory.technicianReport.send(serial, events),
    sendRunEvents: (runId, name, events) => directory.report.send(runId, name, events),
  });
  const desk = new TechnicianDesk({
    stateDir,
    key,
    tries,
    clock: { steady, now: () => clock.now() },
    serialNumber,
    actions: () => flow().interventions(),
    show: (panel) => flow().showTechnician(panel),
    open: (action) => open(action, options, messenger),
  });
  return {
    take: (command) => desk.take(command),
    tellDirectory: () => messenger.tellDirectory(),
    async onReached() {
      seen = { directory: clock.now(), steady: steady() };
      await messenger.tellAbandonments();
      // Reports only: nothing waits for them.
      void messenger.tellDirectory();
    },
    close: () => tries.close(),
  };
}

async function keyOrWhyNot({ key, log }: TechniciansOptions): Promise<TechnicianKey | Refusal> {
  try {
    return (await readTechnicianKey(key)) ?? new Refusal('technician_no_key');
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    log(JSON.stringify({ refused: refusal }));
    return refusal;
  }
}

/** The run that a technician has ended last; `null`: none. */
export async function abandonedRun(stateDir: string): Promise<string | null> {
  const { abandonments } = await readRecords(stateDir);
  return abandonments.at(-1)?.runId ?? null;
}

/** Does what a code has opened; resolves with what the panel shows then. */
async function open(
  action: TechnicianAction,
  options: TechniciansOptions,
  messenger: Messenger,
): Promise<TechnicianPanel | null> {
  switch (action) {
    case 'diagnostics':
      void messenger.tellDirectory();
      return diagnose(options);
    case 'retry':
    case 'restartStep':
      options.flow().intervene(action);
      void messenger.tellDirectory();
      return null;
    case 'powerOff':
      return turnOff(options, messenger);
    case 'abandon':
      await recordAbandonment(options);
      options.flow().intervene('abandon');
      return null;
  }
}

/** On the disk before anything is told: after a power cut the directory still learns of it, and a new run begins. */
async function recordAbandonment({ stateDir, standing, clock }: TechniciansOptions): Promise<void> {
  const { started } = await standing();
  const abandonment = {
    id: randomUUID(),
    runId: started?.runId ?? null,
    deviceName: started?.deviceName ?? '',
    at: clock.now(),
  };
  await appendRecords(stateDir, [{ kind: 'abandoned', abandonment }]);
}

async function turnOff({ powerOff }: TechniciansOptions, messenger: Messenger): Promise<TechnicianPanel> {
  // A directory that does not answer must not keep the machine on.
  await Promise.race([messenger.tellDirectory(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
  try {
    await powerOff();
    return { phase: 'poweringOff' };
  } catch (thrown) {
    return { phase: 'poweringOff', refusal: asRefusal(thrown).toJSON() };
  }
}

async function diagnose({
  flow,
  directoryUrl,
  standing,
  stateDir,
  timeline,
}: TechniciansOptions): Promise<TechnicianPanel> {
  const [lockdown, { events }, { started }] = await Promise.all([
    probeLockdown(),
    readRecords(stateDir),
    standing(),
  ]);
  return {
    phase: 'diagnostics',
    lines: linesOf(flow().view(), directoryUrl, started?.runId),
    lockdown,
    timeline: timeline(),
    events: events
      .slice(-10)
      .reverse()
      .map(({ occurredDateTime: at, type, action }) => ({ at, type, action })),
  };
}

function linesOf(view: View, directoryUrl: string, runId: string | undefined): DiagnosticLine[] {
  const { step, connection, helpCode, device, screen } = view;
  const skew = 'skewSeconds' in screen && screen.skewSeconds !== undefined ? `${screen.skewSeconds} s` : null;
  const refusal = 'refusal' in screen ? screen.refusal : undefined;
  return [
    { name: 'step', value: `${step} (${screen.kind})` },
    { name: 'connection', value: connection },
    { name: 'directory', value: directoryUrl },
    ...(skew === null ? [] : [{ name: 'clock', value: skew } as const]),
    ...(helpCode
      ? [{ name: 'refusal', value: [helpCode, refusal?.slug].filter(Boolean).join(' ') } as const]
      : []),
    { name: 'run', value: runId ?? '-' },
    { name: 'device', value: [device.name, device.serialNumber].filter(Boolean).join(' ') || '-' },
  ];
}
