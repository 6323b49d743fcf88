/** Who may have an act done. The agent acts for the run itself; a technician has answered a challenge on this device. */
export type Actor = 'agent' | 'technician';

/** What really keeps the machine in the flow, and therefore what letting go means. */
export type Lock = 'os-session' | 'none';

export interface ActRow {
  /** Name of the act, as the audit and the lockdown report say it. */
  readonly act: string;
  /** What it does to the machine, in one sentence for the technician. */
  readonly does: string;
  readonly who: readonly Actor[];
  /**
   * How it is done: `here` with the rights of the agent's own user; `helper` through the system helper, because it takes
   * more; `host` by the host that shows the flow (its window, its session).
   */
  readonly how: 'here' | 'helper' | 'host';
  /** Steps of the flow in which the agent may do it by itself; a technician is not bound to them. */
  readonly steps: readonly string[];
}

/** The one table of privileged acts. What is not in it, the agent cannot do. */
export const ACTS = [
  {
    act: 'write_release_report',
    does: 'Writes who was provisioned, on which device and with which credential, into the state folder.',
    who: ['agent'],
    how: 'here',
    steps: ['release'],
  },
  {
    act: 'hand_over_state',
    does: 'Gives the state folder, with the keys in it, to the account that machine policy names.',
    who: ['agent'],
    how: 'helper',
    steps: ['release'],
  },
  {
    act: 'lift_lock',
    does: 'Ends the kiosk: closes its window and lets the OS session go on.',
    who: ['agent', 'technician'],
    how: 'host',
    steps: ['release'],
  },
  {
    act: 'power_off',
    does: 'Turns the machine off the ordinary way; the set-up goes on from there when it is on again.',
    // The agent: a staged laptop that was just sealed, when whoever staged it says so.
    who: ['agent', 'technician'],
    how: 'here',
    steps: ['join'],
  },
] as const satisfies readonly ActRow[];

export type ActName = (typeof ACTS)[number]['act'];

/** May this actor have this act done in this step? */
export function mayAct(actor: Actor, act: ActName, step: string): boolean {
  const row: ActRow | undefined = ACTS.find((entry) => entry.act === act);
  if (row === undefined || !row.who.includes(actor)) return false;
  return actor === 'technician' || row.steps.includes(step);
}
