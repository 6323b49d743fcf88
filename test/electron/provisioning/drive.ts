import { Command, type CommandInput } from '../../../electron/contract/commands.ts';
import type { View } from '../../../electron/contract/view.ts';
import type { Flow } from '../../../electron/provisioning/flow.ts';
import { decide, type Question } from '../../../electron/terminal/decide.ts';

/** What the person of these tests answers. */
const PERSON: Readonly<Record<Question, CommandInput | null>> = {
  user: { type: 'submitAccount', userPrincipalName: 'amal@northwind.example' },
  pass: { type: 'submitPass', pass: '7KQ4 mH2v' },
  password: { type: 'submitPassword', password: 'Winter-2026' },
  'pass-or-wait': null,
  'device-name': null,
  choice: null,
  'new-pin': { type: 'submitPin', pin: '493027' },
  pin: { type: 'submitPin', pin: '493027' },
  retry: { type: 'retry' },
};

export function send(flow: Flow, input: CommandInput) {
  return flow.dispatch(Command.parse(input));
}

/** Lets promises settle: the world of these tests has no other waiting. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
}

/** Drives the flow like the terminal does until the screen is `until` (or it stands still). */
export async function driveTo(flow: Flow, until: View['screen']['kind'], answers = PERSON): Promise<View> {
  for (let turn = 0; turn < 60; turn += 1) {
    await settle();
    const view = flow.view();
    if (view.screen.kind === until) return view;
    const decision = decide(view, 'auto');
    if (decision.do === 'finished') return view;
    const input =
      decision.do === 'send' ? decision.command : decision.do === 'ask' ? answers[decision.question] : null;
    if (input) send(flow, input);
  }
  return flow.view();
}
