import { expect, test } from 'vitest';
import { Refusal } from '../../../electron/contract/refusal.ts';
import type { View } from '../../../electron/contract/view.ts';
import { Timeline } from '../../../electron/diagnostics/timeline.ts';
import { NOW, REQUEST_ID, VIEW } from './sources.ts';

const at = (kind: 'welcome' | 'join', step: View['step']): View => ({ ...VIEW, step, screen: { kind } });

test('each screen once, with how long it was shown', () => {
  const timeline = new Timeline();
  timeline.shown(at('welcome', 'welcome'), NOW);
  timeline.shown(at('welcome', 'welcome'), NOW + 5);
  timeline.shown(at('join', 'join'), NOW + 44.4);
  expect(timeline.moments()).toEqual([
    { at: '2026-11-22T10:30:00.000Z', what: 'screen', step: 'welcome', screen: 'welcome', seconds: 44 },
    { at: '2026-11-22T10:30:44.400Z', what: 'screen', step: 'join', screen: 'join' },
  ]);
});

test('the same refusal again and again is one line; its detail is none', () => {
  const timeline = new Timeline();
  timeline.shown(at('join', 'join'), NOW);
  const details = { requestId: REQUEST_ID, detail: 'quotes a server' };
  for (let poll = 0; poll < 500; poll += 1) {
    timeline.refused(new Refusal('directory_unreachable', details).toJSON(), NOW + poll);
  }
  timeline.refused(new Refusal('csr_invalid').toJSON(), NOW + 500);
  const [, again, last] = timeline.moments();
  expect(again).toMatchObject({ what: 'refused', screen: 'join', times: 500, requestId: REQUEST_ID });
  expect(last).toMatchObject({ slug: 'csr_invalid' });
  expect(JSON.stringify(timeline.moments())).not.toContain('quotes');
});

test('a clock that is set back makes no negative time, and a hundred moments are kept', () => {
  const timeline = new Timeline();
  for (let turn = 0; turn < 150; turn += 1) {
    timeline.shown(turn % 2 ? at('join', 'join') : at('welcome', 'welcome'), NOW - turn);
  }
  const moments = timeline.moments();
  expect(moments).toHaveLength(100);
  expect(moments.every(({ seconds = 0 }) => seconds >= 0)).toBe(true);
});
