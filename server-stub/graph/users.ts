import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DirectoryContext } from '../context.ts';
import { authenticate } from '../http/authenticate.ts';
import { guarded } from '../http/guarded.ts';
import { identifyUser, presentUser, READ_USER } from './graph-user.ts';
import { matches, requiredValue } from './odata/matches.ts';
import { type Page, readSkipToken, selectMembers, writePage } from './odata/page.ts';
import { type CollectionQuery, type CollectionShape, readQuery } from './odata/query.ts';
import { checkReader } from './permissions.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

const MEMBERS = [
  'id',
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'accountEnabled',
  'userType',
  'creationType',
  'createdDateTime',
  'signInSessionsValidFromDateTime',
];
const USERS: CollectionShape = { select: MEMBERS, filter: MEMBERS, largestPage: 999, defaultPage: 100 };
const BATCH = 1000;

/** `/users`, `/users/{id | userPrincipalName}` and `/me`. */
export async function registerUserRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    app.get(
      `${prefix}/users`,
      guarded(
        (request) => authenticateReader(context, request),
        async (_caller, request) => {
          const query = readQuery(request.query, USERS);
          const page = await listUsers(context, query);
          const { root } = context.urls;
          return writePage(page, query, { url: `${root}${prefix}/users`, contextName: 'users', root });
        },
      ),
    );
    for (const path of ['/me', '/users/:user']) {
      app.get(
        `${prefix}${path}`,
        guarded(
          (request) => identifyUser(context, request, READ_USER),
          async ({ user }, request) => {
            const { select } = readQuery(request.query, { ...ONE, select: MEMBERS });
            const shown = selectMembers(presentUser(user), select);
            return { '@odata.context': `${context.urls.root}/v1.0/$metadata#users/$entity`, ...shown };
          },
        ),
      );
    }
  }
}

/** A single item knows `$select` alone. */
const ONE = { largestPage: 1, defaultPage: 1 };

async function authenticateReader(context: DirectoryContext, request: FastifyRequest): Promise<void> {
  const caller = await authenticate(context, request, {
    scope: READ_USER.any,
    application: READ_USER.any,
    dpop: 'optional',
  });
  checkReader(caller);
}

/** In the order of their names: it is unique and stays put, so that a page can be continued from a name. */
async function listUsers(
  context: DirectoryContext,
  query: CollectionQuery,
): Promise<Page<Record<string, unknown>>> {
  const wanted = requiredValue(query.filter, 'userPrincipalName');
  const rows: Record<string, unknown>[] = [];
  let after = readSkipToken(query.skipToken, /^[^\p{Cc}]{1,320}$/u) ?? '';
  for (;;) {
    let select = context.store.db
      .selectFrom('users')
      .selectAll()
      .where('user_principal_name', '>', after)
      .orderBy('user_principal_name')
      .limit(BATCH);
    if (typeof wanted === 'string') select = select.where('user_principal_name', '=', wanted.toLowerCase());
    const batch = await select.execute();
    for (const user of batch) {
      const shown = presentUser(user);
      if (query.filter !== undefined && !matches(query.filter, shown)) continue;
      if (rows.length === query.top) return { rows, next: after };
      rows.push(shown);
      after = user.user_principal_name;
    }
    if (batch.length < BATCH) return { rows };
    after = batch.at(-1)?.user_principal_name ?? after;
  }
}
