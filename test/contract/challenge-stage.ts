import { type Answer, Lab } from './lab.ts';
import { Laptop } from './laptop.ts';

export const PASS = 'temporary_access_pass';

/** What opens a sign-in of the agent. */
export const OPEN = {
  response_type: 'code',
  scope: 'openid Device.Register UserAuthenticationMethod.ReadWrite Provisioning.Run',
  code_challenge: 'a'.repeat(43),
  code_challenge_method: 'S256',
} as const;

/** A directory, and for each test a new laptop that nobody has signed in at. */
export class ChallengeStage {
  readonly lab: Lab;
  laptop!: Laptop;

  private constructor(lab: Lab) {
    this.lab = lab;
  }

  static async open(): Promise<ChallengeStage> {
    return new ChallengeStage(await Lab.open());
  }

  async reset(): Promise<void> {
    this.lab.ahead = 0;
    await this.lab.db.deleteFrom('lockouts').execute();
    this.laptop = await Laptop.make(this.lab);
  }

  begin(user: string, by = this.laptop): Promise<Answer> {
    return by.challenge({ ...OPEN, login_hint: user });
  }

  /** Opens a sign-in, then answers in it. */
  async answer(user: string, fields: Record<string, string>, by = this.laptop): Promise<Answer> {
    const opened = await this.begin(user, by);
    return by.challenge({ auth_session: opened.body.auth_session, ...fields });
  }

  answerPass(user: string, pass: string, by = this.laptop): Promise<Answer> {
    return this.answer(user, { authn_method: PASS, temporary_access_pass: pass }, by);
  }
}
