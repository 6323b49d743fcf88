import { EventEmitter } from 'node:events';

/** An event that a listener can veto, as Electron's are. */
export interface Preventable {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** Makes a vetoable event with the members that a listener reads. */
export function preventable<T extends object>(members: T): T & Preventable {
  let prevented = false;
  return {
    ...members,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
}

/** Event -> how the stand-in treats it: `emitted`, or why it never comes. */
export type EventTable = Readonly<Record<string, string>>;

type Listener = (...args: never[]) => void;

/**
 * Events of one Electron class. Listening for an event that is not in the table throws: such a listener would wait for
 * ever, and nobody would know why.
 */
export class Events extends EventEmitter {
  // Not `#private`: methods run with a Proxy as `this` (strict.ts), which private fields refuse.
  protected readonly owner: string;
  protected readonly table: EventTable;

  constructor(owner: string, table: EventTable) {
    super();
    this.owner = owner;
    this.table = table;
  }

  override on(event: string, listener: Listener): this {
    this.known(event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override once(event: string, listener: Listener): this {
    this.known(event);
    return super.once(event, listener as (...args: unknown[]) => void);
  }

  protected known(event: string): void {
    if (Object.hasOwn(this.table, event)) return;
    throw new TypeError(`${this.owner}: the event ${event} is not in the preview's slice of Electron`);
  }
}
