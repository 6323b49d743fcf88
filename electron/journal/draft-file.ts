import { join } from 'node:path';
import * as z from 'zod/mini';
import { Draft } from '../contract/draft.ts';
import type { DraftPort } from '../provisioning/ports.ts';
import { readWholeFile, replaceFile } from '../vault/durable-file.ts';

export const DRAFT_FILE = 'draft.json';

/** Seconds. Who comes back later may be somebody else, and is not shown whose name was typed here. */
export const DRAFT_LIFE = 3600;

const Kept = z.extend(Draft, { savedAt: z.number() });

/** The draft beside the journal. A file that is damaged, or cannot be read or written, is as good as none. */
export function createDraftFile(stateDir: string, now: () => number): DraftPort {
  const path = join(stateDir, DRAFT_FILE);
  let turn: Promise<void> = Promise.resolve();
  return {
    async read() {
      try {
        const { savedAt, ...draft } = Kept.parse(JSON.parse(String(await readWholeFile(path))));
        const age = now() - savedAt;
        if (age >= 0 && age < DRAFT_LIFE) return draft;
        const { version, preferences } = draft;
        return { version, preferences, at: 'welcome', account: null };
      } catch {
        return null;
      }
    },
    write(draft) {
      const content = Buffer.from(`${JSON.stringify({ ...draft, savedAt: now() })}\n`);
      turn = turn.then(() => replaceFile(path, content)).catch(() => undefined);
    },
  };
}
