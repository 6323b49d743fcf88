import type { BrowserContext } from 'playwright-core';
import type { PageLink } from './page-link.ts';

/** Electron's words for how a renderer ended. */
export type GoneReason = Electron.RenderProcessGoneDetails['reason'];

/** Chromium's words (`base::TerminationStatus`, as CDP spells it) in Electron's. */
const REASONS: Readonly<Record<string, GoneReason>> = {
  killed: 'killed',
  crashed: 'crashed',
  oom: 'oom',
  abnormal: 'abnormal-exit',
  'launch failed': 'launch-failed',
};

/** Tells, once, how the page's process ended. Only the browser's own session knows; the page's falls silent. */
export async function watchForCrash(
  context: BrowserContext,
  link: PageLink,
  gone: (reason: GoneReason, exitCode: number) => void,
): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('the browser has no session of its own');
  const { targetInfo } = await link.cdp.send('Target.getTargetInfo');
  let told = false;
  session.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
    if (told || targetId !== targetInfo.targetId) return;
    told = true;
    gone(REASONS[status] ?? 'crashed', errorCode);
  });
  await session.send('Target.setDiscoverTargets', { discover: true });
}
