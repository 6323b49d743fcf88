import type { Command } from '../contract/commands.ts';
import type { WifiOffer, WifiPanel } from '../contract/connection.ts';
import { paceAfter, SLOW_AFTER, STALLED_AFTER } from '../contract/pace.ts';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import type { ReportPanel } from '../contract/report-panel.ts';
import type { TechnicianAction } from '../contract/technician/actions.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type { BridgeAnswer, Ceremony, Preferences, View } from '../contract/view.ts';
import { draftOf } from './draft.ts';
import { enterNetwork } from './enter.ts';
import type { Event } from './event.ts';
import { interventionsAt } from './interventions.ts';
import type { Ports } from './ports.ts';
import { present } from './present.ts';
import { reduce } from './reduce.ts';
import { resume } from './resume.ts';
import { Retries } from './retries.ts';
import { initialState, type State, type Transition, type Wishes, type Work } from './state.ts';

export interface Flow {
  /** Takes one command. Answers at once; what follows arrives as views. */
  dispatch(command: Command): BridgeAnswer;
  view(): View;
  /** Calls back with each new view; gives back the way to stop. */
  onView(listener: (view: View) => void): () => void;
  /** A WebAuthn ceremony that the renderer has to run; `null` when it is over. */
  showCeremony(ceremony: Ceremony | null): void;
  /** What the technician panel shows now; `null`: it is closed. */
  showTechnician(panel: TechnicianPanel | null): void;
  /** What the report panel shows now; `null`: it is closed. */
  showReport(panel: ReportPanel | null): void;
  /** The refusal on screen, encrypted to the company's support; `null`: nothing is. */
  showSealedReport(text: string | null): void;
  /** Whether a Wi-Fi network can be chosen, and what the screen for that shows; `null`: it is shut. */
  offerWifi(offer: WifiOffer): void;
  showWifi(panel: WifiPanel | null): void;
  /** What a technician's code may open at the present stage. */
  interventions(): readonly TechnicianAction[];
  /** Does what a technician's code has opened; `false` where the present stage does not take it. */
  intervene(action: TechnicianAction): boolean;
  /** Gives up what is under way. Nothing is lost: the facts are in the journal. */
  close(): void;
}

export interface FlowOptions {
  readonly ports: Ports;
  readonly host: View['host'];
  readonly preferences: Preferences;
  readonly wishes?: Wishes;
  /** Somebody watches the screen: what a bad network stops is done again by itself. A script is told at once. */
  readonly patient?: boolean;
  /** Told of every refusal, for the log. Holds no secret. */
  readonly onRefusal?: (refusal: Refusal) => void;
}

/** Reads the journal and starts the flow where it stands. Refuses with what the journal refuses with. */
export async function startFlow(options: FlowOptions): Promise<Flow> {
  const facts = await options.ports.journal.read();
  const draft = (await options.ports.draft?.read()) ?? null;
  const flow = new RunningFlow(options, initialState(facts, options.preferences, options.wishes, draft));
  // A run that has begun goes on by itself: after a power cut nobody should have to press anything.
  const begun = resume(facts).step !== 'welcome' || (draft !== null && draft.at !== 'welcome');
  if (begun) flow.continueRun();
  return flow;
}

/** The loop around the reducer: one piece of work at a time, its result back in as an event. */
class RunningFlow implements Flow {
  readonly #options: FlowOptions;
  readonly #listeners = new Set<(view: View) => void>();
  readonly #retries: Retries;
  #state: State;
  #revision = 0;
  #task = 0;
  #closed = false;
  #cancelWait: (() => void) | null = null;
  #cancelPace: (() => void) | null = null;
  #drafted = '';

  constructor(options: FlowOptions, state: State) {
    this.#options = options;
    this.#state = state;
    this.#retries = new Retries({
      ports: options.ports,
      patient: options.patient ?? false,
      onRefusal: (refusal) => options.onRefusal?.(refusal),
      state: () => this.#state,
      receive: (event) => this.#receive(event),
      apply: (transition) => this.#apply(transition),
    });
  }

  continueRun(): void {
    this.#apply(enterNetwork(this.#state));
  }

  dispatch(command: Command): BridgeAnswer {
    const accepted = this.#receive({ type: 'command', command, at: this.#now() });
    return accepted ? { ok: true } : { ok: false, refusal: new Refusal('command_not_allowed').toJSON() };
  }

  view(): View {
    return present(this.#state, this.#options.host, this.#revision);
  }

  onView(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  showCeremony(ceremony: Ceremony | null): void {
    this.#receive({ type: 'ceremony', ceremony });
  }

  showTechnician(panel: TechnicianPanel | null): void {
    this.#receive({ type: 'technician', panel });
  }

  showReport(panel: ReportPanel | null): void {
    this.#receive({ type: 'report', panel });
  }

  showSealedReport(text: string | null): void {
    this.#receive({ type: 'sealed', text });
  }

  offerWifi(offer: WifiOffer): void {
    this.#receive({ type: 'wifiOffer', offer });
  }

  showWifi(panel: WifiPanel | null): void {
    this.#receive({ type: 'wifi', panel });
  }

  interventions(): readonly TechnicianAction[] {
    return interventionsAt(this.#state.stage);
  }

  intervene(action: TechnicianAction): boolean {
    return this.#receive({ type: 'intervention', action });
  }

  close(): void {
    this.#closed = true;
    this.#cancelWait?.();
    this.#stopPace();
    this.#retries.close();
    this.#listeners.clear();
  }

  #now(): number {
    return this.#options.ports.clock.now();
  }

  #receive(event: Event): boolean {
    if (this.#closed) return false;
    const transition = reduce(this.#state, event);
    if (!transition) return false;
    this.#apply(transition);
    if (event.type === 'checked' || event.type === 'retrying') this.#somethingHappened(event.task);
    return true;
  }

  /** The count of how long nothing has happened begins anew. */
  #somethingHappened(task: number): void {
    if (this.#state.wait && this.#state.wait.pace !== 'usual')
      this.#receive({ type: 'pace', task, pace: 'usual' });
    this.#watchPace(task, 0);
  }

  #apply({ state, work, events, wake }: Transition): void {
    this.#state = state;
    if (state.task === null) this.#stopPace();
    if (wake) this.#retries.wake();
    if (work) this.#begin(work);
    this.#keepDraft();
    this.#revision += 1;
    const view = this.view();
    for (const listener of this.#listeners) listener(view);
    const runId = state.standing.started?.runId;
    if (events && events.length > 0 && runId !== undefined) {
      // Told for the live board only. The release sends them all again and waits for the answer.
      this.#options.ports.report.send(runId, state.deviceName ?? '', events).catch(() => {});
    }
  }

  #keepDraft(): void {
    const draft = draftOf(this.#state);
    const drafted = JSON.stringify(draft);
    if (drafted !== this.#drafted) this.#options.ports.draft?.write(draft);
    this.#drafted = drafted;
  }

  /** Numbers the work and lets it run; whatever was under way before is given up by its number. */
  #begin(work: Work): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#task += 1;
    const task = this.#task;
    const started = reduce(this.#state, { type: 'started', task, work });
    if (started) this.#state = started.state;
    this.#watchPace(task, 0);
    void this.#carryOut(work, task);
  }

  /** Says when nothing has happened with the work for a while. */
  #watchPace(task: number, gone: number): void {
    this.#stopPace();
    const next = gone < SLOW_AFTER ? SLOW_AFTER : STALLED_AFTER;
    if (gone >= next || this.#state.wait?.task !== task) return;
    this.#cancelPace = this.#options.ports.clock.after(next - gone, () => {
      this.#cancelPace = null;
      if (this.#receive({ type: 'pace', task, pace: paceAfter(next) })) this.#watchPace(task, next);
    });
  }

  #stopPace(): void {
    this.#cancelPace?.();
    this.#cancelPace = null;
  }

  async #carryOut(work: Work, task: number): Promise<void> {
    try {
      for (const fact of work.facts) await this.#options.ports.journal.append(fact);
      const result = work.effect
        ? await this.#retries.perform(work.effect, task, {
            state: this.#state,
            checked: (check) => this.#receive({ type: 'checked', task, check }),
            wait: (seconds) => this.#wait(seconds),
          })
        : ({ of: 'record' } as const);
      this.#receive({ type: 'result', task, result, at: this.#now() });
    } catch (thrown) {
      const refusal = asRefusal(thrown);
      this.#options.onRefusal?.(refusal);
      this.#receive({ type: 'refused', task, refusal: refusal.toJSON(), at: this.#now() });
    }
  }

  #wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#cancelWait = this.#options.ports.clock.after(seconds, resolve);
    });
  }
}
