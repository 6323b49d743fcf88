import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, SignJWT } from 'jose';
import { makeRequest, P256 } from '../server-stub/devices/make-request.ts';
import type { Answer, Call, Lab } from './lab.ts';

const SCOPE = 'openid Device.Register UserAuthenticationMethod.ReadWrite Provisioning.Run';

/** A device with its key, speaking the wire by hand: DPoP, challenge, token, join. */
export class Laptop {
  readonly lab: Lab;
  readonly keys: CryptoKeyPair;
  readonly jwk: Record<string, unknown>;
  readonly jkt: string;
  token: string | undefined;
  /** Which client it signs people in as, and what it asks for. */
  client = 'latchkey-agent';
  scope = SCOPE;

  private constructor(lab: Lab, keys: CryptoKeyPair, jwk: Record<string, unknown>, jkt: string) {
    this.lab = lab;
    this.keys = keys;
    this.jwk = jwk;
    this.jkt = jkt;
  }

  static async make(lab: Lab): Promise<Laptop> {
    const keys = await crypto.subtle.generateKey(P256, true, ['sign', 'verify']);
    const jwk = await exportJWK(keys.publicKey);
    return new Laptop(lab, keys, { ...jwk }, await calculateJwkThumbprint(jwk));
  }

  proof(method: string, path: string, token?: string): Promise<string> {
    const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
    const url = new URL(this.lab.url(path));
    return new SignJWT({ jti: randomUUID(), htm: method, htu: `${url.origin}${url.pathname}`, ...ath })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: this.jwk as never })
      .setIssuedAt(Math.floor(this.lab.now() / 1000))
      .sign(this.keys.privateKey);
  }

  /** With the device key's proof, and the token where there is one and `bare` does not say otherwise. */
  async call(path: string, call: Call & { readonly bare?: boolean } = {}): Promise<Answer> {
    const { bare = false, ...rest } = call;
    const method = call.method ?? (call.body === undefined && call.form === undefined ? 'GET' : 'POST');
    const token = bare ? undefined : this.token;
    return this.lab.call(path, {
      ...rest,
      method,
      headers: {
        dpop: await this.proof(method, path, token),
        ...(token === undefined ? {} : { authorization: `DPoP ${token}` }),
        ...call.headers,
      },
    });
  }

  /** One sign-in: opens a session, answers with `answer(opened)`, and takes the token. */
  async signIn(user: string, answer: (opened: Answer) => Record<string, string>): Promise<Answer> {
    const verifier = randomBytes(32).toString('base64url');
    const opened = await this.challenge({
      response_type: 'code',
      scope: this.scope,
      login_hint: user,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const granted = await this.challenge({ auth_session: opened.body.auth_session, ...answer(opened) });
    if (granted.status !== 200) return granted;
    const token = await this.call('/oauth2/token', {
      bare: true,
      form: {
        grant_type: 'authorization_code',
        client_id: this.client,
        code: granted.body.authorization_code,
        code_verifier: verifier,
      },
    });
    this.token = token.body.access_token;
    return token;
  }

  challenge(form: Record<string, string>): Promise<Answer> {
    return this.call('/oauth2/authorize-challenge', {
      bare: true,
      form: { client_id: this.client, ...form },
    });
  }

  signInWithPass(user: string, pass: string): Promise<Answer> {
    return this.signIn(user, () => ({ authn_method: 'temporary_access_pass', temporary_access_pass: pass }));
  }

  async nonce(): Promise<string> {
    return (await this.call('/registration/v1/nonce', { method: 'POST' })).body.nonce;
  }

  /** A whole and valid join request; every part can be replaced. */
  async joinBody(change: Record<string, unknown> = {}, nonce?: string): Promise<Record<string, unknown>> {
    const { csr } = await makeRequest({ keys: this.keys, nonce: nonce ?? (await this.nonce()) });
    return {
      csr,
      displayName: 'NW-5CD1234',
      joinType: 'join',
      operatingSystem: 'Linux',
      operatingSystemVersion: '6.12',
      hardware: { manufacturer: 'Contoso', model: 'Air 13', serialNumber: '5CD1234' },
      ...change,
    };
  }

  async join(change: Record<string, unknown> = {}): Promise<Answer> {
    return this.call('/registration/v1/devices', { body: await this.joinBody(change) });
  }

  async creationChallenge(): Promise<string> {
    const options = await this.call('/v1.0/me/authentication/fido2Methods/creationOptions');
    return options.body.publicKey.challenge;
  }

  register(publicKeyCredential: unknown, more: Record<string, unknown> = {}): Promise<Answer> {
    return this.call('/v1.0/me/authentication/fido2Methods', { body: { publicKeyCredential, ...more } });
  }
}
