import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { canonicalJson, type Json } from '../../contract/audit/canonical.ts';
import {
  CHECKPOINT_TYPE,
  Checkpoint,
  CheckpointClaims,
  type CheckpointKey,
  Entry,
  Header,
  type Log,
} from '../../contract/audit/chain.ts';
import { type Break, Chain, FAULT_TEXTS } from './follow-chain.ts';

/** What was looked at, and what does not hold. */
export interface Verdict {
  readonly tenantId: string;
  /** Rows whose links hold, by log. */
  readonly rows: Readonly<Record<string, number>>;
  readonly checkpoints: number;
  /** RFC 7638 thumbprint of the key that the checkpoints are signed with: compare it with the directory's. */
  readonly key: string;
  /** At most one a log, in the order of the export; none: everything holds. */
  readonly breaks: readonly Break[];
}

/** Not an export at all. */
export class NotAnExport extends Error {}

/** Thumbprint of a key (RFC 7638). */
function thumbprint({ crv, kty, x, y }: CheckpointKey): string {
  return createHash('sha256').update(canonicalJson({ crv, kty, x, y })).digest('base64url');
}

export interface VerifyOptions {
  /** The key that checkpoints have to be signed with, where it is known; else the one that the export names. */
  readonly key?: CheckpointKey;
  /** Signed checkpoints that were kept elsewhere: the logs have to agree with these, too. */
  readonly anchors?: readonly string[];
  /** A data folder that is in use has rows after its newest checkpoint; an export has none. */
  readonly open?: boolean;
}

/** Follows the chains of an export line by line; memory grows with its checkpoints and not with its rows. */
export class Verifier {
  readonly #options: VerifyOptions;
  readonly #breaks: Break[] = [];
  #header: Header | undefined;
  #key: KeyObject | undefined;
  #chains = new Map<Log, Chain>();
  #checkpoints = 0;

  constructor(options: VerifyOptions = {}) {
    this.#options = options;
  }

  /**
   * The next line, without its end.
   *
   * @throws NotAnExport where the first line is none
   */
  read(line: string): void {
    const value = parsed(line);
    if (this.#header === undefined) {
      this.#begin(value);
      return;
    }
    const checkpoint = Checkpoint.safeParse(value);
    if (checkpoint.success) {
      if (!this.#countedAnchor(checkpoint.data.checkpoint))
        this.#say({ fault: 'signature', seq: 0, log: null });
      return;
    }
    const entry = Entry.safeParse(value);
    const chain = entry.success ? this.#chains.get(entry.data.log) : undefined;
    if (entry.success && chain && this.#inPlace(chain)) chain.follow(entry.data, this.#options.open === true);
    else this.#current().unreadable();
  }

  /** @throws NotAnExport where there was nothing */
  end(): Verdict {
    const header = this.#header;
    if (header === undefined) throw new NotAnExport('there is nothing in it');
    if (this.#checkpoints === 0 || this.#checkpoints < header.checkpoints)
      this.#say({ fault: 'signature', seq: 0, log: null });
    const chains = [...this.#chains.values()];
    for (const chain of chains) chain.end();
    return {
      tenantId: header.tenantId,
      rows: Object.fromEntries(chains.map((chain) => [chain.log, chain.rows])),
      checkpoints: this.#checkpoints,
      key: thumbprint(this.#options.key ?? header.key),
      breaks: [...this.#breaks, ...chains.flatMap(({ broken }) => broken ?? [])],
    };
  }

  #begin(value: Json | undefined): void {
    const header = Header.safeParse(value);
    if (!header.success) throw new NotAnExport('its first line is not that of an audit export');
    this.#header = header.data;
    this.#key = asKey(this.#options.key ?? header.data.key);
    this.#chains = new Map(header.data.logs.map((log) => [log, new Chain(log)]));
    for (const jws of this.#options.anchors ?? []) {
      if (!this.#anchor(jws)) this.#say({ fault: 'signature', seq: 0, log: null });
    }
  }

  /** Checkpoints stand before the rows, and none is left out. */
  #countedAnchor(jws: string): boolean {
    const claims = this.#last === undefined && this.#anchor(jws);
    if (!claims || claims.number !== this.#checkpoints + 1) return false;
    this.#checkpoints += 1;
    return true;
  }

  /** Remembers what a checkpoint says, if the directory said it. */
  #anchor(jws: string): CheckpointClaims | undefined {
    const claims = this.#key && readCheckpoint(jws, this.#key);
    if (!claims || claims.tenant !== this.#header?.tenantId) return undefined;
    for (const [log, chain] of this.#chains) chain.anchor(claims.logs[log].seq, claims.logs[log].hash);
    return claims;
  }

  #say(broken: Omit<Break, 'detail'>): void {
    this.#breaks.push({ ...broken, detail: FAULT_TEXTS[broken.fault] });
  }

  #last: Chain | undefined;

  /** Logs stand one after the other: a row among those of another log was put there. */
  #inPlace(chain: Chain): boolean {
    const order = [...this.#chains.values()];
    if (this.#last && order.indexOf(chain) < order.indexOf(this.#last)) return false;
    this.#last = chain;
    return true;
  }

  /** The log that a line that cannot be read belongs to: the one that is not at its end yet. */
  #current(): Chain {
    const chains = [...this.#chains.values()];
    const begun = this.#last ? chains.slice(chains.indexOf(this.#last)) : chains;
    return begun.find((chain) => !chain.complete) ?? chains.at(-1) ?? new Chain('signIns');
  }
}

/** A line that is spelled as the directory spells it; any other is nobody's. */
function parsed(line: string): Json | undefined {
  try {
    const value = JSON.parse(line) as Json;
    return canonicalJson(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

function asKey(jwk: CheckpointKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** The claims of a checkpoint that this key signed (RFC 7515 5.2; ES256: RFC 7518 3.4). */
function readCheckpoint(jws: string, key: KeyObject): CheckpointClaims | undefined {
  const [head = '', body = '', signature = '', ...more] = jws.split('.');
  try {
    const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as Record<string, unknown>;
    if (more.length > 0 || header.alg !== 'ES256' || header.typ !== CHECKPOINT_TYPE) return undefined;
    const bytes = Buffer.from(signature, 'base64url');
    // Node skips what is not base64url: a spelling that nobody wrote is a changed byte, too.
    if (bytes.toString('base64url') !== signature) return undefined;
    const signed = Buffer.from(`${head}.${body}`);
    if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes)) return undefined;
    return CheckpointClaims.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
