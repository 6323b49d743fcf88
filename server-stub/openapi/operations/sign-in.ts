import * as z from 'zod/mini';
import { ChallengeGranted, ChallengeRequest } from '../../../electron/contract/wire/challenge.ts';
import { Discovery } from '../../../electron/contract/wire/discovery.ts';
import {
  AnswerGiven,
  NameGiven,
  PageAnswer,
  PageState,
} from '../../../electron/contract/wire/sign-in-page.ts';
import { TokenAnswer } from '../../../electron/contract/wire/token.ts';
import type { Operation, Operations } from '../operation.ts';

/** What the provider reads (RFC 6749 4, RFC 7636, RFC 9449); it checks more than a schema can say. */
const TokenForm = z.looseObject({
  grant_type: z.enum(['authorization_code', 'refresh_token', 'client_credentials']),
  client_id: z.string(),
  client_secret: z.optional(z.string()),
  code: z.optional(z.string()),
  code_verifier: z.optional(z.string()),
  redirect_uri: z.optional(z.string()),
  refresh_token: z.optional(z.string()),
  scope: z.optional(z.string()),
});
const RevocationForm = z.looseObject({ token: z.string(), client_id: z.string() });
const AuthorizeQuery = z.looseObject({
  client_id: z.string(),
  response_type: z.literal('code'),
  redirect_uri: z.string(),
  scope: z.string(),
  code_challenge: z.string(),
  code_challenge_method: z.literal('S256'),
  state: z.optional(z.string()),
  nonce: z.optional(z.string()),
  prompt: z.optional(z.string()),
  login_hint: z.optional(z.string()),
});
const Jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

const open = (summary: string, answers: Operation['answers'], more: Partial<Operation> = {}): Operation => ({
  summary,
  tag: 'sign-in',
  access: 'none',
  answers,
  ...more,
});
const page = (summary: string, more: Partial<Operation> = {}): Operation =>
  open(summary, { 200: PageAnswer }, { access: 'page', ...more });

/** Sign-in: without a browser, with one, and the provider's endpoints. */
export const SIGN_IN_OPERATIONS: Operations = {
  'GET /.well-known/openid-configuration': open('Discovery (OpenID Connect)', { 200: Discovery }),
  'GET /.well-known/oauth-authorization-server': open('Discovery (RFC 8414)', { 200: Discovery }),
  'GET /oauth2/jwks': open('Keys that tokens and audit checkpoints are signed with', { 200: Jwks }),
  'POST /oauth2/authorize-challenge': open(
    'Sign in without a browser (OAuth 2.0 for First-Party Applications)',
    { 200: ChallengeGranted },
    { body: ChallengeRequest, form: true, access: 'device-key' },
  ),
  'POST /oauth2/token': open(
    'Tokens for a code, a refresh token or a secret',
    { 200: TokenAnswer },
    { body: TokenForm, form: true },
  ),
  'POST /oauth2/revoke': open(
    'Revoke a token (RFC 7009)',
    { 200: null },
    { body: RevocationForm, form: true },
  ),
  'GET /oauth2/authorize': open('Sign in in a browser', { 303: null }, { query: AuthorizeQuery }),
  'GET /oauth2/authorize/:uid': open('Go on after the pages', { 303: null }, { access: 'page' }),
  'GET /oauth2/sign-out': open(
    'Sign out (RP-initiated logout)',
    { 200: null, 303: null },
    { type: 'text/html' },
  ),
  'GET /oauth2/logout': open('Sign out, by Entra’s name', { 200: null, 303: null }, { type: 'text/html' }),
  'POST /oauth2/sign-out/confirm': open('Sign out for sure', { 303: null }, { access: 'page' }),
  'GET /oauth2/sign-out/success': open('Signed out', { 200: null }, { type: 'text/html' }),
  'GET /oauth2/interaction/:uid': open(
    'The sign-in page',
    { 200: null },
    { access: 'page', type: 'text/html' },
  ),
  'GET /oauth2/interaction/:uid/state': open('Where the page stands', { 200: PageState }, { access: 'page' }),
  'POST /oauth2/interaction/:uid/name': page('Who signs in', { body: NameGiven }),
  'POST /oauth2/interaction/:uid/answer': page('A pass, password, code or passkey', { body: AnswerGiven }),
  'POST /oauth2/interaction/:uid/options': page('Options of a passkey ceremony'),
  'POST /oauth2/interaction/:uid/back': page('Another name'),
  'POST /oauth2/interaction/:uid/confirm': page('Go on as who is signed in'),
  'POST /oauth2/interaction/:uid/continue': page('Go on to the application'),
  'POST /oauth2/interaction/:uid/cancel': page('Go back to the application without signing in'),
};
