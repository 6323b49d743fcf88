import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import { ChallengeRequest } from '../../electron/contract/wire/challenge.ts';
import { requestFacts, sendAnswer } from '../http/app.ts';
import { verifyDpop } from '../http/dpop.ts';
import { parse } from '../http/parse.ts';
import { oauthAnswer } from '../http/refusal-answer.ts';
import type { ChallengeOutcome, ChallengeParts } from './attempt.ts';
import type { OpenAuthSession } from './auth-session.ts';
import { clientOf, sessionFor, takeChallenge } from './challenge.ts';

/** Seconds between two looks at a session. */
const INTERVAL = 5;

/** A form as an object. A field given twice could be read differently by two readers (RFC 6749 3.1), so it is refused. */
function readForm(text: string): Record<string, string> {
  const form: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in form) throw new Refusal('request_malformed', { detail: 'a field was given twice' });
    form[name] = value;
  }
  return form;
}

function sendOutcome(reply: FastifyReply, outcome: ChallengeOutcome, open: OpenAuthSession): FastifyReply {
  if (outcome.outcome === 'granted') return reply.send({ authorization_code: outcome.handle });
  return reply.code(401).send({
    error: 'insufficient_authorization',
    auth_session: open.value,
    interval: INTERVAL,
    authn_methods: outcome.methods,
    ...(outcome.gates ? { gates: outcome.gates, suberror: 'mfa_required', error_codes: [50076] } : {}),
  });
}

async function challenge(
  parts: ChallengeParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = parse(ChallengeRequest, request.body);
  const client = clientOf(form);
  const { jkt } = await verifyDpop(parts.context, request);
  const asker = { jkt, source: request.ip, requestId: request.id, userAgent: request.headers['user-agent'] };
  const open = await sessionFor(parts, form, client, asker);
  try {
    const outcome = await takeChallenge(parts, { request: form, client, open, asker });
    return sendOutcome(reply, outcome, open);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    // The session goes on: after a refusal one may answer again, with something else, or later.
    request.refusedWith = thrown.slug;
    const members = { auth_session: open.value, interval: INTERVAL };
    return sendAnswer(reply, oauthAnswer(thrown, requestFacts(request, parts.context), members));
  }
}

/**
 * `POST /oauth2/authorize-challenge` (OAuth 2.0 for First-Party Applications, draft -04; shapes in
 * contract/wire/challenge.ts). It takes forms and nothing else, and ignores an Authorization header.
 */
export function installChallenge(app: FastifyInstance, parts: ChallengeParts): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string | Buffer) => readForm(String(body)),
    );
    scope.post('/oauth2/authorize-challenge', (request, reply) => challenge(parts, request, reply));
  });
}
