import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Refusal } from '../../electron/contract/refusal.ts';

/** OWASP's argon2id figures for 19 MiB; about 21 ms on a small core. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{16,64})\$([A-Za-z0-9+/]{22,88})$/;

/** How many may wait for their turn; beyond it the answer is "later". At 20 ms each nobody waits for more than 2 s. */
const LONGEST_QUEUE = 64;
const RETRY_SECONDS = 2;

const derive = promisify(argon2);

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

function readPhc(text: string): Parameters {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(text) ?? [];
  if (memory === undefined) throw new TypeError('a stored hash is not an argon2id PHC string');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/**
 * argon2id for passes and passwords, at most one per core at a time. It runs on libuv's pool, so the event loop goes on.
 * Whoever checks against nobody's secret checks against `dummy`: the same work, and never a match.
 */
export class SlowHash {
  readonly #waiting: (() => void)[] = [];
  readonly #longestQueue: number;
  #free = Math.max(2, availableParallelism());

  /** Hash of a value that nobody knows. */
  readonly dummy =
    `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(TAG_BYTES))}`;

  constructor(longestQueue = LONGEST_QUEUE) {
    this.#longestQueue = longestQueue;
  }

  /** @returns a PHC string with a fresh 16-byte salt */
  async hash(secret: string): Promise<string> {
    const salt = randomBytes(16);
    const tag = await this.#derive(
      secret,
      { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES, salt },
      TAG_BYTES,
    );
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`;
  }

  /**
   * Whether `secret` belongs to the hash; takes the same time either way.
   *
   * @throws Refusal `throttled` when too many are waiting
   */
  async matches(secret: string, phc: string): Promise<boolean> {
    const stored = readPhc(phc);
    const tag = await this.#derive(secret, stored, stored.tag.length);
    return timingSafeEqual(tag, stored.tag);
  }

  async #derive(secret: string, how: Omit<Parameters, 'tag'>, tagLength: number): Promise<Buffer> {
    await this.#acquire();
    try {
      return await derive('argon2id', {
        message: Buffer.from(secret, 'utf8'),
        nonce: how.salt,
        parallelism: how.parallelism,
        tagLength,
        memory: how.memory,
        passes: how.passes,
      });
    } finally {
      this.#release();
    }
  }

  #acquire(): Promise<void> | void {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#waiting.length >= this.#longestQueue)
      throw new Refusal('throttled', { retryAfter: RETRY_SECONDS });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
