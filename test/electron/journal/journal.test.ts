import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JOURNAL_FILE, openJournal } from '../../../electron/journal/journal.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { tinyDisk } from '../vault/tiny-disk.ts';
import { RUN } from './facts.ts';

const journalOf = (stateDir: string) => join(stateDir, JOURNAL_FILE);

async function withRun(stateDir: string, count = RUN.length): Promise<void> {
  const journal = await openJournal(stateDir);
  for (const fact of RUN.slice(0, count)) await journal.append(fact);
  journal.close();
}

describe('the journal', () => {
  it('finds its facts again after a restart', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    await withRun(stateDir);
    const journal = await openJournal(stateDir);
    expect(await journal.read()).toEqual(RUN);
    journal.close();
  });

  it('keeps others out: folder 0700, files 0600', async () => {
    const stateDir = join(temporaryFolder(), 'state');
    await withRun(stateDir, 1);
    expect(statSync(stateDir).mode & 0o777).toBe(0o700);
    for (const file of [JOURNAL_FILE, 'agent.lock', 'agent.pid']) {
      expect(statSync(join(stateDir, file)).mode & 0o777, file).toBe(0o600);
    }
  });

  it('is settled once the facts that nobody waits for are on the disk, and when one could not be written', async () => {
    const stateDir = temporaryFolder();
    const journal = await openJournal(stateDir);
    for (const fact of RUN) void journal.append(fact);
    await journal.settled();
    expect([...readFileSync(journalOf(stateDir), 'utf8').matchAll(/\n/g)]).toHaveLength(RUN.length);
    const wrong = journal.append({ fact: 'none' } as never);
    await journal.settled();
    await expect(wrong).rejects.toThrow();
    journal.close();
  });

  it('writes facts that come at once one after the other', async () => {
    const stateDir = temporaryFolder();
    const journal = await openJournal(stateDir);
    await Promise.all(RUN.map((fact) => journal.append(fact)));
    expect(await journal.read()).toEqual(RUN);
    journal.close();
  });

  it('cuts a torn line off when the next fact is written', async () => {
    const stateDir = temporaryFolder();
    await withRun(stateDir, 3);
    truncateSync(journalOf(stateDir), statSync(journalOf(stateDir)).size - 7);
    const journal = await openJournal(stateDir);
    expect(await journal.read()).toEqual(RUN.slice(0, 2));
    await journal.append(RUN[2]!);
    expect(await journal.read()).toEqual(RUN.slice(0, 3));
    expect(readFileSync(journalOf(stateDir), 'utf8').split('\n')).toHaveLength(4);
    journal.close();
  });

  it('leaves nothing of a torn line that was longer than the next fact', async () => {
    const stateDir = temporaryFolder();
    await withRun(stateDir, 2);
    truncateSync(journalOf(stateDir), statSync(journalOf(stateDir)).size - 1);
    const journal = await openJournal(stateDir);
    await journal.append(RUN[5]!);
    expect(await journal.read()).toEqual([RUN[0], RUN[5]]);
    journal.close();
  });

  it('refuses damage in the middle as journal_damaged and lets go of the lock', async () => {
    const stateDir = temporaryFolder();
    await withRun(stateDir);
    const content = readFileSync(journalOf(stateDir));
    content[100]! ^= 1;
    writeFileSync(journalOf(stateDir), content);
    await expect(openJournal(stateDir)).rejects.toMatchObject({ slug: 'journal_damaged' });
    await expect(openJournal(stateDir)).rejects.toMatchObject({ slug: 'journal_damaged' });
  });

  it('refuses to write behind foreign text', async () => {
    const stateDir = temporaryFolder();
    const journal = await openJournal(stateDir);
    await journal.append(RUN[0]!);
    appendFileSync(journalOf(stateDir), 'somebody was here\n');
    await expect(journal.append(RUN[1]!)).rejects.toMatchObject({ slug: 'journal_damaged' });
    journal.close();
  });

  it('refuses a full disk as state_unwritable, stays valid, and goes on when there is room', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    const journal = await openJournal(disk.folder);
    let written = 0;
    const long = { ...RUN[2]!, deviceId: 'd'.repeat(3000) } as (typeof RUN)[number];
    await expect(
      (async () => {
        for (;;) {
          await journal.append(long);
          written += 1;
        }
      })(),
    ).rejects.toMatchObject({ slug: 'state_unwritable' });
    expect(written).toBeGreaterThan(3);
    expect(await journal.read()).toHaveLength(written);
    // Nothing of the refused line is left, also not as a torn one.
    expect(readFileSync(journalOf(disk.folder)).at(-1)).toBe('\n'.charCodeAt(0));
    truncateSync(journalOf(disk.folder), 0);
    await journal.append(RUN[0]!);
    expect(await journal.read()).toEqual([RUN[0]]);
    journal.close();
  });

  it('refuses a read-only disk as state_unwritable', async (context) => {
    const disk = tinyDisk();
    if (disk === null) return context.skip('not run: this user may not mount a file system');
    await withRun(disk.folder, 2);
    disk.readOnly();
    await expect(openJournal(disk.folder)).rejects.toMatchObject({ slug: 'state_unwritable' });
  });
});
