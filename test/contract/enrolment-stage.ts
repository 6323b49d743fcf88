import { AAGUIDS } from '../../electron/contract/wire/passkey.ts';
import { Authenticator, type AuthenticatorOptions } from './authenticator.ts';
import { type Answer, Lab } from './lab.ts';
import { Laptop } from './laptop.ts';

export const USER = 'amal@northwind.example';
export const USER_ID = '5eed0000-0000-4000-8000-000000000001';
export const FIDO2 = '/v1.0/me/authentication/fido2Methods';
export const MINUTE = 60_000;

/** A directory, and for each test a new laptop that is signed in with a one-time pass and has not joined. */
export class EnrolmentStage {
  readonly lab: Lab;
  laptop!: Laptop;

  private constructor(lab: Lab) {
    this.lab = lab;
  }

  static async open(): Promise<EnrolmentStage> {
    return new EnrolmentStage(await Lab.open());
  }

  async reset(): Promise<void> {
    this.lab.ahead = 0;
    await this.lab.db.deleteFrom('credentials').where('user_id', '=', USER_ID).execute();
    await this.lab.db.deleteFrom('devices').where('owner_id', '=', USER_ID).execute();
    this.laptop = await this.newLaptop();
  }

  async newLaptop(): Promise<Laptop> {
    const laptop = await Laptop.make(this.lab);
    await laptop.signInWithPass(USER, await this.lab.issuePass(USER));
    return laptop;
  }

  async enrol(authenticator: Authenticator): Promise<Answer> {
    return this.laptop.register(authenticator.register(await this.laptop.creationChallenge()));
  }

  prove(
    authenticator: Authenticator,
    change: Partial<AuthenticatorOptions> & { userHandle?: string } = {},
    on: Laptop = this.laptop,
  ): Promise<Answer> {
    return on.signIn(USER, (opened) => ({
      authn_method: 'passkey',
      authn_response: JSON.stringify(authenticator.assert(passkeyChallenge(opened), change)),
    }));
  }

  rows() {
    return this.lab.db.selectFrom('credentials').selectAll().where('user_id', '=', USER_ID).execute();
  }
}

export const software = (options: AuthenticatorOptions = {}) =>
  new Authenticator({ aaguid: AAGUIDS.software, ...options });

export function passkeyChallenge({ body }: Answer): string {
  const offered: { method: string; public_key: { challenge: string } }[] = body.authn_methods;
  return offered.find((one) => one.method === 'passkey')!.public_key.challenge;
}
