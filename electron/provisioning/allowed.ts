import type { CommandType } from '../contract/commands.ts';
import type { Stage } from './state.ts';

/** What every screen may send: it changes nothing of the run. */
const ALWAYS: readonly CommandType[] = [
  'ready',
  'setPreferences',
  'platformAuthenticator',
  // The panel lies over the screen; what its code may open at which stage is a table of its own (interventions.ts).
  'openTechnician',
  'closeTechnician',
  'askTechnician',
  'submitTechnicianCode',
  // A way may have to be found at any step; steps/on-network.ts says when.
  'openWifi',
  'joinWifi',
  'closeWifi',
  'openReport',
  'closeReport',
  'sendReport',
];

/** What each stage takes beside that. A command that is not listed here is refused before the reducer sees it. */
export const ALLOWED: Readonly<Record<Stage['at'], readonly CommandType[]>> = {
  welcome: ['begin'],
  network: ['retry', 'back'],
  account: ['submitAccount', 'back', 'retry'],
  pass: ['submitPass', 'submitPassword', 'noPass', 'havePass', 'back', 'retry'],
  loop: ['havePass', 'back'],
  naming: ['submitDeviceName'],
  join: ['retry', 'startOver'],
  seal: ['retry', 'finish'],
  credential: [
    'chooseAuthenticator',
    'submitPin',
    'startCeremony',
    'credentialCreated',
    'ceremonyFailed',
    'retry',
    'back',
    'startOver',
  ],
  proof: ['submitPin', 'startCeremony', 'credentialAsserted', 'ceremonyFailed', 'retry', 'startOver'],
  release: ['retry'],
  ownPin: ['changePin', 'beginAgain'],
  done: ['finish', 'beginAgain'],
  abandoned: ['finish'],
};

/** Commands that begin work of their own: refused while other work is under way, so that nothing runs twice. */
const BEGINS_WORK: ReadonlySet<CommandType> = new Set([
  'begin',
  'retry',
  'submitAccount',
  'submitPass',
  'submitPassword',
  'submitDeviceName',
  'chooseAuthenticator',
  'submitPin',
  'startCeremony',
  'startOver',
  'changePin',
  'beginAgain',
]);

export function isAllowed(stage: Stage, working: boolean, command: CommandType): boolean {
  if (ALWAYS.includes(command)) return true;
  if (!ALLOWED[stage.at].includes(command)) return false;
  return !(working && BEGINS_WORK.has(command));
}
