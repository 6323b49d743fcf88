import { randomUUID } from 'node:crypto';
import type { Command } from './contract/commands.ts';
import type { Fact } from './contract/facts.ts';
import { asRefusal, type RefusalNotice } from './contract/refusal.ts';
import type { ReportPanel } from './contract/report-panel.ts';
import type { CheckState, NetworkCheck, View } from './contract/view.ts';
import type { Profile } from './contract/wire/provisioning.ts';
import type { Moment, Report } from './contract/wire/report.ts';
import { aboutThis } from './diagnostics/about.ts';
import { collectReport } from './diagnostics/collect.ts';
import { sealReport } from './diagnostics/seal.ts';
import type { Examined } from './diagnostics/sources.ts';
import { readPublicSupportKey } from './diagnostics/support-key.ts';
import { Timeline } from './diagnostics/timeline.ts';
import type { Flow } from './provisioning/flow.ts';
import type { ClockPort } from './provisioning/ports.ts';

export interface ReportsOptions {
  readonly host: View['host']['name'];
  readonly flow: () => Flow;
  readonly facts: () => Promise<readonly Fact[]>;
  readonly clock: ClockPort;
  readonly skewSeconds: () => number | null;
  readonly profile: () => Profile | null;
  /** Looks at the machine. Never refuses. */
  readonly examine: () => Promise<Examined>;
  /** @throws Refusal */
  readonly send: (report: Report) => Promise<void>;
  readonly log: (line: string) => void;
}

/** A square that is shown for hours is made anew this often, so that it is never too old to be read. Seconds. */
const SQUARE_LIFE = 3600;

/** Reports of this laptop, put together: the square on screen, the preview, and the sending of just what was shown. */
export class Reports {
  readonly #options: ReportsOptions;
  readonly #timeline = new Timeline();
  #checks: Readonly<Partial<Record<NetworkCheck, CheckState>>> = {};
  #panel: ReportPanel | null = null;
  /** The look at the machine that is under way. */
  #looking: symbol | null = null;
  /** What the square on screen was made for; '' where there is none. */
  #sealedFor = '';

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  /** Each new view, as it is shown. */
  shown(view: View): void {
    const now = this.#options.clock.now();
    this.#timeline.shown(view, now);
    if (view.screen.kind === 'network') this.#checks = view.screen.checks;
    const sealFor = this.#squareFor(view, now);
    if (sealFor === this.#sealedFor) return;
    this.#sealedFor = sealFor;
    void this.#seal(sealFor);
  }

  refused(refusal: RefusalNotice): void {
    this.#timeline.refused(refusal, this.#options.clock.now());
  }

  /** Newest first. */
  moments(): readonly Moment[] {
    return this.#timeline.moments().toReversed();
  }

  /** Takes a command about reports; others are none of its business. */
  take({ type }: Command): void {
    if (type === 'openReport') void this.#open();
    if (type === 'closeReport') this.#close();
    if (type === 'sendReport') void this.#send();
  }

  /** One square for one refusal and hour; '' where nothing was refused or nobody could read it. */
  #squareFor({ helpCode, screen }: View, now: number): string {
    const key = this.#options.profile()?.supportPublicKey;
    if (helpCode === undefined || key === undefined) return '';
    const request = 'refusal' in screen ? (screen.refusal?.requestId ?? '') : '';
    return [helpCode, screen.kind, request, Math.floor(now / SQUARE_LIFE)].join(' ');
  }

  async #seal(sealFor: string): Promise<void> {
    // Never in the middle of a view being shown.
    await Promise.resolve();
    const { flow, profile, log } = this.#options;
    try {
      const key = sealFor === '' ? null : await readPublicSupportKey(profile()?.supportPublicKey);
      const text = key && (await sealReport(await this.#collect(null), key));
      // Meanwhile something else may have been refused.
      if (sealFor === this.#sealedFor) flow().showSealedReport(text);
    } catch (thrown) {
      // The plain square is still there: it holds the code and the names of the laptop.
      log(JSON.stringify({ refused: asRefusal(thrown) }));
      if (sealFor === this.#sealedFor) flow().showSealedReport(null);
    }
  }

  async #collect(examined: Examined | null): Promise<Report> {
    const { host, flow, facts, clock, skewSeconds } = this.#options;
    return collectReport({
      id: randomUUID(),
      now: clock.now(),
      about: aboutThis(host),
      view: flow().view(),
      facts: await facts(),
      timeline: this.#timeline.moments(),
      checks: this.#checks,
      skewSeconds: skewSeconds(),
      examined,
    });
  }

  /** Pressed twice it is one look: it starts programs of the system. */
  async #open(): Promise<void> {
    if (this.#looking !== null || this.#panel !== null) return;
    const look = Symbol('look');
    this.#looking = look;
    try {
      const report = await this.#collect(await this.#options.examine());
      const joined = report.run?.deviceId !== undefined;
      // Closed meanwhile: it stays closed.
      if (this.#looking === look) this.#show({ report, sending: joined ? 'open' : 'closed' });
    } catch (thrown) {
      this.#options.log(JSON.stringify({ refused: asRefusal(thrown) }));
    } finally {
      if (this.#looking === look) this.#looking = null;
    }
  }

  #close(): void {
    this.#looking = null;
    this.#show(null);
  }

  /** What goes is what was shown: the same object, and once. */
  async #send(): Promise<void> {
    const panel = this.#panel;
    if (panel?.sending !== 'open') return;
    const { report } = panel;
    const underWay: ReportPanel = { report, sending: 'under-way' };
    this.#show(underWay);
    const after = await this.#options.send(report).then(
      (): ReportPanel => ({ report, sending: 'sent' }),
      (thrown): ReportPanel => ({ report, sending: 'open', refusal: asRefusal(thrown).toJSON() }),
    );
    // Closed meanwhile: it stays closed.
    if (this.#panel === underWay) this.#show(after);
  }

  #show(panel: ReportPanel | null): void {
    this.#panel = panel;
    this.#options.flow().showReport(panel);
  }
}
