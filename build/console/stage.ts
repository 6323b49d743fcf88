import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** How a person signs in at the directory's page: their name, and one answer. */
export interface Shown {
  readonly name: string;
  readonly pass?: string;
}

/** A browser that trusts the directory's own certificate, with a fixed language and time zone. */
export function openPerson(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: url,
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...options,
  });
}

/** Answers the sign-in page through its own API, from the page itself: what it looks like is another matter. */
function answerPage(page: Page, { name, pass }: Shown): Promise<string | undefined> {
  return page.evaluate(
    async ({ name, pass }) => {
      const send = async (what: string, body: unknown): Promise<{ next?: string }> => {
        const init = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
        return (await (await fetch(`${location.pathname}/${what}`, init)).json()) as { next?: string };
      };
      await send('name', { name });
      return (await send('answer', { pass })).next;
    },
    { name, pass },
  );
}

async function openSignInPage(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  await page.waitForURL(/\/oauth2\/interaction\//);
  await page.waitForLoadState('load');
  return page;
}

/** Opens one of the pages and signs in; resolves when its heading is there. */
export async function openSignedIn(context: BrowserContext, path: string, who: Shown): Promise<Page> {
  const page = await openSignInPage(context, path);
  const next = await answerPage(page, who);
  if (next === undefined) throw new TypeError('the sign-in was refused');
  await page.goto(next);
  await page.waitForURL((url) => url.pathname.startsWith(path.split('/').slice(0, 2).join('/')));
  await page.locator('h1').waitFor();
  return page;
}

/** Somebody who is refused, for the sake of the row that it leaves. */
export async function tryWrongPass(context: BrowserContext, path: string, who: Shown): Promise<void> {
  const page = await openSignInPage(context, path);
  await answerPage(page, who);
  await page.close();
}
