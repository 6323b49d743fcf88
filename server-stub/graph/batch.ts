import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Response } from 'light-my-request';
import { Refusal } from '../../electron/contract/refusal.ts';
import type { DirectoryContext } from '../context.ts';
import { requestFacts } from '../http/app.ts';
import { authenticateBatch } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { graphAnswer } from '../http/refusal-answer.ts';
import { withVouchedProof } from '../http/vouched-proof.ts';
import { refuseQuery } from './odata/query.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';
import { type BatchRequest, readBatch } from './read-batch.ts';

/** Headers that a single request may bring; who calls is said once, for the batch. */
const TAKEN = ['content-type', 'consistencylevel', 'prefer', 'client-request-id'];
/** Headers of an answer that mean something inside a batch. */
const GIVEN = ['content-type', 'location', 'retry-after', 'www-authenticate', 'allow', 'request-id'];

/** One answer of a batch. */
interface BatchAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * `POST /$batch`: up to twenty requests, one after the other, each through the same routes with the same rights as if it had
 * come alone. A key-bound token proves its key once, for the URL of the batch; that counts for the requests inside.
 */
export async function registerBatchRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    app.post(
      `${prefix}/$batch`,
      guarded(
        (request) => authenticateBatch(context, request),
        async (proof, request) => {
          refuseQuery(request.query);
          const batch = { app, context, prefix, request };
          const requests = readBatch(request.body);
          const run = () => runAll(batch, requests);
          return { responses: await (proof === undefined ? run() : withVouchedProof(proof, run)) };
        },
      ),
    );
  }
}

interface Batch {
  readonly app: FastifyInstance;
  readonly context: DirectoryContext;
  readonly prefix: string;
  /** The request that brought the batch. */
  readonly request: FastifyRequest;
}

/** In the order of `readBatch`. What waits for something that was refused is not tried (424, as in Graph). */
async function runAll(batch: Batch, requests: readonly BatchRequest[]): Promise<BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  for (const one of requests) {
    const waitsFor = answers.filter(({ id }) => one.dependsOn?.includes(id));
    const failed = waitsFor.some(({ status }) => status >= 400);
    answers.push(failed ? dependencyFailed(batch, one) : await runOne(batch, one));
  }
  return answers;
}

async function runOne({ app, context, prefix, request }: Batch, one: BatchRequest): Promise<BatchAnswer> {
  const given = Object.entries(one.headers ?? {}).filter(([name]) => TAKEN.includes(name.toLowerCase()));
  const body = one.body === undefined ? undefined : JSON.stringify(one.body);
  const answer = await app.inject({
    method: one.method.toUpperCase() as 'GET',
    url: `${prefix}/${one.url.replace(/^\//, '')}`,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value])),
      host: new URL(context.urls.root).host,
      authorization: request.headers.authorization ?? '',
    },
    remoteAddress: request.ip,
    ...(body === undefined ? {} : { payload: body }),
  });
  return present(one.id, answer);
}

function present(id: string, answer: Response): BatchAnswer {
  const headers = Object.fromEntries(
    GIVEN.flatMap((name) => {
      const value = answer.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  if (answer.payload === '') return { id, status: answer.statusCode, headers };
  return { id, status: answer.statusCode, headers, body: bodyOf(answer) };
}

/** What is not JSON, or was spoilt on purpose (chaos), travels as base64, as in Graph. */
function bodyOf(answer: Response): unknown {
  try {
    return JSON.parse(answer.payload);
  } catch {
    return answer.rawPayload.toString('base64');
  }
}

function dependencyFailed({ context, request }: Batch, { id }: BatchRequest): BatchAnswer {
  const { status, headers, body } = graphAnswer(
    new Refusal('dependency_failed'),
    requestFacts(request, context),
  );
  return { id, status, headers, body };
}
