import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { type DirectoryProcess, startDirectory } from '../../start/directory-process.ts';
import { fillDirectory, type Size } from './fill.ts';
import { QUESTIONS } from './questions.ts';

/** One question, asked of the large directory beside the small one. Milliseconds as a client sees them, TLS included. */
export interface ListingFigure {
  readonly what: string;
  readonly median: number;
  /** 99th percentile. */
  readonly p99: number;
  /** 99th percentile of the directory with a hundredth of the rows. */
  readonly p99OfSmall: number;
  readonly ratio: number;
}

export interface ListingReport {
  readonly rounds: number;
  readonly large: Size;
  readonly small: Size;
  readonly figures: readonly ListingFigure[];
  /** Resident memory of the directories' processes at the end, in MiB; `null` where the system does not tell. */
  readonly memory: { readonly small: number; readonly large: number; readonly ratio: number } | null;
}

interface Asked {
  readonly size: Size;
  readonly process: DirectoryProcess;
  readonly ask: (path: string) => Promise<number>;
}

const HUNDREDTH = 100;

/**
 * Starts two directories, one with a hundredth of the rows of the other, and asks both the same questions in turns.
 *
 * @param folder a place for their data
 */
export async function measureListing(folder: string, large: Size, rounds: number): Promise<ListingReport> {
  const small = {
    users: Math.ceil(large.users / HUNDREDTH),
    signIns: Math.ceil(large.signIns / HUNDREDTH),
  };
  const sides: Asked[] = [];
  try {
    for (const [name, size] of Object.entries({ small, large })) {
      const dataDir = join(folder, `listing-${name}`);
      await fillDirectory(dataDir, size);
      sides.push(await open(dataDir, size));
    }
    const [few, many] = sides as [Asked, Asked];
    const figures = await measureQuestions(few, many, rounds);
    return { rounds, large, small, figures, memory: memoryOf(few.process, many.process) };
  } finally {
    for (const side of sides) await side.process.stop();
  }
}

async function measureQuestions(few: Asked, many: Asked, rounds: number): Promise<ListingFigure[]> {
  const figures: ListingFigure[] = [];
  for (const { what, path } of QUESTIONS) {
    const times: { few: number[]; many: number[] } = { few: [], many: [] };
    // The first rounds warm caches and code on both sides.
    for (let round = -3; round < rounds; round += 1) {
      const [one, other] = [
        await few.ask(path(few.size, round + 3)),
        await many.ask(path(many.size, round + 3)),
      ];
      if (round < 0) continue;
      times.few.push(one);
      times.many.push(other);
    }
    const [p99, p99OfSmall] = [quantile(times.many, 0.99), quantile(times.few, 0.99)];
    figures.push({ what, median: quantile(times.many, 0.5), p99, p99OfSmall, ratio: p99 / p99OfSmall });
  }
  return figures;
}

/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

async function open(dataDir: string, size: Size): Promise<Asked> {
  const process = await startDirectory(dataDir);
  const { url, caFile, admin } = process.ready;
  const agent = new Agent({ ca: readFileSync(caFile), keepAlive: true });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: admin?.clientId ?? '',
    client_secret: admin?.clientSecret ?? '',
  });
  const { body } = await send(agent, `${url}/oauth2/token`, {}, form.toString());
  const authorization = `Bearer ${(JSON.parse(body) as { access_token: string }).access_token}`;
  const ask = async (path: string): Promise<number> => {
    const began = performance.now();
    const { status } = await send(agent, `${url}${path}`, { authorization });
    const took = performance.now() - began;
    if (status !== 200) throw new Error(`The directory answered ${status} to ${path}.`);
    return took;
  };
  return { size, process, ask };
}

function send(agent: Agent, url: string, headers: Record<string, string>, form?: string) {
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: form === undefined ? 'GET' : 'POST', headers: { ...headers, ...type } },
      async (response) => {
        const body = Buffer.concat(await response.toArray()).toString('utf8');
        resolve({ status: response.statusCode ?? 0, body });
      },
    );
    sent.on('error', reject);
    sent.end(form);
  });
}

/** Resident set size from Linux' proc file system (proc(5), VmRSS in KiB). */
function memoryOf(small: DirectoryProcess, large: DirectoryProcess): ListingReport['memory'] {
  const resident = ({ process: { pid } }: DirectoryProcess): number => {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]) / 1024;
  };
  if (process.platform !== 'linux') return null;
  const [few, many] = [resident(small), resident(large)];
  return { small: few, large: many, ratio: many / few };
}
