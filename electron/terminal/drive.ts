import type { Agent } from '../agent.ts';
import { Command, type CommandInput } from '../contract/commands.ts';
import { Refusal } from '../contract/refusal.ts';
import type { View } from '../contract/view.ts';
import type { Answers } from './answers.ts';
import type { ProvisionArguments } from './arguments.ts';
import { decide } from './decide.ts';
import { tellRefusal } from './narrate.ts';
import type { Teller } from './teller.ts';

/** What a run on a terminal came to. */
export type Ending = 'provisioned' | 'sealed';

/** One run: who answers, who tells, and where it stands. */
export interface Driving {
  readonly agent: Agent;
  readonly args: ProvisionArguments;
  readonly answers: Answers;
  readonly teller: Teller;
  readonly atStep: (step: View['step']) => void;
}

/**
 * Answers each view until the flow is done. One answer at a time; a view that came meanwhile is looked at next.
 * @throws Refusal run_abandoned, and what stood in the way where nobody can answer
 */
export async function drive({ agent, args, answers, teller, atStep }: Driving): Promise<Ending> {
  const views = watch(agent);
  let before: View | null = null;
  const waitingSince = Date.now();
  for (;;) {
    const view = agent.view();
    teller.progress(before, view);
    atStep(view.step);
    before = view;
    const decision = decide(view, args.authenticator);
    if (decision.do === 'finished') return 'provisioned';
    if (decision.do === 'sealed') return 'sealed';
    if (decision.do === 'abandoned') throw new Refusal('run_abandoned');
    if (decision.do === 'ask') checkPatience(args, view, waitingSince);
    const command = await commandFor(decision, answers);
    if (command && isForPanel(command)) {
      if (!sendToPanel(agent, command, teller)) continue;
      // The desk takes a moment: what lies under the panel is not to be asked meanwhile.
      await views.until(() => agent.view().technician !== view.technician);
      continue;
    }
    if (command) send(agent, command);
    await views.after(view.revision);
  }
}

async function commandFor(
  decision: ReturnType<typeof decide>,
  answers: Answers,
): Promise<CommandInput | null> {
  if (decision.do === 'ask') return answers.answer(decision);
  if (decision.do === 'technician') return answers.technician(decision.panel);
  return decision.do === 'send' ? decision.command : null;
}

const isForPanel = ({ type }: CommandInput): boolean =>
  type.endsWith('Technician') || type === 'submitTechnicianCode';

/** `false`: not taken. The run may have gone on under the panel; that ends neither of the two. */
function sendToPanel(agent: Agent, input: CommandInput, { paper, words }: Teller): boolean {
  const answer = agent.dispatch(Command.parse(input));
  if (!answer.ok) for (const sentence of tellRefusal(answer.refusal, words)) paper.say(sentence);
  return answer.ok;
}

/** A wait in the dead end ends when the caller said so. */
function checkPatience(args: ProvisionArguments, view: View, since: number): void {
  if (view.screen.kind !== 'loop' || args.wait === null) return;
  if (Date.now() - since >= args.wait * 60_000) {
    const { slug, helpCode: _code, ...details } = view.screen.refusal;
    throw new Refusal(slug, details);
  }
}

function send(agent: Agent, input: CommandInput): void {
  const command = Command.safeParse(input);
  if (!command.success) throw new Refusal('input_missing', { detail: `${input.type} is not well formed` });
  const answer = agent.dispatch(command.data);
  if (!answer.ok) throw new Refusal(answer.refusal.slug, { detail: input.type });
}

/** Waits for views: for one that is newer than the given one, or for whichever fits. */
function watch(agent: Agent) {
  let wake: (() => void) | null = null;
  agent.onView(() => wake?.());
  const until = async (fits: () => boolean): Promise<void> => {
    while (!fits()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { until, after: (revision: number) => until(() => agent.view().revision > revision) };
}
