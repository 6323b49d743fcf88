import type { Command } from '../../contract/commands.ts';
import { judgeDeviceName } from '../../contract/device-name.ts';
import { plainPass, readPass } from '../../contract/pass-entry/read-pass.ts';
import { judgePin } from '../../contract/pin.ts';
import { Refusal } from '../../contract/refusal.ts';
import { Secret } from '../../contract/secret.ts';
import type { AuthenticatorName } from '../../contract/wire/provisioning.ts';
import { begin, enterCredential, enterJoin, enterNetwork, enterPass, record, show } from '../enter.ts';
import { interventionsAt } from '../interventions.ts';
import type { Stage, State, Transition } from '../state.ts';
import { again } from './again.ts';
import { onWifiCommand } from './on-network.ts';

type CredentialStage = Extract<Stage, { at: 'credential' }>;

/** What a command does in the present stage. `null`: nothing here. The caller has checked that it is allowed. */
export function onCommand(state: State, command: Command, at: number): Transition | null {
  switch (command.type) {
    case 'ready':
      return { state };
    case 'setPreferences':
      return { state: { ...state, preferences: withoutUndefined(state.preferences, command) } };
    case 'platformAuthenticator':
      return { state: { ...state, platformAvailable: command.available } };
    case 'begin':
      return enterNetwork(state);
    case 'back':
      return back(state);
    case 'retry':
      return again(state);
    case 'submitAccount':
    case 'submitPass':
    case 'noPass':
    case 'havePass':
    case 'submitPassword':
      return onSignInCommand(state, command);
    case 'submitDeviceName':
      return nameDevice(state, command.deviceName, at);
    case 'chooseAuthenticator':
      return choose(state, command.authenticator);
    case 'submitPin':
      return submitPin(state, command.pin);
    case 'startCeremony':
      return startCeremony(state);
    case 'startOver':
      return startOver(state);
    case 'finish':
      return finish(state);
    case 'changePin':
      return changePin(state, command.oldPin, command.newPin);
    case 'beginAgain':
      return beginAgain(state);
    // The technician's desk takes these; here they change nothing.
    case 'openTechnician':
    case 'closeTechnician':
    case 'submitTechnicianCode':
    // And these whoever makes the reports.
    case 'openReport':
    case 'closeReport':
    case 'sendReport':
      return { state };
    case 'askTechnician':
      return interventionsAt(state.stage).includes(command.action) ? { state } : null;
    case 'openWifi':
    case 'joinWifi':
    case 'closeWifi':
      return onWifiCommand(state, command);
    // Their answers go to the platform authenticator, which waits for them. A late or invented one changes nothing.
    case 'credentialCreated':
    case 'credentialAsserted':
    case 'ceremonyFailed':
      return state.ceremony?.id === command.ceremony ? { state: { ...state, ceremony: null } } : null;
  }
}

function withoutUndefined(
  before: State['preferences'],
  command: Extract<Command, { type: 'setPreferences' }>,
): State['preferences'] {
  return {
    language: command.language ?? before.language,
    textScale: command.textScale ?? before.textScale,
    theme: command.theme ?? before.theme,
    motion: command.motion ?? before.motion,
    keyboard: command.keyboard ?? before.keyboard,
  };
}

function back(state: State): Transition | null {
  switch (state.stage.at) {
    case 'network':
      return show({ ...state, wasAtPass: false }, { at: 'welcome' });
    case 'account':
      return show(state, { at: 'welcome' });
    case 'pass':
      return state.stage.showing === 'password'
        ? show(state, { at: 'pass', showing: 'pass' })
        : show(state, { at: 'account' });
    case 'loop':
      return show(state, { at: 'account' });
    case 'credential':
      return state.stage.choices.length > 1 && state.stage.phase !== 'choose'
        ? show(state, { ...state.stage, phase: 'choose', picked: null })
        : null;
    default:
      return null;
  }
}

/** Only what has come to its end can be left. */
function finish(state: State): Transition | null {
  const { stage } = state;
  if (stage.at === 'done') return show(state, { ...stage, finished: true });
  return stage.at === 'seal' && !stage.sealed ? null : { state };
}

type SignInCommand = Extract<
  Command,
  { type: 'submitAccount' | 'submitPass' | 'noPass' | 'havePass' | 'submitPassword' }
>;

function onSignInCommand(state: State, command: SignInCommand): Transition {
  switch (command.type) {
    case 'submitAccount': {
      const account = command.userPrincipalName;
      return begin(
        { ...state, account },
        { at: 'account' },
        { effect: 'openSignIn', userPrincipalName: account },
      );
    }
    case 'submitPass': {
      // What cannot be a pass is the directory's to refuse: its alphabet may be another one.
      const entered = command.pass.reveal();
      const reading = readPass(entered);
      const pass = new Secret(reading.ok ? reading.pass : plainPass(entered));
      return begin(state, { at: 'pass', showing: 'pass' }, { effect: 'answerPass', pass });
    }
    case 'submitPassword':
      return begin(
        state,
        { at: 'pass', showing: 'password' },
        { effect: 'answerPassword', password: command.password },
      );
    case 'noPass':
      return show(state, { at: 'pass', showing: 'password' });
    case 'havePass':
      return show(state, { at: 'pass', showing: 'pass' });
  }
}

/** The name is a fact before anybody hears of it: after a power cut the laptop joins under it. */
function nameDevice(state: State, typed: string, at: number): Transition {
  const deviceName = typed.trim();
  const fault = judgeDeviceName(deviceName);
  const named = { ...state, deviceName };
  if (fault !== null)
    return show(named, state.stage, new Refusal('device_name_invalid', { detail: fault }).toJSON());
  return record(named, { fact: 'named', deviceName, at }, enterJoin);
}

function gestureOf(name: AuthenticatorName): 'pin' | 'prompt' {
  return name === 'platform' ? 'prompt' : 'pin';
}

function choose(state: State, name: AuthenticatorName): Transition | null {
  if (state.stage.at !== 'credential') return null;
  const choice = state.stage.choices.find((offered) => offered.name === name);
  if (!choice?.available) {
    return show(state, state.stage, new Refusal('authenticator_unavailable').toJSON());
  }
  return show(state, { ...state.stage, phase: gestureOf(name), picked: name });
}

function submitPin(state: State, pin: Secret): Transition | null {
  const { stage } = state;
  if (stage.at === 'credential' && stage.phase === 'pin') return createWithPin(state, stage, pin);
  if (stage.at === 'proof' && stage.phase === 'pin') return prove(state, pin);
  return null;
}

function createWithPin(state: State, stage: CredentialStage, pin: Secret): Transition | null {
  if (!stage.picked || !state.profile) return null;
  const verdict = judgePin(pin, state.profile.pin);
  if (!verdict.ok)
    return show(state, stage, new Refusal('pin_too_weak', { detail: verdict.reason }).toJSON());
  return begin(state, stage, { effect: 'create', authenticator: stage.picked, pin });
}

function startCeremony(state: State): Transition | null {
  const { stage } = state;
  if (stage.at === 'credential' && stage.phase === 'prompt' && stage.picked) {
    return begin(state, stage, { effect: 'create', authenticator: stage.picked, pin: null });
  }
  if (stage.at === 'proof' && stage.phase === 'prompt') return prove(state, null);
  return null;
}

function prove(state: State, pin: Secret | null): Transition | null {
  const { created, reserved } = state.standing;
  if (state.stage.at !== 'proof' || !created || !reserved) return null;
  return begin(state, state.stage, {
    effect: 'prove',
    authenticator: created.authenticator,
    userPrincipalName: reserved.userPrincipalName,
    credentialId: created.credentialId,
    pin,
  });
}

/** The new PIN is judged here, so that a poor one costs no try of the old one. */
function changePin(state: State, oldPin: Secret, newPin: Secret): Transition | null {
  const { inForce } = state.standing;
  if (!inForce || !state.profile) return null;
  const verdict = judgePin(newPin, state.profile.pin);
  if (!verdict.ok)
    return show(state, state.stage, new Refusal('pin_too_weak', { detail: verdict.reason }).toJSON());
  const { authenticator, credentialId } = inForce;
  return begin(state, state.stage, { effect: 'changePin', authenticator, credentialId, oldPin, newPin });
}

/** What works keeps working until the new key is proved. Right after a set-up there is nothing to have forgotten. */
function beginAgain(state: State): Transition | null {
  const { stage, standing } = state;
  if (stage.at === 'done' && !stage.returning) return null;
  return enterNetwork({
    ...state,
    renew: true,
    account: standing.inForce?.userPrincipalName ?? state.account,
  });
}

/** A forgotten PIN is a way out: make a new key under the same reservation, or with the pass where that has ended. */
function startOver(state: State): Transition {
  const { reserved } = state.standing;
  if (!reserved || state.stage.at === 'join') return enterPass(state);
  const standing = { ...state.standing, created: null, registered: null };
  const effect = { effect: 'takeUpReservation', userPrincipalName: reserved.userPrincipalName } as const;
  return { ...enterCredential({ ...state, standing }), work: { facts: [], effect } };
}
