import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { TEAM_PATTERN } from './payloads.ts';
import { planFile, planMacos } from './plan.ts';
import { configurationProfile } from './profile.ts';
import { identityOf, signProfile } from './sign.ts';

const USAGE = `npm run setup:macos -- --out DIR [--team TEAMID]

Writes the first-boot set-up of a Mac (docs/first-boot.md) to DIR:

  setup.sh, plan, files/      for \`sudo sh setup.sh apply --root /\`
  latchkey-kiosk.mobileconfig with --team, for the management service; signed with
                              LATCHKEY_PROFILE_CERTIFICATE and LATCHKEY_PROFILE_KEY

Exit: 0 written, 1 not signed, 2 wrong arguments.`;

/** Writes the script, the plan and the files that it puts in place. */
export function writeSetup(folder: string): void {
  for (const { kind, path, content } of planMacos()) {
    if (kind === 'folder') continue;
    const file = join(folder, 'files', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (path.endsWith('/setup.sh')) writeFileSync(join(folder, 'setup.sh'), content, { mode: 0o755 });
  }
  writeFileSync(join(folder, 'plan'), planFile());
}

function main(args: readonly string[]): 0 | 1 | 2 {
  const options = { out: { type: 'string' }, team: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: false });
  const { out, team } = values;
  if (
    typeof out !== 'string' ||
    (team !== undefined && (typeof team !== 'string' || !TEAM_PATTERN.test(team)))
  ) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  try {
    writeSetup(out);
    if (typeof team === 'string') {
      const identity = identityOf(process.env);
      const profile = configurationProfile(team);
      const written = identity === null ? profile : signProfile(profile, identity);
      writeFileSync(join(out, 'latchkey-kiosk.mobileconfig'), written);
      process.stdout.write(identity === null ? 'The profile is not signed.\n' : 'The profile is signed.\n');
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'not written'}\n`);
    return 1;
  }
  process.stdout.write(`${out}\n`);
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
