import { createHash } from 'node:crypto';
import type { InsertQueryBuilder, InsertResult } from 'kysely';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Clock } from '../context.ts';
import type { Store } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** Their ids are no secrets: a Grant's id is the `sid` of every token. Of all others the id is the token itself. */
const PLAIN_IDS = ['Grant', 'Client'];

/** Of these a second one with the same id is an attack or a fault, never an update. */
const INSERT_ONLY = ['ReplayDetection'];

/**
 * oidc-provider's storage over our store. Codes and refresh tokens are kept under their SHA-256, so that who reads the
 * file cannot use them.
 */
export class OidcAdapter implements Adapter {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #kind: string;

  constructor(store: Store, clock: Clock, kind: string) {
    this.#store = store;
    this.#clock = clock;
    this.#kind = kind;
  }

  #stored(id: string): string {
    return PLAIN_IDS.includes(this.#kind) ? id : createHash('sha256').update(id).digest('base64url');
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { jti: _secret, ...kept } = payload;
    const now = this.#clock.now();
    const row = {
      kind: this.#kind,
      id: this.#stored(id),
      payload: JSON.stringify(kept),
      grant_id: this.#kind === 'Grant' ? null : (payload.grantId ?? null),
      uid: payload.uid ?? null,
      user_code: payload.userCode ?? null,
      expires_at: expiresIn ? now + expiresIn * 1000 : null,
    };
    const insert = this.#store.db.insertInto('oidc').values({ ...row, consumed_at: null });
    if (INSERT_ONLY.includes(this.#kind)) return this.#insertOnce(insert, row.expires_at, now);
    const { kind: _kind, id: _id, ...changing } = row;
    await insert.onConflict((found) => found.columns(['kind', 'id']).doUpdateSet(changing)).execute();
  }

  /** The provider asks "is it new?" and then saves: two at once would both be new (spike trap 1). */
  async #insertOnce(
    insert: InsertQueryBuilder<Tables, 'oidc', InsertResult>,
    expiresAt: number | null,
    now: number,
  ): Promise<void> {
    const stored = await insert
      .onConflict((found) =>
        found
          .columns(['kind', 'id'])
          .doUpdateSet({ expires_at: expiresAt })
          .where('oidc.expires_at', '<=', now),
      )
      .executeTakeFirst();
    if (stored.numInsertedOrUpdatedRows === 0n)
      throw new errors.InvalidGrant('DPoP proof JWT Replay detected');
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const payload = await this.#findBy('id', this.#stored(id));
    return payload && { ...payload, jti: id };
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy('uid', uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy('user_code', userCode);
  }

  async #findBy(column: 'id' | 'uid' | 'user_code', value: string): Promise<AdapterPayload | undefined> {
    const row = await this.#store.db
      .selectFrom('oidc')
      .select(['payload', 'consumed_at', 'expires_at'])
      .where('kind', '=', this.#kind)
      .where(column, '=', value)
      .executeTakeFirst();
    if (!row || (row.expires_at !== null && row.expires_at <= this.#clock.now())) return undefined;
    const payload = JSON.parse(row.payload) as AdapterPayload;
    return row.consumed_at === null ? payload : { ...payload, consumed: Math.floor(row.consumed_at / 1000) };
  }

  /** Conditional, so that of two redemptions at once one wins and the other hears it (spike trap 2). */
  async consume(id: string): Promise<void> {
    const consumed = await this.#store.db
      .updateTable('oidc')
      .set({ consumed_at: this.#clock.now() })
      .where('kind', '=', this.#kind)
      .where('id', '=', this.#stored(id))
      .where('consumed_at', 'is', null)
      .executeTakeFirst();
    if (consumed.numUpdatedRows === 0n) throw new errors.InvalidGrant('this was used before');
  }

  async destroy(id: string): Promise<void> {
    await this.#store.db
      .deleteFrom('oidc')
      .where('kind', '=', this.#kind)
      .where('id', '=', this.#stored(id))
      .execute();
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#store.db
      .deleteFrom('oidc')
      .where('kind', '=', this.#kind)
      .where('grant_id', '=', grantId)
      .execute();
  }
}
