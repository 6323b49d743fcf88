import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { refusalRow } from '../../../electron/contract/refusals.ts';
import {
  AnswerGiven,
  NameGiven,
  type PageAnswer,
  type PageRefusal,
  type PageState,
} from '../../../electron/contract/wire/sign-in-page.ts';
import { parse } from '../../http/parse.ts';
import type { ChallengeOutcome, ChallengeParts } from '../attempt.ts';
import { SourceQuota } from '../source-quota.ts';
import { interactionPage } from './cookies.ts';
import {
  cancelInteraction,
  confirmInteraction,
  finishedBefore,
  finishInteraction,
} from './finish-interaction.ts';
import {
  continueLoop,
  findInteraction,
  giveAnswer,
  giveName,
  goBack,
  type PageAsk,
  pageState,
  passkeyOptions,
} from './interaction.ts';
import { checkSameOrigin } from './same-origin.ts';

/** Requests of one address about sign-in pages in ten minutes; a waiting page looks every five seconds. */
const MOST_ASKED = 6_000;

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a POST does; it resolves with what is there to say besides the state. */
type Act = (ask: PageAsk, exchange: Exchange) => Promise<Omit<PageAnswer, 'state'>>;

const rawOf = ({ request, reply }: Exchange) => ({ request: request.raw, response: reply.raw });

async function concluded(ask: PageAsk, outcome: ChallengeOutcome, exchange: Exchange) {
  if (outcome.outcome === 'needed') return {};
  return { next: await finishInteraction(ask, outcome.handle, rawOf(exchange)) };
}

const ACTS: Readonly<Record<string, Act>> = {
  name: async (ask, { request }) => {
    await giveName(ask, parse(NameGiven, request.body).name);
    return {};
  },
  answer: async (ask, exchange) => {
    const given = parse(AnswerGiven, exchange.request.body);
    return concluded(ask, await giveAnswer(ask, given), exchange);
  },
  options: async (ask) => ({ publicKey: await passkeyOptions(ask) }),
  continue: async (ask, exchange) => concluded(ask, await continueLoop(ask), exchange),
  back: async (ask) => {
    await goBack(ask);
    return {};
  },
  confirm: async (ask) => {
    if (ask.interaction.prompt.name !== 'consent') throw new Refusal('session_invalid');
    return { next: await confirmInteraction(ask) };
  },
  cancel: async (ask) => {
    await goBack(ask);
    return { next: await cancelInteraction(ask) };
  },
};

function noticeOf(refusal: Refusal): PageRefusal {
  const { cause, userAction, helpCode } = refusalRow(refusal.slug);
  const { retryAfter, gates = [] } = refusal.details;
  const shut = gates.filter((gate) => !gate.satisfied && !gate.reportOnly);
  return {
    slug: refusal.slug,
    helpCode,
    cause,
    userAction,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(shut.length === 0 ? {} : { gates: shut }),
  };
}

const CLOSED = (tenant: string): PageState => ({
  screen: 'closed',
  tenant,
  application: '',
  methods: [],
});

async function askOf(parts: ChallengeParts, exchange: Exchange): Promise<PageAsk> {
  const { request } = exchange;
  const { uid } = request.params as { uid: string };
  const found = await findInteraction(parts, rawOf(exchange), uid);
  return {
    ...parts,
    ...found,
    source: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    requestId: request.id,
  };
}

/** A refusal with the page's whole state, so that the page never has to guess where it stands. */
async function refused(
  parts: ChallengeParts,
  ask: PageAsk | undefined,
  refusal: Refusal,
  exchange: Exchange,
) {
  exchange.request.refusedWith = refusal.slug;
  const { retryAfter } = refusal.details;
  if (retryAfter !== undefined) exchange.reply.header('retry-after', String(retryAfter));
  const state = ask ? await pageState(ask) : CLOSED(parts.context.tenant.displayName);
  const answer: PageAnswer = { state, refusal: noticeOf(refusal) };
  return exchange.reply.code(refusalRow(refusal.slug).status ?? 500).send(answer);
}

async function run(parts: ChallengeParts, exchange: Exchange, act?: Act): Promise<FastifyReply> {
  let ask: PageAsk | undefined;
  try {
    ask = await askOf(parts, exchange);
    const done = finishedBefore(ask.interaction);
    if (done !== undefined) return exchange.reply.send({ next: done });
    const said = act ? await act(ask, exchange) : {};
    const answer: PageAnswer = said.next === undefined ? { ...said, state: await pageState(ask) } : said;
    return exchange.reply.send(answer);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return refused(parts, ask, thrown, exchange);
  }
}

/** The JSON behind the sign-in page (shapes: contract/wire/sign-in-page.ts), for the browser that opened it and no other. */
export function installInteractions(app: FastifyInstance, parts: ChallengeParts): void {
  const quota = new SourceQuota(MOST_ASKED);
  const count = (request: FastifyRequest) => quota.count(request.ip, parts.context.clock.now());
  const base = interactionPage(':uid');
  app.get(
    `${base}/state`,
    { exposeHeadRoute: false, onRequest: async (request) => count(request) },
    (request, reply) => run(parts, { request, reply }),
  );
  for (const [name, act] of Object.entries(ACTS)) {
    const onRequest = async (request: FastifyRequest) => {
      checkSameOrigin(request, parts.context.urls.root);
      count(request);
    };
    app.post(`${base}/${name}`, { onRequest }, (request, reply) => run(parts, { request, reply }, act));
  }
}
