import { openJournal } from '../../../electron/journal/journal.ts';

// A second agent, as a process of its own: opens the journal, says how that went, and holds it until it is killed.
try {
  await openJournal(process.argv[2] ?? '');
  process.stdout.write('open\n');
  setInterval(() => undefined, 1000);
} catch (error) {
  process.stdout.write(`${(error as { slug?: string }).slug}\n`);
}
