import { readFile } from 'node:fs/promises';
import got from 'got';
import type { SignInRow } from '../../electron/contract/wire/graph.ts';
import type { Ready } from './directory-process.ts';

/** Reads the newest sign-in rows through Graph, as the application that administrators use. Oldest first. */
export async function readSignIns(ready: Ready, userPrincipalName: string): Promise<SignInRow[]> {
  const { clientId, clientSecret } = ready.admin ?? JSON.parse(await readFile(ready.adminFile, 'utf8'));
  const directory = got.extend({
    prefixUrl: ready.url,
    https: { certificateAuthority: await readFile(ready.caFile, 'utf8') },
    timeout: { request: 10_000 },
  });
  const token = await directory
    .post('oauth2/token', {
      form: {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: '.default',
      },
    })
    .json<{ access_token: string }>();
  const answer = await directory
    .get('beta/auditLogs/signIns', {
      searchParams: { $filter: `userPrincipalName eq '${userPrincipalName}'` },
      headers: { authorization: `Bearer ${token.access_token}` },
    })
    .json<{ value: SignInRow[] }>();
  return answer.value.toReversed();
}

/** One row as a line: when, with what, and how it ended. */
export function tellSignIn(row: SignInRow): string {
  const [detail] = row.authenticationDetails;
  const time = new Date(row.createdDateTime).toLocaleTimeString('en-GB');
  const method = (detail?.authenticationMethod ?? 'unknown').padEnd(30);
  const outcome =
    row.status.errorCode === 0
      ? 'let in'
      : `refused (${row.status.errorCode}: ${row.status.failureReason ?? ''})`;
  return `${time}  ${method}  ${outcome}`;
}
