import { readFile } from 'node:fs/promises';
import got, { type Got, type OptionsInit } from 'got';
import * as z from 'zod/mini';
import { Refusal } from '../contract/refusal.ts';
import { isSlug } from '../contract/refusals.ts';
import { Report, ReportRow } from '../contract/wire/report.ts';
import { AnswerAnswer } from '../contract/wire/technician.ts';

/** The file of `npm run directory`: the credentials of the administrators' application. */
const AdminFile = z.object({ clientId: z.string(), clientSecret: z.string() });
const TokenAnswer = z.object({ access_token: z.string() });
const ErrorAnswer = z.object({
  error: z.object({ message: z.string(), innerError: z.optional(z.object({ suberror: z.string() })) }),
});

export interface AskedDirectory {
  /** URL, https. */
  readonly directory: string;
  /** PEM file of its CA; `null`: the system's list. */
  readonly caFile: string | null;
  readonly adminFile: string;
}

/**
 * Has the directory answer a device's challenge, as the administrators' application (RFC 6749 4.4).
 * @throws Refusal with the directory's slug; input_missing where a file cannot be read; directory_unreachable, client_unknown
 */
export async function answerByDirectory(
  { directory, caFile, adminFile }: AskedDirectory,
  request: { readonly challenge: string; readonly reason: string },
): Promise<AnswerAnswer> {
  const { http, headers } = await signIn({ directory, caFile, adminFile });
  const answer = await send(http, 'POST', 'provisioning/v1/technician/answers', { headers, json: request });
  const read = AnswerAnswer.safeParse(answer.body);
  if (answer.status === 200 && read.success) return read.data;
  throw readError(answer);
}

const ReportList = z.object({ value: z.array(ReportRow) });
const WholeReport = z.extend(ReportRow, { report: Report });

/**
 * The newest reports of laptops, fifty at most; of one device where `deviceId` names it.
 * @throws Refusal as `answerByDirectory`
 */
export async function listReportsInDirectory(
  asked: AskedDirectory,
  deviceId: string | null,
): Promise<readonly ReportRow[]> {
  const { http, headers } = await signIn(asked);
  const filter = deviceId === null ? '' : `?deviceId=${encodeURIComponent(deviceId)}`;
  const answer = await send(http, 'GET', `provisioning/v1/reports${filter}`, { headers });
  const read = ReportList.safeParse(answer.body);
  if (answer.status === 200 && read.success) return read.data.value;
  throw readError(answer);
}

/** All of one report; the directory's audit names who looked at it. @throws Refusal as `answerByDirectory`, not_found */
export async function fetchReportFromDirectory(
  asked: AskedDirectory,
  id: string,
): Promise<z.infer<typeof WholeReport>> {
  const { http, headers } = await signIn(asked);
  const answer = await send(http, 'GET', `provisioning/v1/reports/${encodeURIComponent(id)}`, { headers });
  const read = WholeReport.safeParse(answer.body);
  if (answer.status === 200 && read.success) return read.data;
  throw readError(answer);
}

/** The administrators' application, signed in for one errand. */
async function signIn({ directory, caFile, adminFile }: AskedDirectory) {
  const admin = await readAdmin(adminFile);
  const http = got.extend({
    prefixUrl: directory,
    retry: { limit: 0 },
    timeout: { request: 15_000 },
    throwHttpErrors: false,
    followRedirect: false,
    ...(caFile === null ? {} : { https: { certificateAuthority: await readText(caFile) } }),
  });
  return { http, headers: { authorization: `Bearer ${await requestToken(http, admin)}` } };
}

async function requestToken(http: Got, admin: z.infer<typeof AdminFile>): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: admin.clientId,
    client_secret: admin.clientSecret,
  };
  const answer = await send(http, 'POST', 'oauth2/token', { form });
  const token = TokenAnswer.safeParse(answer.body);
  if (answer.status === 200 && token.success) return token.data.access_token;
  throw answer.status === 401 ? new Refusal('client_unknown') : readError(answer);
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

async function send(
  http: Got,
  method: 'GET' | 'POST',
  path: string,
  options: Pick<OptionsInit, 'headers' | 'json' | 'form'>,
): Promise<Answered> {
  try {
    const { statusCode, body } = await http(path, { ...options, method, responseType: 'text' });
    return { status: statusCode, body: parse(String(body)) };
  } catch (thrown) {
    // The error carries the request, and the request carries the secret: only its code goes on.
    const code = String((thrown as { code?: unknown }).code ?? 'unknown');
    throw new Refusal('directory_unreachable', { detail: code });
  }
}

function readError({ status, body }: Answered): Refusal {
  const read = ErrorAnswer.safeParse(body);
  const slug = read.data?.error.innerError?.suberror;
  if (isSlug(slug)) return new Refusal(slug, { detail: read.data?.error.message ?? slug });
  return new Refusal(status >= 500 ? 'directory_failed' : 'directory_incompatible');
}

async function readAdmin(file: string): Promise<z.infer<typeof AdminFile>> {
  const read = AdminFile.safeParse(parse(await readText(file)));
  if (!read.success) throw new Refusal('input_missing', { detail: '--admin' });
  return read.data;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new Refusal('input_missing', { detail: `cannot read ${file}` }, thrown);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
