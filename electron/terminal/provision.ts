import type { Agent, AgentOptions } from '../agent.ts';
import { createAgent } from '../agent.ts';
import { Command, type CommandInput } from '../contract/commands.ts';
import type { ProvisionEvent } from '../contract/outcome.ts';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import { refusalRow } from '../contract/refusals.ts';
import type { View } from '../contract/view.ts';
import { type Answers, createPersonAnswers, createUnattendedAnswers } from './answers.ts';
import type { ProvisionArguments } from './arguments.ts';
import { defaultState } from './day-two-arguments.ts';
import { decide } from './decide.ts';
import { narrate, tellRefusal } from './narrate.ts';

/** Which directory, and what machine policy says beside the arguments. */
export interface MachineStart
  extends Pick<AgentOptions, 'directory' | 'caFile' | 'rpId' | 'uiOrigin' | 'policy' | 'environment'> {
  readonly state: string | null;
}

/** Where the run tells its story: sentences for people, or one event a line for machines. */
interface Teller {
  sentence(text: string): void;
  event(event: ProvisionEvent): void;
}

/** Runs the flow in the terminal. Resolves with the exit code: 0 only when the sign-in was proved. */
export async function provision(args: ProvisionArguments, machine: MachineStart): Promise<0 | 1> {
  const teller = createTeller(args.json);
  let step: View['step'] = 'welcome';
  try {
    const agent = await createAgent({
      ...machine,
      state: machine.state ?? defaultState(),
      technicianKey: (machine.environment ?? process.env).LATCHKEY_TECHNICIAN_KEY || null,
      host: { name: 'terminal', virtualAuthenticator: false },
      // Told to the core and not only to decide(): a single choice is taken without asking, whichever it is.
      wishes: {
        renew: args.again,
        staged: args.staged,
        ...(args.authenticator !== 'auto' && { authenticator: args.authenticator }),
      },
    });
    try {
      await refuseAnother(agent, args);
      await drive(agent, args, chooseAnswers(args), teller, (now) => {
        step = now;
      });
      teller.event(await provisioned(agent));
      return 0;
    } finally {
      await agent.close();
    }
  } catch (thrown) {
    tellFailure(asRefusal(thrown), step, teller);
    return 1;
  }
}

/** A state folder belongs to one person: success for them would be no success for who was named. */
async function refuseAnother(agent: Agent, { user, again }: ProvisionArguments): Promise<void> {
  const { reserved } = await agent.standing();
  const other = reserved !== null && user !== null && !again;
  if (other && reserved.userPrincipalName.toLowerCase() !== user.trim().toLowerCase()) {
    throw new Refusal('state_of_another');
  }
}

function chooseAnswers(args: ProvisionArguments): Answers {
  const person = !args.json && process.stdin.isTTY && process.stdout.isTTY;
  return person ? createPersonAnswers(args, process.stdin, process.stdout) : createUnattendedAnswers(args);
}

function createTeller(json: boolean): Teller {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  return {
    sentence: (text) => (json ? undefined : line(text)),
    event: (event) => (json ? line(JSON.stringify(event)) : undefined),
  };
}

/** What keeps a run from beginning, told as the end of one. */
export function tellNotBegun(refusal: Refusal, json: boolean): 1 {
  tellFailure(refusal, 'welcome', createTeller(json));
  return 1;
}

/** Answers each view until the flow is done. One answer at a time; a view that came meanwhile is looked at next. */
async function drive(
  agent: Agent,
  args: ProvisionArguments,
  answers: Answers,
  teller: Teller,
  atStep: (step: View['step']) => void,
): Promise<void> {
  const views = watch(agent);
  let before: View | null = null;
  const waitingSince = Date.now();
  for (;;) {
    const view = agent.view();
    tellProgress(before, view, teller);
    atStep(view.step);
    before = view;
    const decision = decide(view, args.authenticator);
    if (decision.do === 'finished') return;
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
function sendToPanel(agent: Agent, input: CommandInput, teller: Teller): boolean {
  const answer = agent.dispatch(Command.parse(input));
  if (!answer.ok) for (const sentence of tellRefusal(answer.refusal)) teller.sentence(sentence);
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

function tellProgress(before: View | null, view: View, teller: Teller): void {
  for (const sentence of narrate(before, view)) teller.sentence(sentence);
  if (before?.step !== view.step) teller.event({ event: 'step', step: view.step });
  if (view.screen.kind === 'loop') {
    const { refusal, interval } = view.screen;
    teller.event({ event: 'waiting', step: view.step, helpCode: refusal.helpCode, interval });
    return;
  }
  const refusal = 'refusal' in view.screen ? view.screen.refusal : undefined;
  const told = before && 'refusal' in before.screen ? before.screen.refusal : undefined;
  if (refusal && refusal !== told) {
    teller.event({ event: 'refused', step: view.step, message: refusalRow(refusal.slug).cause, ...refusal });
  }
}

async function provisioned(agent: Agent): Promise<ProvisionEvent> {
  const { started, reserved, joined, created } = await agent.standing();
  if (!started || !reserved || !joined || !created)
    throw new Refusal('agent_failed', { detail: 'facts missing' });
  return {
    event: 'provisioned',
    userPrincipalName: reserved.userPrincipalName,
    deviceId: joined.deviceId,
    deviceName: started.deviceName,
    credentialId: created.credentialId,
    authenticator: created.authenticator,
    runId: started.runId,
  };
}

function tellFailure(refusal: Refusal, step: View['step'], teller: Teller): void {
  const row = refusalRow(refusal.slug);
  teller.event({
    event: 'failed',
    code: refusal.slug,
    helpCode: row.helpCode,
    message: row.cause,
    action: row.userAction,
    ...(refusal.details.retryAfter !== undefined && { retryAfter: refusal.details.retryAfter }),
    step,
  });
  for (const sentence of tellRefusal(refusal.toJSON())) teller.sentence(sentence);
  if (refusal.details.detail) teller.sentence(`  Detail: ${refusal.details.detail}`);
}
