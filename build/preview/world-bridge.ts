/** A value on its way to the other world. Functions and promises stay where they are and travel as numbers. */
export type Packed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'array'; readonly items: readonly Packed[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Packed])[] }
  | { readonly kind: 'function' | 'promise'; readonly id: number };

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly args: readonly Packed[] }
  | { readonly kind: 'result' | 'settled'; readonly id: number; readonly value: Packed }
  | { readonly kind: 'failed' | 'rejected'; readonly id: number; readonly message: string };

type Callable = (...args: unknown[]) => unknown;

/**
 * The stand-in for contextBridge: functions of the preload's isolated world, callable from the page's world. Its source
 * text is sent into both worlds; it may use nothing from outside itself.
 *
 * Worlds share the DOM's events, not objects, and dispatching is synchronous: a call is one event over, its result one
 * event back. The event names are random and the page's own code runs later, so the page never sees the wiring.
 */
export class WorldBridge {
  private readonly own = new Map<number, Callable>();
  private readonly waiting = new Map<number, PromiseWithResolvers<unknown>>();
  private readonly send: (message: Message) => void;
  private last = 0;
  private answer: Message | null = null;

  constructor(sendName: string, receiveName: string) {
    // Taken now: the page may replace them later.
    const dispatch = window.dispatchEvent.bind(window);
    const NativeEvent = MessageEvent;
    this.send = (message) => void dispatch(new NativeEvent(sendName, { data: message }));
    window.addEventListener(receiveName, (event) => {
      event.stopImmediatePropagation();
      this.hear((event as MessageEvent<Message>).data);
    });
  }

  pack(value: unknown): Packed {
    if (typeof value === 'function') {
      this.last += 1;
      this.own.set(this.last, value as Callable);
      return { kind: 'function', id: this.last };
    }
    if (value instanceof Promise) return this.packPromise(value);
    if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => this.pack(item)) };
    if (typeof value === 'object' && value !== null) {
      return {
        kind: 'object',
        entries: Object.entries(value).map(([key, member]) => [key, this.pack(member)] as const),
      };
    }
    return { kind: 'value', value };
  }

  /** Frozen all the way down, as contextBridge does it. */
  unpack(packed: Packed): unknown {
    switch (packed.kind) {
      case 'value':
        return packed.value;
      case 'array':
        return Object.freeze(packed.items.map((item) => this.unpack(item)));
      case 'object':
        return Object.freeze(
          Object.fromEntries(packed.entries.map(([key, member]) => [key, this.unpack(member)])),
        );
      case 'function':
        return Object.freeze((...args: unknown[]) => this.call(packed.id, args));
      case 'promise': {
        const promise = Promise.withResolvers<unknown>();
        this.waiting.set(packed.id, promise);
        return promise.promise;
      }
    }
  }

  private packPromise(promise: Promise<unknown>): Packed {
    this.last += 1;
    const id = this.last;
    promise.then(
      (result) => this.send({ kind: 'settled', id, value: this.pack(result) }),
      (error: unknown) => this.send({ kind: 'rejected', id, message: this.text(error) }),
    );
    return { kind: 'promise', id };
  }

  private call(id: number, args: readonly unknown[]): unknown {
    this.answer = null;
    this.send({ kind: 'call', id, args: args.map((arg) => this.pack(arg)) });
    // The answer came while the event was being dispatched.
    const result = this.answer as Message | null;
    if (result?.kind === 'result') return this.unpack(result.value);
    throw new Error(result?.kind === 'failed' ? result.message : 'the other world did not answer');
  }

  private hear(message: Message): void {
    if (message.kind === 'call') this.run(message.id, message.args);
    else if (message.kind === 'settled') this.waiting.get(message.id)?.resolve(this.unpack(message.value));
    else if (message.kind === 'rejected') this.waiting.get(message.id)?.reject(new Error(message.message));
    else this.answer = message;
  }

  private run(id: number, args: readonly Packed[]): void {
    try {
      const result = this.own.get(id)?.(...args.map((arg) => this.unpack(arg)));
      this.send({ kind: 'result', id, value: this.pack(result) });
    } catch (error) {
      this.send({ kind: 'failed', id, message: this.text(error) });
    }
  }

  private text(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
  }
}
