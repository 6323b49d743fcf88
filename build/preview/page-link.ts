import type { CDPSession, Page } from 'playwright-core';
import { Contexts, type PreviewFrame } from './contexts.ts';
import type { FromNode, ToNode } from './world-isolated.ts';
import type { WorldSources } from './world-source.ts';

/** What the page has to say. */
export interface PageEars {
  invoke(frame: PreviewFrame | null, channel: string, args: readonly unknown[]): Promise<unknown>;
  key(input: Readonly<Record<string, unknown>>): void;
}

/**
 * The line between Node and one page, through an isolated world. Playwright's `exposeBinding` would be easier, but it
 * leaves a callable binding in the page's own world, where a page script can speak in the bridge's name.
 *
 * Scripts and binding belong to the CDP session: it stays open as long as the page.
 */
export class PageLink {
  readonly cdp: CDPSession;
  private readonly contexts: Contexts;
  private readonly sources: WorldSources;

  private constructor(cdp: CDPSession, contexts: Contexts, sources: WorldSources) {
    this.cdp = cdp;
    this.contexts = contexts;
    this.sources = sources;
  }

  static async open(page: Page, sources: WorldSources, ears: PageEars): Promise<PageLink> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Page.enable');
    const { frameTree } = await cdp.send('Page.getFrameTree');
    const contexts = new Contexts(cdp, sources.world, frameTree.frame.id);
    const link = new PageLink(cdp, contexts, sources);
    cdp.on('Runtime.bindingCalled', (call) => {
      if (call.name !== sources.names.binding) return;
      // Read now: by the next turn of the loop the frame may have gone.
      const frame = contexts.frameOf(call.executionContextId);
      link.hear(JSON.parse(call.payload) as ToNode, frame, ears);
    });
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', {
      name: sources.names.binding,
      executionContextName: sources.world,
    });
    // In this order: the page's half must be listening when the isolated half says hello.
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: sources.main });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: sources.isolated,
      worldName: sources.world,
    });
    return link;
  }

  /** `webContents.send`. Lost when there is no page to hear it, as in Electron. */
  message(channel: string, args: readonly unknown[]): void {
    this.deliver({ kind: 'message', channel, args });
  }

  private hear(message: ToNode, frame: PreviewFrame | null, ears: PageEars): void {
    if (message.kind === 'key') {
      ears.key(message.input);
      return;
    }
    const { id } = message;
    ears.invoke(frame, message.channel, message.args).then(
      (value) => this.deliver({ kind: 'reply', id, ok: true, value }),
      (error: unknown) => this.deliver({ kind: 'reply', id, ok: false, value: (error as Error).message }),
    );
  }

  private deliver(message: FromNode): void {
    const { target } = this.contexts;
    if (target === null) return;
    const expression = `globalThis[${JSON.stringify(this.sources.names.deliver)}](${JSON.stringify(message)})`;
    // The page may go between the look and the call.
    this.cdp.send('Runtime.evaluate', { expression, uniqueContextId: target }).catch(() => {});
  }
}
