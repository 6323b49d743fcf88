import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirectory, type Directory, type DirectoryOptions } from '../../server-stub/directory.ts';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** JSON unless it is a string or bytes. */
  readonly body?: unknown;
  readonly form?: Record<string, string>;
}

/** A real directory on a free port with the demo tenant, a clock that the test moves, and a plain HTTPS client. */
export class Lab {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'latchkey-lab-'));
  /** Milliseconds that the directory's clock is ahead of the machine's. */
  ahead = 0;
  directory!: Directory;
  #agent!: Agent;

  readonly #options: Partial<DirectoryOptions>;

  /** @param options of the directory, beyond what every lab has */
  constructor(options: Partial<DirectoryOptions> = {}) {
    this.#options = options;
  }

  static async open(options: Partial<DirectoryOptions> = {}): Promise<Lab> {
    const lab = new Lab(options);
    await lab.start();
    return lab;
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  async start(): Promise<void> {
    this.directory = await createDirectory({
      dataDir: this.dataDir,
      seed: 'demo',
      port: this.directory ? Number(new URL(this.directory.url).port) : 0,
      clock: { now: () => this.now() },
      ...this.#options,
    });
    this.#agent = new Agent({ ca: readFileSync(this.directory.caFile), keepAlive: true });
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.directory.close();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get db() {
    return this.directory.context.store.db;
  }

  url(path: string): string {
    return new URL(path, this.directory.url).href;
  }

  call(path: string, { method, headers, body, form }: Call = {}): Promise<Answer> {
    const raw = form ? new URLSearchParams(form).toString() : body;
    const bytes =
      raw === undefined
        ? undefined
        : typeof raw === 'string' || Buffer.isBuffer(raw)
          ? raw
          : JSON.stringify(raw);
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
    return new Promise((resolve, reject) => {
      const sent = request(
        this.url(path),
        {
          method: method ?? (bytes === undefined ? 'GET' : 'POST'),
          agent: this.#agent,
          headers: { ...(bytes === undefined ? {} : { 'content-type': type }), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const json = /[/+]json\b/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: json ? JSON.parse(text) : text,
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(bytes);
    });
  }

  /** An application token of `latchkey-admin`, as a header. */
  async adminHeaders(): Promise<Record<string, string>> {
    const { clientId, clientSecret } = this.directory.admin;
    const answer = await this.call('/oauth2/token', {
      form: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
    });
    return { authorization: `Bearer ${answer.body.access_token}` };
  }

  /** Issues a pass and gives its value. */
  async issuePass(user: string, options: Record<string, unknown> = { isUsableOnce: true }): Promise<string> {
    const answer = await this.call(
      `/v1.0/users/${encodeURIComponent(user)}/authentication/temporaryAccessPassMethods`,
      {
        headers: await this.adminHeaders(),
        body: options,
      },
    );
    if (answer.status !== 201) throw new TypeError(`no pass: ${JSON.stringify(answer.body)}`);
    return answer.body.temporaryAccessPass;
  }
}

/** The slug of a refusal, whichever envelope it came in. */
export function slugOf(answer: Answer): string {
  return answer.body?.error?.innerError?.suberror ?? answer.body?.suberror ?? `no slug: ${answer.status}`;
}
