import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { asRefusal, Refusal } from '../../../electron/contract/refusal.ts';
import { refusalRow } from '../../../electron/contract/refusals.ts';
import { lockState } from '../../../electron/journal/state-lock.ts';
import { apply, preview, type Site, type Step } from './apply.ts';
import { NOT_RUN, planLinux, SESSIONS, type Session } from './plan.ts';
import { release } from './release.ts';
import { revert, type Undone } from './revert.ts';
import { openSite, readMachine } from './site.ts';

const USAGE = `latchkey-setup plan|apply|verify|revert|release --root DIR [OPTIONS]
(from a clone: npm run setup -- …)

The first-boot set-up of a Linux machine (docs/first-boot.md). DIR is / or the root of an image.

  plan       says every change, and makes none (also: apply --dry-run)
  apply      makes them, each recorded before it is made; again after a power cut, it goes on
  verify     are they all there, as they were made?
  revert     takes them back, last first; what somebody else changed since is left and named
  release    what the kiosk's end starts: if the run's journal says released, its folder goes to the account that
             machine policy names (nobody named: to root), and the set-up is taken back
  --session  systemd (default) or greetd: who starts the kiosk
  --force    puts ours, or the original, over what somebody else changed
  --json     one line for programs

Exit: 0 done, 1 not done or not so, 2 wrong arguments, 3 nothing was released, because the run was not.`;

const VERBS = ['plan', 'apply', 'verify', 'revert', 'release'] as const;
type Verb = (typeof VERBS)[number];

interface Arguments {
  readonly verb: Verb;
  readonly root: string;
  /** `undefined`: as before. */
  readonly session: Session | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** What a command came to; the same as text and as JSON. */
interface Result {
  readonly ok: boolean;
  readonly steps?: readonly Step[];
  readonly undone?: readonly Undone[];
  /** What takes a booted machine and was not done by writing files. */
  readonly notRun?: readonly string[];
}

function parse(args: readonly string[]): Arguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        root: { type: 'string' },
        session: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const verb = VERBS.find((name) => name === positionals[0]);
    if (verb === undefined || positionals.length !== 1)
      return 'Say one of plan, apply, verify, revert and release.';
    if (values.root === undefined) return '--root is missing: / for this machine, or the root of an image.';
    if (!existsSync(values.root)) return `There is no ${values.root}.`;
    if (values['dry-run'] && (verb === 'revert' || verb === 'release')) return '--dry-run is for apply.';
    const session = SESSIONS.find((name) => name === values.session);
    if (values.session !== undefined && session === undefined) return '--session is systemd or greetd.';
    return {
      verb: values['dry-run'] ? 'plan' : verb,
      root: values.root,
      session,
      force: values.force,
      json: values.json,
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'Wrong arguments.';
  }
}

/** @throws Refusal setup_foreign_change, setup_path_unsafe, setup_journal_damaged, state_in_use, and what `release` throws */
async function run({ verb, root, session, force }: Arguments): Promise<Result> {
  const plan = (site: Site) => {
    const machine = readMachine(site.root);
    const before = site.journal.entries.length > 0 ? machine.session : session;
    if (session !== undefined && session !== before)
      throw new Refusal('setup_foreign_change', {
        detail: `It is set up with ${before}; revert that first.`,
      });
    return planLinux(machine, session);
  };
  if (verb === 'plan' || verb === 'verify') {
    const site = openSite(root, { force });
    const steps = preview(site, plan(site));
    return { ok: verb === 'plan' || steps.every(({ does }) => does === 'nothing'), steps, notRun: NOT_RUN };
  }
  // One at a time. Beside the record and not in it, because a revert ends by removing that.
  const lock = await lockState(join(root, 'run', 'latchkey-setup'));
  try {
    const site = openSite(root, { force });
    if (verb === 'apply') return { ok: true, steps: apply(site, plan(site)), notRun: NOT_RUN };
    // What somebody else changed is told and keeps nobody locked in.
    if (verb === 'release') return { ok: true, undone: await release(site), notRun: NOT_RUN };
    const undone = revert(site);
    return { ok: site.journal.entries.length === 0, undone, notRun: NOT_RUN };
  } finally {
    lock.release();
  }
}

function tell({ ok, steps = [], undone = [], notRun = [] }: Result, verb: Verb): string[] {
  const words = { make: verb === 'apply' ? 'made' : 'to make', nothing: 'is so', foreign: 'FOREIGN' };
  return [
    ...steps.map(({ does, kind, path, why }) => `${words[does].padEnd(8)} ${kind.padEnd(4)} ${path}: ${why}`),
    ...undone.map(({ did, path, why }) => `${did.padEnd(8)} ${path}${why ? `: ${why}` : ''}`),
    ...(verb === 'verify'
      ? [ok ? 'Everything is as it was made.' : 'Not everything is as it should be.']
      : []),
    ...(verb === 'revert' && !ok ? ['Not everything could be taken back; the record stays.'] : []),
    ...(verb === 'verify' || verb === 'plan'
      ? []
      : ['Not run here; it takes a booted machine (or a restart of it):']),
    ...(verb === 'verify' || verb === 'plan' ? [] : notRun.map((command) => `  ${command}`)),
  ];
}

async function main(args: readonly string[]): Promise<0 | 1 | 2 | 3> {
  const parsed = args.includes('--help') ? '' : parse(args);
  if (typeof parsed === 'string') {
    (parsed === '' ? process.stdout : process.stderr).write(`${parsed}${parsed && '\n\n'}${USAGE}\n`);
    return parsed === '' ? 0 : 2;
  }
  // Folders that we make are 0755, whatever shell this is started from.
  process.umask(0o022);
  try {
    const result = await run(parsed);
    const lines = parsed.json
      ? [JSON.stringify({ event: parsed.verb, ...result })]
      : tell(result, parsed.verb);
    process.stdout.write(`${lines.join('\n')}\n`);
    return result.ok ? 0 : 1;
  } catch (thrown) {
    const refusal = asRefusal(thrown);
    const { cause, technicianAction } = refusalRow(refusal.slug);
    const sentences = [
      `${cause} (${refusal.helpCode})`,
      technicianAction,
      `Detail: ${refusal.details.detail ?? 'none'}`,
    ];
    process.stderr.write(
      `${parsed.json ? JSON.stringify({ event: 'failed', ...refusal.toJSON() }) : sentences.join('\n')}\n`,
    );
    return refusal.slug === 'release_not_reached' ? 3 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
