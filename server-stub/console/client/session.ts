import * as oauth from 'openid-client';

/** One of the pages that people sign in to: its own address, and what it asks for. */
export interface Application {
  /** Path of the redirect address, with a slash at both ends. */
  readonly path: '/console/' | '/security-info/';
  readonly scope: string;
}

/** What a sign-in has to be like. */
export interface Demand {
  /** Seconds: the person has to have shown who they are this recently. */
  readonly maxAge?: number;
  /** Somebody else may want to sign in. */
  readonly otherAccount?: boolean;
}

/** Why nobody could be signed in, as OAuth says it. */
export class SignInFailed extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const CLIENT_ID = 'latchkey-console';
const BEGUN = 'latchkey-sign-in';
/** Milliseconds. A token that is about to end is renewed before it is used. */
const SOON = 30_000;

interface Begun {
  readonly state: string;
  readonly verifier: string;
  readonly back: string;
}

/**
 * A signed-in person. Tokens live in memory alone and are bound to a key that WebCrypto does not give away (DPoP): what a
 * script could read here is of no use elsewhere, and nothing of it survives the tab. Loading the page again signs in anew, by
 * the directory's own cookie.
 */
export class Session {
  readonly #config: oauth.Configuration;
  readonly #dpop: oauth.DPoPHandle;
  #token: string;
  #refresh: string | undefined;
  #ends: number;
  #renewing: Promise<void> | undefined;

  constructor(config: oauth.Configuration, dpop: oauth.DPoPHandle, tokens: oauth.TokenEndpointResponse) {
    this.#config = config;
    this.#dpop = dpop;
    this.#token = tokens.access_token;
    this.#refresh = tokens.refresh_token;
    this.#ends = Date.now() + (tokens.expires_in ?? 60) * 1000;
  }

  async send(method: string, path: string, body?: unknown): Promise<Response> {
    if (Date.now() > this.#ends - SOON) await this.#renew();
    const headers = new Headers({ accept: 'application/json' });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const text = body === undefined ? null : JSON.stringify(body);
    const url = new URL(path, location.origin);
    return oauth.fetchProtectedResource(this.#config, this.#token, url, method, text, headers, {
      DPoP: this.#dpop,
    });
  }

  /** One at a time: two renewals with one refresh token would be one too many. */
  async #renew(): Promise<void> {
    if (this.#refresh === undefined) return;
    this.#renewing ??= this.#renewOnce(this.#refresh).finally(() => {
      this.#renewing = undefined;
    });
    await this.#renewing;
  }

  async #renewOnce(refresh: string): Promise<void> {
    try {
      const fresh = await oauth.refreshTokenGrant(this.#config, refresh, undefined, { DPoP: this.#dpop });
      this.#token = fresh.access_token;
      this.#refresh = fresh.refresh_token ?? refresh;
      this.#ends = Date.now() + (fresh.expires_in ?? 60) * 1000;
    } catch {
      // The request then goes out with what there is, and the directory's answer says what is wrong.
      this.#refresh = undefined;
    }
  }
}

function configure(): Promise<oauth.Configuration> {
  return oauth.discovery(
    new URL(location.origin),
    CLIENT_ID,
    { id_token_signed_response_alg: 'ES256' },
    oauth.None(),
  );
}

/** Sends the browser to the directory's sign-in; it comes back to the same page. */
export async function beginSignIn(application: Application, demand: Demand = {}): Promise<void> {
  const config = await configure();
  const verifier = oauth.randomPKCECodeVerifier();
  const state = oauth.randomState();
  const back = location.pathname.startsWith(application.path) ? location.pathname : application.path;
  sessionStorage.setItem(BEGUN, JSON.stringify({ state, verifier, back } satisfies Begun));
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: new URL(application.path, location.origin).href,
    scope: application.scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(demand.maxAge === undefined ? {} : { max_age: String(demand.maxAge) }),
    ...(demand.otherAccount ? { prompt: 'select_account' } : {}),
  });
  location.replace(url);
}

function takeBegun(): Begun | null {
  const text = sessionStorage.getItem(BEGUN);
  sessionStorage.removeItem(BEGUN);
  return text === null ? null : (JSON.parse(text) as Begun);
}

/**
 * Finishes the sign-in that this page was opened with, or begins one.
 *
 * @returns `null` when the browser is on its way to the sign-in page
 * @throws SignInFailed when the directory sent the person back without a code
 */
export async function openSession(application: Application): Promise<Session | null> {
  const here = new URL(location.href);
  const refused = here.searchParams.get('error');
  const answered = here.searchParams.has('code') || refused !== null;
  if (!answered) {
    await beginSignIn(application);
    return null;
  }
  const begun = takeBegun();
  history.replaceState(null, '', begun?.back ?? application.path);
  if (refused !== null) throw new SignInFailed(refused);
  // An answer to a sign-in that this tab did not begin: somebody else's code, or a page that was loaded twice.
  if (begun === null) {
    await beginSignIn(application);
    return null;
  }
  const config = await configure();
  const dpop = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256', { extractable: false }));
  const checks = { pkceCodeVerifier: begun.verifier, expectedState: begun.state };
  const tokens = await oauth.authorizationCodeGrant(config, here, checks, undefined, { DPoP: dpop });
  return new Session(config, dpop, tokens);
}
