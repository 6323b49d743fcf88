import type { Directory } from './directory-options.ts';
import { DEMO } from './seed/demo.ts';

function castLines(): string[] {
  return DEMO.users.flatMap((user) => [
    `  ${user.userPrincipalName}`,
    `      ${user.shows ?? user.displayName}`,
    ...(user.password === undefined ? [] : [`      password  ${user.password}`]),
  ]);
}

/** What `npm run directory` prints once it answers: where it is, who is in it, and lines to paste. */
export function introduce(directory: Directory): string {
  const { url, caFile, adminFile, demo, tenantId, chaos } = directory;
  // Whoever is in a tenant of one's own, its operator knows.
  const user = demo ? 'amal@northwind.example' : 'NAME';
  const where = `--directory ${url} --ca ${caFile}`;
  const lines = [
    `The directory answers at ${url}`,
    `  console     ${url}/console/, for oneself ${url}/security-info/`,
    `  CA file     ${caFile}`,
    `  admin file  ${adminFile}`,
    `  tenant      ${tenantId}`,
    ...(chaos
      ? ['', `CHAOS is on: ${chaos.active ?? 'no scenario yet'}. Faults are meant, logged and counted.`]
      : []),
    ...(demo ? ['', 'Who is in the demo tenant, and what each shows:', '', ...castLines()] : []),
    '',
    'Issue a pass:',
    `  npm run pass -- ${where} --admin ${adminFile} --user ${user}`,
    '',
    'Set this machine up with it:',
    `  npm run provision -- ${where} --user ${user}`,
    '',
    'Ctrl+C ends the directory. Its data stays.',
    '',
  ];
  return lines.join('\n');
}
