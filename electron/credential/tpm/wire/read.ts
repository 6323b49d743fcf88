import { Refusal } from '../../../contract/refusal.ts';

/**
 * Reads TPM structures one after the other. Whatever sits on the bus may answer anything: every length is checked.
 * Each method throws Refusal authenticator_unavailable when there are not as many bytes as it needs.
 */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16BE();
  }

  u32(): number {
    return this.take(4).readUInt32BE();
  }

  /** A TPM2B, without its size. */
  sized(): Buffer {
    return this.take(this.u16());
  }

  take(length: number): Buffer {
    if (length > this.left) throw garbled('an answer that ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Buffer {
    return this.take(this.left);
  }

  /** Nothing may be left: what we do not understand is not waved through. */
  end(): void {
    if (this.left > 0) throw garbled('more than it was asked for');
  }
}

/** Whatever answers does not speak TPM 2.0, or somebody sits in between. */
export function garbled(what: string): Refusal {
  return new Refusal('authenticator_unavailable', { detail: `The TPM gave ${what}.` });
}
