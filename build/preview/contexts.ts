import type { CDPSession } from 'playwright-core';

/** One JavaScript world of one frame. */
export interface WorldContext {
  readonly frameId: string;
  readonly world: string;
  readonly isDefault: boolean;
  readonly origin: string;
  /** Never used again, unlike the number: a message for a page that has gone fails instead of reaching the next one. */
  readonly uniqueId: string;
}

/** Who sent a message, in the members of Electron's WebFrameMain that the bridge reads. */
export interface PreviewFrame {
  readonly parent: object | null;
  readonly origin: string;
}

/** Keeps track of the worlds that exist, so that a message can be told by where it comes from. */
export class Contexts {
  private readonly known = new Map<number, WorldContext>();
  private readonly world: string;
  private readonly topFrame: string;

  constructor(cdp: CDPSession, world: string, topFrame: string) {
    this.world = world;
    this.topFrame = topFrame;
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const aux = context.auxData as { frameId?: string; isDefault?: boolean } | undefined;
      this.known.set(context.id, {
        frameId: aux?.frameId ?? '',
        world: context.name,
        isDefault: aux?.isDefault === true,
        origin: context.origin,
        uniqueId: context.uniqueId,
      });
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.known.delete(executionContextId),
    );
    cdp.on('Runtime.executionContextsCleared', () => this.known.clear());
  }

  /** The frame behind a context; `null` when it has gone, as Electron's `senderFrame`. */
  frameOf(contextId: number): PreviewFrame | null {
    const sender = this.known.get(contextId);
    if (sender === undefined || sender.world !== this.world) return null;
    // The page's own world knows the frame's origin; an isolated one may have another, or none.
    const page = [...this.known.values()].find((one) => one.isDefault && one.frameId === sender.frameId);
    if (page === undefined) return null;
    return { parent: sender.frameId === this.topFrame ? null : {}, origin: page.origin };
  }

  /** Where messages for the page go; `null` while there is none. */
  get target(): string | null {
    for (const one of this.known.values()) {
      if (one.world === this.world && one.frameId === this.topFrame) return one.uniqueId;
    }
    return null;
  }
}
