import { createHash, randomBytes } from 'node:crypto';
import type { PageAnswer } from '../../electron/contract/wire/sign-in-page.ts';
import type { Answer, Lab } from './lab.ts';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** What an application asks the authorization endpoint for. */
export interface Wanted {
  readonly client?: string;
  readonly redirect?: string;
  readonly scope?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** An answer of the page's API. */
export type Page = Answer & { readonly body: PageAnswer };

/** A browser without pages: cookies by path, redirects followed by hand, one sign-in at a time unless told otherwise. */
export class PageBrowser {
  readonly lab: Lab;
  cookies: Cookie[] = [];
  verifier = '';
  /** Path of the page that the last `begin` led to. */
  page = '';
  wanted: Required<Wanted> = { client: '', redirect: '', scope: '', more: {} };

  constructor(lab: Lab) {
    this.lab = lab;
  }

  async call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const { pathname } = new URL(this.lab.url(path));
    const sent = this.cookies.filter(
      (one) => pathname === one.path || pathname.startsWith(one.path.replace(/\/?$/, '/')),
    );
    const answer = await this.lab.call(path, {
      ...(body === undefined ? {} : { body }),
      headers: {
        cookie: sent.map((one) => `${one.name}=${one.value}`).join('; '),
        'user-agent': 'Test browser',
        ...(body === undefined ? {} : { origin: this.lab.directory.url, 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
    });
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(String(line));
    return answer;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    this.cookies = this.cookies.filter((one) => one.name !== name || one.path !== path);
    if (!/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.push({ name, value, path });
  }

  /** Where an application sends a browser to sign in; `token` redeems what comes of it. */
  authorizePath({
    client = 'latchkey-console',
    redirect,
    scope = 'openid User.Read',
    more = {},
  }: Wanted = {}): string {
    const to = redirect ?? `${this.lab.directory.url}/console/`;
    this.wanted = { client, redirect: to, scope, more };
    this.verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: to,
      scope,
      state: 'kept',
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    return `/oauth2/authorize?${query}`;
  }

  /** Goes to the authorization endpoint; a page that opens becomes `page`. */
  async begin(wanted: Wanted = {}): Promise<Answer> {
    const answer = await this.call(this.authorizePath(wanted));
    const location = String(answer.headers.location ?? '');
    if (location.includes('/oauth2/interaction/'))
      this.page = new URL(location, this.lab.directory.url).pathname;
    return answer;
  }

  async post(what: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Page> {
    return this.call(`${this.page}/${what}`, body, headers);
  }

  async state(): Promise<Page> {
    return this.call(`${this.page}/state`);
  }

  /** Follows `next`, and redeems the code that comes back. */
  async redeem(next: string | undefined): Promise<Answer> {
    return this.token(await this.call(new URL(String(next)).pathname));
  }

  token(landed: Answer): Promise<Answer> {
    return this.tokenAt(String(landed.headers.location));
  }

  /** Redeems the code that an address carries. */
  async tokenAt(address: string): Promise<Answer> {
    const code = new URL(address).searchParams.get('code') ?? '';
    return this.lab.call('/oauth2/token', {
      form: {
        grant_type: 'authorization_code',
        client_id: this.wanted.client,
        redirect_uri: this.wanted.redirect,
        code,
        code_verifier: this.verifier,
      },
    });
  }

  /** Name and one answer, to the token. */
  async signIn(name: string, answer: Record<string, unknown>, wanted: Wanted = {}): Promise<Answer> {
    await this.begin(wanted);
    await this.post('name', { name });
    const answered = await this.post('answer', answer);
    if (answered.body.next === undefined)
      throw new TypeError(`not signed in: ${JSON.stringify(answered.body)}`);
    return this.redeem(answered.body.next);
  }
}
