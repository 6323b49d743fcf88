import { Refusal } from '../electron/contract/refusal.ts';
import { explain } from './issue-pass/explain.ts';
import { type PassOrder, readArguments, USAGE } from './issue-pass/read-arguments.ts';
import { readAdminFile, readCaFile } from './issue-pass/read-files.ts';
import { requestPass } from './issue-pass/request-pass.ts';
import { createClient } from './issue-pass/send.ts';
import { passEvent, tellPass } from './issue-pass/tell.ts';

/** Exit codes: issued, refused, asked wrongly. */
const ISSUED = 0;
const REFUSED = 1;
const USED_WRONGLY = 2;

async function issue(order: PassOrder): Promise<void> {
  const admin = readAdminFile(order.adminFile);
  const http = createClient(order.caFile === undefined ? undefined : readCaFile(order.caFile));
  const pass = await requestPass(http, order, admin);
  const text = order.json
    ? `${JSON.stringify(passEvent(pass, order))}\n`
    : tellPass(pass, order, { now: Date.now() });
  process.stdout.write(text);
}

function fail(refusal: Refusal, order: PassOrder | undefined, json: boolean): number {
  const message = explain(refusal, order);
  const { slug: code, helpCode } = refusal;
  if (json) process.stdout.write(`${JSON.stringify({ event: 'failed', code, helpCode, message })}\n`);
  else process.stderr.write(`${message} (${helpCode})\n`);
  if (code !== 'input_missing') return REFUSED;
  if (!json && order === undefined) process.stderr.write(`\n${USAGE}\n`);
  return USED_WRONGLY;
}

async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(`${USAGE}\n`);
    return ISSUED;
  }
  let order: PassOrder | undefined;
  try {
    order = readArguments(argv);
    await issue(order);
    return ISSUED;
  } catch (thrown) {
    if (thrown instanceof Refusal) return fail(thrown, order, argv.includes('--json'));
    throw thrown;
  }
}

process.exitCode = await main(process.argv.slice(2));
