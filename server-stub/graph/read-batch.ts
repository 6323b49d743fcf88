import * as z from 'zod/mini';
import { Refusal } from '../../electron/contract/refusal.ts';
import { parse } from '../http/parse.ts';

/** Graph's limit. */
const MOST_REQUESTS = 20;

const id = z.string().check(z.minLength(1), z.maxLength(64));

const BatchRequest = z.strictObject({
  id,
  method: z.string().check(z.regex(/^(GET|POST|PATCH|DELETE)$/i)),
  /** Below the version, with its query: `/users/amal@northwind.example`. */
  url: z.string().check(z.maxLength(2048), z.regex(/^\/?(?![a-z][a-z\d+.-]*:)[^/\\\s#][^\\\s#]*$/i)),
  headers: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(1024)))),
  body: z.optional(z.unknown()),
  dependsOn: z.optional(z.array(id).check(z.maxLength(MOST_REQUESTS))),
});
export type BatchRequest = z.infer<typeof BatchRequest>;

export const Batch = z.strictObject({
  requests: z.array(BatchRequest).check(z.minLength(1), z.maxLength(MOST_REQUESTS)),
});

/**
 * Reads the body of `$batch` (Graph: JSON batching) and puts it into an order in which nothing comes before what it waits
 * for; otherwise the order is the caller's.
 *
 * @throws Refusal `request_malformed` for an id that is there twice or not at all, a circle, and a batch within a batch.
 */
export function readBatch(body: unknown): BatchRequest[] {
  const { requests } = parse(Batch, body);
  const ids = new Set(requests.map((request) => request.id));
  if (ids.size < requests.length) throw malformed('an id is there twice');
  for (const { url } of requests) checkTarget(url);
  const ordered: BatchRequest[] = [];
  const done = new Set<string>();
  while (ordered.length < requests.length) {
    const next = requests.find(
      (request) => !done.has(request.id) && (request.dependsOn ?? []).every((needed) => done.has(needed)),
    );
    if (!next) throw malformed('dependsOn names what is not there, or goes round in a circle');
    ordered.push(next);
    done.add(next.id);
  }
  return ordered;
}

/** Where the address leads once `..` and the like are resolved: below the version, and not to another batch. */
function checkTarget(url: string): void {
  const target = URL.parse(`https://directory/version/${url.replace(/^\//, '')}`);
  if (target === null || !target.pathname.startsWith('/version/'))
    throw malformed('a url leads out of the version');
  if (/^\/version\/(\$|%24)batch/i.test(target.pathname)) throw malformed('a batch holds no batch');
}

function malformed(detail: string): Refusal {
  return new Refusal('request_malformed', { detail });
}
