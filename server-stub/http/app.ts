import { randomUUID } from 'node:crypto';
import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { closeUnderKeepAlive } from './close.ts';
import { isTooDeep } from './json-depth.ts';
import { logAnswers } from './log-answers.ts';
import { logFailure } from './log-failure.ts';
import { refuseOtherMethods } from './other-methods.ts';
import { answerFor, asRequestRefusal, type RefusalAnswer, type RequestFacts } from './refusal-answer.ts';
import { followRequests } from './request-origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where the answer has to carry a `DPoP-Nonce`. */
    dpopNonce: string;
    clientRequestId: string;
    /** Slug of the refusal, for the log. */
    refusedWith: string;
  }
}

export const BODY_LIMIT = 64 * 1024;

/**
 * How long a request may take to arrive, headers and all. Node looks at this only at intervals, of 30 s where nobody says
 * otherwise: nothing here waits longer than 30 s (rule 2), so both together stay below.
 */
export const PATIENCE = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 5_000,
};

/** What cannot be read as a request has no path and so no envelope, but a status of its own. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Key and certificate (PEM) of the HTTPS server. */
export interface ServerPair {
  readonly key: string;
  readonly cert: string;
}

/** Sends a refusal's answer; also used by the challenge endpoint, which adds members of its own. */
export function sendAnswer(reply: FastifyReply, answer: RefusalAnswer): FastifyReply {
  return reply.code(answer.status).headers(answer.headers).send(answer.body);
}

/** What an answer has to say about its request. */
export function requestFacts(request: FastifyRequest, context: DirectoryContext): RequestFacts {
  return {
    requestId: request.id,
    clientRequestId: request.clientRequestId || request.id,
    now: context.clock.now(),
  };
}

function handleError(
  context: DirectoryContext,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const path = (request.raw.url ?? '/').split('?', 1)[0] ?? '/';
  const known = asRequestRefusal(thrown);
  if (known === undefined) {
    // The text of a failure nobody foresaw stays in the log; the answer has the request id that finds it.
    logFailure(context.log, 'request failed', thrown, { requestId: request.id });
  }
  const refusal = known ?? new Refusal('directory_failed');
  request.refusedWith = refusal.slug;
  return sendAnswer(reply, answerFor(refusal, path, requestFacts(request, context)));
}

/** Headers of every answer: the request's ids, the directory's time (rule 8), and nothing kept in caches. */
function stamp(context: DirectoryContext, request: FastifyRequest, reply: FastifyReply): void {
  const given = request.headers['client-request-id'];
  const echoed = typeof given === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(given) ? given : request.id;
  request.clientRequestId = echoed;
  reply.headers({
    'request-id': request.id,
    'client-request-id': echoed,
    date: new Date(context.clock.now()).toUTCString(),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
}

/** Probes ask by address. */
const ANY_HOST = ['/health/live', '/health/ready'];

/** The Host header decides nothing here, and whoever sends another one is told so (spike trap 5). */
function pinHost(context: DirectoryContext, request: FastifyRequest): void {
  if (ANY_HOST.includes(request.routeOptions.url ?? '')) return;
  if (request.headers.host?.toLowerCase() !== new URL(context.urls.root).host)
    throw new Refusal('host_unknown');
}

/**
 * The HTTP server without routes: limits, ids, time, host pinning, and one mapping from refusals to answers
 * (OAuth's shape under `/oauth2/`, Graph's envelope elsewhere). Install routes as plugins, then call `finish`.
 */
export function createApp(context: DirectoryContext, pair: ServerPair) {
  const app = fastify({
    https: { key: pair.key, cert: pair.cert, minVersion: 'TLSv1.2', ...PATIENCE },
    bodyLimit: BODY_LIMIT,
    requestTimeout: PATIENCE.requestTimeout,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, request, reply) => {
      stamp(context, request, reply);
      handleError(context, error, request, reply);
    },
    clientErrorHandler: (error, socket) => {
      if (!socket.writable) return void socket.destroy();
      const status = UNREADABLE[error.code] ?? '400 Bad Request';
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    },
  });
  app.decorateRequest('dpopNonce', '');
  app.decorateRequest('clientRequestId', '');
  app.decorateRequest('refusedWith', '');
  app.removeContentTypeParser('text/plain');
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (isTooDeep(body)) done(new Refusal('request_malformed', { detail: 'the JSON nests too deep' }));
    else parseJson(request, body, done);
  });
  app.addHook('onRequest', async (request, reply) => {
    stamp(context, request, reply);
    pinHost(context, request);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.dpopNonce !== '') reply.header('dpop-nonce', request.dpopNonce);
  });
  app.setErrorHandler((thrown, request, reply) => handleError(context, thrown, request, reply));
  app.setNotFoundHandler((request, reply) => handleError(context, new Refusal('not_found'), request, reply));
  followRequests(app as unknown as FastifyInstance, context);
  logAnswers(app as unknown as FastifyInstance, context);
  closeUnderKeepAlive(app as unknown as FastifyInstance);
  const finish = refuseOtherMethods(app as unknown as FastifyInstance);
  return { app: app as unknown as FastifyInstance, finish };
}
