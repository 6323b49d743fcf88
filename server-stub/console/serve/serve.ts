import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../../../electron/contract/refusal.ts';
import { ASSET_HEADERS, PAGE_HEADERS } from './headers.ts';
import { type PageName, Pages, type PagesOptions } from './pages.ts';
import { FAILED, MISSING, PLAIN_POLICY, PREPARING } from './plain.ts';

/** Addresses of the pages. The last part of an address belongs to the page itself, which finds its way from there. */
const PAGES: readonly { readonly url: string; readonly page: PageName }[] = [
  { url: '/console/', page: 'console' },
  { url: '/console/*', page: 'console' },
  { url: '/security-info/', page: 'security-info' },
  { url: '/security-info/*', page: 'security-info' },
  // The cookie of a sign-in has this path (sign-in/browser/cookies.ts); its JSON API lies below.
  { url: '/oauth2/interaction/:uid', page: 'sign-in' },
];

/** What is said while there is no page. */
const INSTEAD = { preparing: PREPARING, ready: PREPARING, missing: MISSING, failed: FAILED } as const;

function sendPlain(reply: FastifyReply, body: Buffer, status: number): FastifyReply {
  return reply
    .code(status)
    .headers({ ...PAGE_HEADERS, 'content-security-policy': PLAIN_POLICY, 'retry-after': '2' })
    .send(body);
}

async function sendPage(pages: Pages, reply: FastifyReply, name: PageName): Promise<FastifyReply> {
  void pages.prepare();
  const shell = pages.current?.shells[name];
  if (shell) return reply.headers(PAGE_HEADERS).send(shell);
  return sendPlain(reply, INSTEAD[pages.state], 503);
}

async function sendAsset(pages: Pages, reply: FastifyReply, name: string): Promise<FastifyReply> {
  await pages.prepare();
  const asset = pages.current?.assets.get(name);
  if (!asset) throw new Refusal('not_found');
  return reply.headers({ ...ASSET_HEADERS, 'content-type': asset.type }).send(asset.bytes);
}

/** The directory's own pages: console, My Security Info, and the shell of the sign-in page. */
export async function registerPages(app: FastifyInstance, options: PagesOptions): Promise<void> {
  const pages = new Pages(options);
  app.addHook('onClose', () => pages.close());
  for (const { url, page } of PAGES) {
    app.get(url, { exposeHeadRoute: false }, (_request, reply) => sendPage(pages, reply, page));
  }
  app.get('/console/assets/:name', { exposeHeadRoute: false }, (request, reply) =>
    sendAsset(pages, reply, (request.params as { name: string }).name),
  );
  for (const bare of ['/console', '/security-info']) {
    app.get(bare, { exposeHeadRoute: false }, (_request, reply) => reply.redirect(`${bare}/`, 308));
  }
}
