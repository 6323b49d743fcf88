import type { PowerSaveBlocker } from 'electron';

/** A laptop that falls asleep on the pass screen wakes up with an expired pass. */
export function installWakefulness({ power }: { power: Pick<PowerSaveBlocker, 'start'> }): void {
  power.start('prevent-display-sleep');
}
