import { createECDH } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../../electron/contract/commands.ts';
import type { Refusal } from '../../../electron/contract/refusal.ts';
import { Secret } from '../../../electron/contract/secret.ts';
import type { TechnicianAction } from '../../../electron/contract/technician/actions.ts';
import { type Challenge, readChallengeText } from '../../../electron/contract/technician/challenge.ts';
import type { TechnicianPanel } from '../../../electron/contract/technician/panel.ts';
import { codeForTechnician } from '../../../electron/technician/derive.ts';
import { TechnicianDesk } from '../../../electron/technician/desk.ts';
import { technicianKey } from '../../../electron/technician/public-key.ts';
import { TriesCounter } from '../../../electron/technician/tries-counter.ts';

/** Technicians with a key of their own. */
export function hireTechnicians() {
  const pair = createECDH('prime256v1');
  const whole = pair.generateKeys();
  const x = whole.subarray(1, 33).toString('base64url');
  const y = whole.subarray(33).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  return {
    jwk,
    key: technicianKey(jwk),
    answer: (challenge: Challenge) => codeForTechnician(pair.getPrivateKey(), challenge),
  };
}

/** Time as the test lets it go by. `wall` is what anybody at the machine can set. */
export interface Times {
  steady: number;
  wall: number;
  directory: number | null;
}

/** One life of the agent on a state folder: what a reboot leaves behind is the folder. */
export class Life {
  readonly panels: (TechnicianPanel | null)[] = [];
  readonly opened: TechnicianAction[] = [];
  readonly desk: TechnicianDesk;
  readonly counter: TriesCounter;
  readonly stateDir: string;
  actions: readonly TechnicianAction[] = ['diagnostics', 'restartStep', 'powerOff', 'abandon'];

  constructor(stateDir: string, times: Times, key: ReturnType<typeof hireTechnicians>['key'] | Refusal) {
    this.stateDir = stateDir;
    this.counter = new TriesCounter(stateDir, {
      steady: () => times.steady,
      directory: () => times.directory,
      after: () => () => {},
    });
    this.desk = new TechnicianDesk({
      stateDir,
      key,
      tries: this.counter,
      clock: { steady: () => times.steady, now: () => times.wall },
      serialNumber: async () => '5CG1284RT0',
      actions: () => this.actions,
      show: (panel) => this.panels.push(panel),
      open: async (action) => {
        this.opened.push(action);
        return null;
      },
    });
  }

  static async folder(): Promise<string> {
    return mkdtemp(join(tmpdir(), 'latchkey-technician-'));
  }

  get panel(): TechnicianPanel | null {
    return this.panels.at(-1) ?? null;
  }

  async send(command: Command): Promise<TechnicianPanel | null> {
    this.desk.take(command);
    await this.desk.settled();
    return this.panel;
  }

  open(): Promise<TechnicianPanel | null> {
    return this.send({ type: 'openTechnician' });
  }

  /** Opens the panel, asks, and gives what a technician would scan. */
  async ask(action: TechnicianAction = 'diagnostics'): Promise<Challenge> {
    await this.open();
    const panel = await this.send({ type: 'askTechnician', action, reason: 'stuck' });
    const read = panel?.phase === 'answer' ? readChallengeText(panel.scan) : null;
    if (!read?.ok) throw new TypeError('no challenge is shown');
    return read.challenge;
  }

  async type(code: string): Promise<string> {
    await this.send({ type: 'submitTechnicianCode', code: new Secret(code) });
    const { panel } = this;
    return panel === null ? 'opened' : 'refusal' in panel && panel.refusal ? panel.refusal.slug : panel.phase;
  }
}
