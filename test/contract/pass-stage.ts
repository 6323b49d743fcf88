import { expect } from 'vitest';
import type { Authenticator } from './authenticator.ts';
import { passkeyChallenge, software } from './enrolment-stage.ts';
import { type Answer, Lab } from './lab.ts';
import { Laptop } from './laptop.ts';

export const AMAL = 'amal@northwind.example';
export const AMAL_ID = '5eed0000-0000-4000-8000-000000000001';
export const MINUTE = 60_000;

/** A directory, and for each test a new laptop in front of Amal, who has neither devices nor credentials. */
export class PassStage {
  readonly lab: Lab;
  laptop!: Laptop;

  private constructor(lab: Lab) {
    this.lab = lab;
  }

  static async open(): Promise<PassStage> {
    return new PassStage(await Lab.open());
  }

  async reset(): Promise<void> {
    this.lab.ahead = 0;
    await this.lab.db.deleteFrom('lockouts').execute();
    await this.lab.db.deleteFrom('devices').where('owner_id', '=', AMAL_ID).execute();
    await this.lab.db.deleteFrom('credentials').where('user_id', '=', AMAL_ID).execute();
    this.laptop = await Laptop.make(this.lab);
  }

  /** The first request may carry the answer at once; the code is left alone. */
  answer(by: Laptop, fields: Record<string, string>, client = 'latchkey-agent'): Promise<Answer> {
    return by.challenge({
      client_id: client,
      response_type: 'code',
      scope: client === 'latchkey-agent' ? 'openid Device.Register' : 'openid User.Read',
      login_hint: AMAL,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      ...fields,
    });
  }

  enter(pass: string, by = this.laptop, client?: string): Promise<Answer> {
    return this.answer(by, { authn_method: 'temporary_access_pass', temporary_access_pass: pass }, client);
  }

  takeUp(by = this.laptop): Promise<Answer> {
    return this.answer(by, { authn_method: 'reservation' });
  }

  /** From nothing to a provisional software credential on a joined device. */
  async enrol(pass: string, by = this.laptop): Promise<Authenticator> {
    expect((await by.signInWithPass(AMAL, pass)).status).toBe(200);
    const joined = await by.join();
    expect([200, 201]).toContain(joined.status);
    const authenticator = software();
    const registered = await by.register(authenticator.register(await by.creationChallenge()));
    expect([registered.status, registered.body.state]).toEqual([201, 'provisional']);
    return authenticator;
  }

  /** A sign-in from nothing with the credential. */
  prove(authenticator: Authenticator, by = this.laptop): Promise<Answer> {
    return by.signIn(AMAL, (opened) => ({
      authn_method: 'passkey',
      authn_response: JSON.stringify(authenticator.assert(passkeyChallenge(opened))),
    }));
  }

  reservations() {
    return this.lab.db.selectFrom('reservations').selectAll().where('user_id', '=', AMAL_ID).execute();
  }

  /** The one that is not taken back. */
  pass() {
    return this.lab.db
      .selectFrom('passes')
      .selectAll()
      .where('user_id', '=', AMAL_ID)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow();
  }
}
