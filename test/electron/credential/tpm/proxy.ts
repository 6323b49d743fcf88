import { symlinkSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../vault/temporary-folder.ts';
import type { TestTpm } from './setup.ts';

/** One command and what was answered, byte for byte as it crossed the bus. */
export interface Exchange {
  readonly command: Buffer;
  answer: Buffer;
}

/** What happens to a command: it passes, it is never answered, its line is cut, or somebody else answers. */
export type Fate = 'pass' | 'hold' | 'cut' | Buffer;

/** Command code of a command (TPM 2.0 Library Part 1, 18.2). */
export const codeOf = (command: Buffer): number => command.readUInt32BE(6);

/** Sits on the bus between agent and TPM: keeps what it hears, and does what `fate` says. */
export class BusProxy {
  readonly exchanges: Exchange[] = [];
  readonly #socket = join(temporaryFolder(), 'socket');
  readonly #lines = new Set<Socket>();
  #fate: (command: Buffer, index: number) => Fate;

  private constructor(fate: (command: Buffer, index: number) => Fate) {
    this.#fate = fate;
  }

  static async before(
    tpm: TestTpm,
    fate: (command: Buffer, index: number) => Fate = () => 'pass',
  ): Promise<BusProxy> {
    const proxy = new BusProxy(fate);
    const server = createServer((agent) => proxy.#serve(agent, tpm));
    await new Promise<void>((resolve) => server.listen(proxy.#socket, resolve));
    // The control channel has nothing of interest on it.
    symlinkSync(`${tpm.socket}.ctrl`, `${proxy.#socket}.ctrl`);
    onTestFinished(() => void server.close());
    return proxy;
  }

  get tcti(): string {
    return `swtpm:path=${this.#socket}`;
  }

  /** Everything that crossed, in both directions. */
  get heard(): Buffer {
    return Buffer.concat(this.exchanges.flatMap(({ command, answer }) => [command, answer]));
  }

  heed(fate: (command: Buffer, index: number) => Fate): void {
    this.#fate = fate;
    this.exchanges.length = 0;
  }

  /** Ends every line that is open. */
  hangUp(): void {
    for (const agent of this.#lines) agent.destroy();
  }

  #serve(agent: Socket, tpm: TestTpm): void {
    agent.on('error', () => {});
    this.#lines.add(agent);
    let partial = Buffer.alloc(0);
    agent.on('data', (bytes) => {
      partial = Buffer.concat([partial, bytes as Buffer]);
      if (partial.length < 10 || partial.length < partial.readUInt32BE(2)) return;
      const command = partial;
      partial = Buffer.alloc(0);
      const exchange = { command, answer: Buffer.alloc(0) };
      const fate = this.#fate(command, this.exchanges.push(exchange) - 1);
      if (fate === 'cut') agent.destroy();
      else if (fate === 'pass') this.#pass(agent, tpm, exchange);
      else if (fate !== 'hold') agent.write(fate);
    });
  }

  #pass(agent: Socket, tpm: TestTpm, exchange: Exchange): void {
    const upstream = connect(tpm.socket, () => upstream.write(exchange.command));
    upstream.on('error', () => agent.destroy());
    upstream.on('data', (bytes) => {
      exchange.answer = Buffer.concat([exchange.answer, bytes as Buffer]);
      if (exchange.answer.length < 10 || exchange.answer.length < exchange.answer.readUInt32BE(2)) return;
      upstream.end();
      agent.write(exchange.answer);
    });
  }
}
