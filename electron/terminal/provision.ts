import type { Agent, AgentOptions } from '../agent.ts';
import { createAgent } from '../agent.ts';
import { asRefusal, Refusal } from '../contract/refusal.ts';
import type { View } from '../contract/view.ts';
import { type Answers, createUnattendedAnswers } from './answers.ts';
import type { ProvisionArguments } from './arguments.ts';
import { createPersonAnswers } from './ask-person.ts';
import { defaultState } from './day-two-arguments.ts';
import { drive } from './drive.ts';
import { atSealedLaptop } from './staged-laptop.ts';
import { onStop } from './stopping.ts';
import { createTeller, type Teller } from './teller.ts';
import { languageOf, wordsIn } from './text/words.ts';

/** Which directory, and what machine policy and the answers file say beside the arguments. */
export interface MachineStart
  extends Pick<
    AgentOptions,
    'directory' | 'caFile' | 'rpId' | 'uiOrigin' | 'policy' | 'environment' | 'preferences' | 'wishes'
  > {
  readonly state: string | null;
}

/** 0 only when the sign-in was proved; 4: sealed by IT for its person. See docs/terminal.md. */
export type ProvisionExit = 0 | 1 | 4;

/** Runs the flow in the terminal. Resolves with the exit code. */
export async function provision(args: ProvisionArguments, machine: MachineStart): Promise<ProvisionExit> {
  const teller = tellerOf(args);
  let step: View['step'] = 'welcome';
  let agent: Agent | null = null;
  const settle = onStop(
    teller,
    async () => agent?.close(),
    () => step,
  );
  try {
    agent = await createAgent({ ...machine, ...startOf(args, machine) });
    return await run(agent, args, teller, (now) => {
      step = now;
    });
  } catch (thrown) {
    teller.failure(asRefusal(thrown), step);
    return 1;
  } finally {
    settle();
    await agent?.close();
  }
}

function startOf(args: ProvisionArguments, machine: MachineStart) {
  return {
    state: machine.state ?? defaultState(),
    technicianKey: (machine.environment ?? process.env).LATCHKEY_TECHNICIAN_KEY || null,
    host: { name: 'terminal', virtualAuthenticator: false } as const,
    // Told to the core and not only to decide(): a single choice is taken without asking, whichever it is.
    wishes: {
      ...machine.wishes,
      renew: args.again,
      staged: args.staged,
      ...(args.authenticator !== 'auto' && { authenticator: args.authenticator }),
    },
  };
}

async function run(
  agent: Agent,
  given: ProvisionArguments,
  teller: Teller,
  atStep: (step: View['step']) => void,
): Promise<ProvisionExit> {
  const attended = isAttended(given);
  const sealed = atSealedLaptop(await agent.standing(), given, attended);
  if (sealed.now === 'leave') {
    teller.paper.say(teller.words.t('story.sealed.before'));
    return tellSealed(agent, teller);
  }
  const { args } = sealed;
  await refuseAnother(agent, args);
  const answers = chooseAnswers(args, teller, attended);
  const ending = await drive({ agent, args, answers, teller, atStep });
  return ending === 'sealed' ? tellSealed(agent, teller) : tellProvisioned(agent, teller);
}

/** A state folder belongs to one person: success for them would be no success for who was named. */
async function refuseAnother(agent: Agent, { user, again }: ProvisionArguments): Promise<void> {
  const { reserved } = await agent.standing();
  const other = reserved !== null && user !== null && !again;
  if (other && reserved.userPrincipalName.toLowerCase() !== user.trim().toLowerCase()) {
    throw new Refusal('state_of_another');
  }
}

const isAttended = ({ json }: ProvisionArguments): boolean =>
  !json && process.stdin.isTTY === true && process.stdout.isTTY === true;

function chooseAnswers(args: ProvisionArguments, { paper, words }: Teller, attended: boolean): Answers {
  if (!attended) return createUnattendedAnswers(args);
  return createPersonAnswers(args, { input: process.stdin, output: process.stdout, paper, words });
}

function tellerOf({ json, plain, language }: ProvisionArguments): Teller {
  return createTeller({ json, plain, words: wordsIn(languageOf(language, process.env)) });
}

/** What keeps a run from beginning, told as the end of one. */
export function tellNotBegun(refusal: Refusal, args: ProvisionArguments): void {
  tellerOf(args).failure(refusal, 'welcome');
}

async function tellSealed(agent: Agent, { event }: Teller): Promise<4> {
  const { started, named, sealed } = await agent.standing();
  if (!started || !sealed) throw new Refusal('agent_failed', { detail: 'facts missing' });
  event({
    event: 'sealed',
    sealedFor: sealed.for?.userPrincipalName ?? null,
    sealedBy: sealed.by,
    deviceId: sealed.deviceId,
    deviceName: named?.deviceName ?? started.deviceName,
    runId: started.runId,
  });
  return 4;
}

async function tellProvisioned(agent: Agent, { event }: Teller): Promise<0> {
  const { started, named, reserved, joined, created } = await agent.standing();
  if (!started || !reserved || !joined || !created)
    throw new Refusal('agent_failed', { detail: 'facts missing' });
  event({
    event: 'provisioned',
    userPrincipalName: reserved.userPrincipalName,
    deviceId: joined.deviceId,
    deviceName: named?.deviceName ?? started.deviceName,
    credentialId: created.credentialId,
    authenticator: created.authenticator,
    runId: started.runId,
  });
  return 0;
}
