import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW } from '../../build/screens/fixture.ts';
import { viewOf } from '../../build/screens/fixtures.ts';
import { pushView, settle, showView } from '../../build/screens/stage.ts';
import { Refusal } from '../../electron/contract/refusal.ts';
import { REFUSALS, refusalRow, type Slug } from '../../electron/contract/refusals.ts';
import type { View } from '../../electron/contract/view.ts';
import { present } from '../../electron/provisioning/present.ts';
import { reduce } from '../../electron/provisioning/reduce.ts';
import type { Stage } from '../../electron/provisioning/state.ts';
import { STAGES, working } from '../electron/provisioning/stages.ts';
import { type BuiltStage, fixture, openStage } from './built-stage.ts';

/*
 * Every row of the refusal table on the screen where a person meets it. The way there is the product's own: the refusal goes
 * through the reducer and `present`, and the view that comes out is shown by the built renderer. A new row is tested by being there.
 */

const HOST = { name: 'electron', virtualAuthenticator: false } as const;

/** Where work meets refusals of a kind, by the first digit of their help codes (docs/help/). */
const MET_AT: Readonly<Record<string, Stage['at']>> = { 2: 'pass', 3: 'join', 4: 'credential' };

/** The MFA loop explains itself, policy by policy; its cause is for the log. */
const EXPLAINED: Partial<Record<Slug, string>> = {
  mfa_enrolment_required: 'A Temporary Access Pass solves this.',
};

let stage: BuiltStage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
  page = await showView(await stage.context(), viewOf(fixture('welcome')));
  await page.evaluate(axe.source);
});

afterAll(() => stage[Symbol.asyncDispose]());

let revision = 1;

/** The view after work at its stage was refused with it; a try that goes on by itself has come to its end. */
function viewAfter(slug: Slug): View {
  const at = MET_AT[refusalRow(slug).helpCode.charAt(3)] ?? 'network';
  const found = STAGES.find(([{ at: where }]) => where === at);
  if (!found) throw new TypeError(`no stage ${at}`);
  const [start, facts] = found;
  const refusal = new Refusal(slug).toJSON();
  const after = reduce(working(start, facts), { type: 'refused', task: 7, refusal, at: NOW });
  if (!after) throw new TypeError(`${slug} was dropped`);
  revision += 1;
  return present(after.state, HOST, revision);
}

async function violations(): Promise<readonly string[]> {
  const found = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run('main', { resultTypes: ['violations'] }),
  );
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.failureSummary).join(' | ')}`,
  );
}

test.each(Object.keys(REFUSALS) as Slug[])('%s', async (slug) => {
  const { cause, userAction, helpCode } = refusalRow(slug);
  const view = viewAfter(slug);
  await pushView(page, view);
  await settle(page, 'en');
  const said = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
  expect(said).toContain(helpCode);
  for (const words of EXPLAINED[slug] ? [EXPLAINED[slug]] : [cause, userAction])
    expect(said).toContain(words);
  expect(await violations()).toEqual([]);
});
