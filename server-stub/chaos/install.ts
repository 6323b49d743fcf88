import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { logFailure } from '../http/log-failure.ts';
import { act } from './act.ts';
import type { Chaos } from './chaos.ts';
import type { ChaosEvent, Fault, Moment } from './scenario.ts';
import { spoilAnswer } from './spoil-answer.ts';

/** Chaos must not keep anybody from ending it, or from asking whether the directory lives. */
const SPARED = ['/provisioning/v1/chaos', '/health/live', '/health/ready'];

/** What a finished request says about the run that it belongs to. */
const EVENTS: readonly { readonly method: 'POST'; readonly route: RegExp; readonly event: ChaosEvent }[] = [
  { method: 'POST', route: /^\/provisioning\/v1\/runs$/, event: 'run-started' },
  { method: 'POST', route: /^\/oauth2\/authorize-challenge$/, event: 'reserved' },
  { method: 'POST', route: /^\/registration\/v1\/devices$/, event: 'joined' },
  { method: 'POST', route: /\/authentication\/fido2Methods$/, event: 'registered' },
];

/** Who says to be calling; chosen by, never trusted. */
function clientOf(request: FastifyRequest): string | null {
  const payload = request.headers.authorization?.split('.')[1] ?? '';
  try {
    const { client_id: client } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof client === 'string' ? client : null;
  } catch {
    return null;
  }
}

/** A gateway's own answer: it knows nothing of our envelope. */
function answerAsGateway(reply: FastifyReply, status: number): FastifyReply {
  const text = status === 502 ? 'Bad Gateway' : 'Gateway Timeout';
  return reply.code(status).type('text/html').send(`<html><body><h1>${status} ${text}</h1></body></html>`);
}

function refusalOf({ status, retryAfterSeconds }: Extract<Fault, { kind: 'refuse' }>): Refusal {
  const details = retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds };
  if (status === 429) return new Refusal('throttled', { retryAfter: 1, ...details });
  return new Refusal(status === 503 ? 'directory_busy' : 'directory_failed', details);
}

/**
 * A reset needs the TCP socket, and a TLS socket does not show the one that it stands on: they are kept by the port at
 * the other end.
 */
function keepSockets(app: FastifyInstance): (port: number | undefined) => Socket | undefined {
  const sockets = new Map<number | undefined, Socket>();
  app.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  return (port) => sockets.get(port);
}

/**
 * Lets the active scenario happen, at the edge: call it before any route is installed. Whatever strikes is logged with
 * the request's id and counted.
 */
export function installChaos(app: FastifyInstance, context: DirectoryContext, chaos: Chaos): void {
  const socketAt = keepSockets(app);
  const spared = (request: FastifyRequest) => SPARED.includes(request.routeOptions.url ?? '');
  app.addHook('onRequest', async (request, reply) => {
    if (spared(request)) return;
    await happen(context, chaos, chaos.due());
    const route = request.routeOptions.url ?? '';
    for (const { rule, fault } of chaos.strikes({
      route,
      method: request.method,
      client: clientOf(request),
    })) {
      context.log.warn({ requestId: request.id, scenario: chaos.active, rule, fault: fault.kind }, 'chaos');
      await strike(fault, { request, reply, chaos, socketAt });
      if (reply.sent || request.raw.socket.destroyed) return reply.hijack();
    }
  });
  app.addHook('onSend', async (request, reply) => {
    const fits = EVENTS.find(
      ({ method, route }) => request.method === method && route.test(request.routeOptions.url ?? ''),
    );
    if (fits && reply.statusCode < 300) await happen(context, chaos, chaos.due(fits.event));
  });
}

interface Struck {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly chaos: Chaos;
  readonly socketAt: (port: number | undefined) => Socket | undefined;
}

async function strike(fault: Fault, { request, reply, chaos, socketAt }: Struck): Promise<void> {
  const { socket } = request.raw;
  const end = {
    drop: () => void socket.destroy(),
    reset: () => void (socketAt(socket.remotePort) ?? socket).resetAndDestroy(),
  };
  switch (fault.kind) {
    case 'latency':
      await pause(fault.ms + chaos.roll() * fault.jitterMs);
      return;
    case 'refuse':
      if (fault.status !== 502 && fault.status !== 504) throw refusalOf(fault);
      answerAsGateway(reply, fault.status);
      return;
    case 'malformed':
    case 'truncated':
      spoilAnswer(reply.raw, fault.kind, end.drop);
      return;
    case 'drop':
    case 'reset':
      if (fault.when === 'before') end[fault.kind]();
      else spoilAnswer(reply.raw, fault.kind, end[fault.kind]);
  }
}

async function happen(context: DirectoryContext, chaos: Chaos, moments: readonly Moment[]): Promise<void> {
  for (const moment of moments) {
    context.log.warn({ scenario: chaos.active, moment: moment.name, act: moment.act.kind }, 'chaos');
    try {
      await act(context, chaos, moment);
    } catch (thrown) {
      // The request that it came with has nothing to do with it.
      logFailure(context.log, 'chaos failed', thrown);
    }
  }
}
