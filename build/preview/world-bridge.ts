/**
 * The stand-in for contextBridge: functions of the preload's isolated world, callable from the page's world. Sent to the
 * browser as source text, once into each world; it may use nothing from outside itself.
 *
 * Worlds share the DOM's events, not objects, and dispatching is synchronous: a call is one event over, its result one
 * event back. The event names are random and the page's own code runs later, so the page never sees the wiring.
 */
export function worldBridge(sendName: string, receiveName: string) {
  type Packed =
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'array'; readonly items: readonly Packed[] }
    | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Packed])[] }
    | { readonly kind: 'function' | 'promise'; readonly id: number };
  type Message =
    | { readonly kind: 'call'; readonly id: number; readonly args: readonly Packed[] }
    | { readonly kind: 'result' | 'settled'; readonly id: number; readonly value: Packed }
    | { readonly kind: 'failed' | 'rejected'; readonly id: number; readonly message: string };
  type Callable = (...args: unknown[]) => unknown;

  const own = new Map<number, Callable>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  let answer: Message | null = null;
  const dispatch = window.dispatchEvent.bind(window);
  const NativeEvent = MessageEvent;
  const send = (message: Message): void => void dispatch(new NativeEvent(sendName, { data: message }));
  const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  function pack(value: unknown): Packed {
    if (typeof value === 'function') {
      last += 1;
      own.set(last, value as Callable);
      return { kind: 'function', id: last };
    }
    if (value instanceof Promise) {
      last += 1;
      const id = last;
      value.then(
        (result) => send({ kind: 'settled', id, value: pack(result) }),
        (error: unknown) => send({ kind: 'rejected', id, message: text(error) }),
      );
      return { kind: 'promise', id };
    }
    if (Array.isArray(value)) return { kind: 'array', items: value.map(pack) };
    if (typeof value === 'object' && value !== null) {
      return {
        kind: 'object',
        entries: Object.entries(value).map(([key, member]) => [key, pack(member)] as const),
      };
    }
    return { kind: 'value', value };
  }

  function unpack(packed: Packed): unknown {
    if (packed.kind === 'value') return packed.value;
    if (packed.kind === 'array') return Object.freeze(packed.items.map(unpack));
    if (packed.kind === 'object') {
      return Object.freeze(Object.fromEntries(packed.entries.map(([key, member]) => [key, unpack(member)])));
    }
    if (packed.kind === 'function') return Object.freeze((...args: unknown[]) => call(packed.id, args));
    const promise = Promise.withResolvers<unknown>();
    waiting.set(packed.id, promise);
    return promise.promise;
  }

  function call(id: number, args: readonly unknown[]): unknown {
    answer = null;
    send({ kind: 'call', id, args: args.map(pack) });
    // The answer came while the event was being dispatched.
    const result = answer as Message | null;
    if (result?.kind === 'result') return unpack(result.value);
    throw new Error(result?.kind === 'failed' ? result.message : 'the other world did not answer');
  }

  function run(id: number, args: readonly Packed[]): void {
    try {
      send({ kind: 'result', id, value: pack(own.get(id)?.(...args.map(unpack))) });
    } catch (error) {
      send({ kind: 'failed', id, message: text(error) });
    }
  }

  window.addEventListener(receiveName, (event) => {
    event.stopImmediatePropagation();
    const message = (event as MessageEvent<Message>).data;
    if (message.kind === 'call') run(message.id, message.args);
    else if (message.kind === 'settled') waiting.get(message.id)?.resolve(unpack(message.value));
    else if (message.kind === 'rejected') waiting.get(message.id)?.reject(new Error(message.message));
    else answer = message;
  });

  return { pack, unpack };
}
