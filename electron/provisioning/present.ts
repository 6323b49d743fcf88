import type { Branding } from '../contract/branding/branding.ts';
import { progressAt, secondsFrom } from '../contract/steps.ts';
import type { Screen, View } from '../contract/view.ts';
import { waitingIn } from './patience.ts';
import { shown } from './shown.ts';
import { awaitsItsPerson } from './staged.ts';
import { type Stage, type State, stepOf } from './state.ts';
import { mayChooseWifi } from './steps/on-network.ts';

/** From state to the picture of it. Nothing secret can get in: the state holds nothing secret. */
export function present(state: State, host: View['host'], revision: number): View {
  return shown(pictureOf(state, host, revision));
}

function pictureOf(state: State, host: View['host'], revision: number): View {
  const step = stepOf(state.stage);
  const done = state.stage.at === 'done';
  // A laptop that was sealed is shut again, until its person opens it.
  const ended = state.stage.at === 'abandoned' || (state.stage.at === 'seal' && state.stage.sealed);
  const { reserved, proved } = state.standing;
  const branding = state.profile?.branding ?? state.branding;
  const tenantName = state.profile?.tenant.displayName ?? branding.displayName;
  return {
    revision,
    step,
    door: done ? 1 : ended ? 0 : progressAt(step),
    secondsLeft: done || ended ? 0 : secondsFrom(step),
    screen: screenOf(state),
    canGoBack: state.wifi.panel !== null || canGoBack(state.stage),
    preferences: state.preferences,
    languages: state.profile?.languages ?? [],
    ...(tenantName !== undefined && { tenantName }),
    ...(isBranded(branding) && { branding }),
    ...(reserved && { personName: reserved.personName }),
    ...(reserved && !proved && { passEndsAt: reserved.endsAt }),
    ...(state.skewSeconds !== null && { skewSeconds: state.skewSeconds }),
    device: { name: state.deviceName ?? '', serialNumber: state.serialNumber ?? '' },
    connection: state.connection,
    ...(state.retrying && { retrying: state.retrying }),
    ...(state.interfaces.length > 0 && { interfaces: state.interfaces }),
    wifi: state.wifi.offer === 'here' && !mayChooseWifi(state) ? 'none' : state.wifi.offer,
    // What waits for the network has its own sentence.
    ...(state.retrying === null && waiting(state)),
    ...helpCode(state),
    ...(state.profile?.support && { support: state.profile.support }),
    ...(state.sealedReport && { sealedReport: state.sealedReport }),
    ...(state.report && { report: state.report }),
    ...(state.technician && { technician: state.technician }),
    host,
  };
}

/** Whether there is more to it than the name. */
function isBranded({ displayName: _name, ...look }: Branding): boolean {
  return Object.keys(look).length > 0;
}

function waiting(state: State): Pick<View, 'waiting'> {
  const found = waitingIn(state);
  return found ? { waiting: found } : {};
}

function helpCode(state: State): { helpCode?: string } {
  const refusal =
    state.refusal ?? state.retrying?.refusal ?? (state.stage.at === 'loop' ? state.stage.refusal : null);
  return refusal ? { helpCode: refusal.helpCode } : {};
}

function canGoBack(stage: Stage): boolean {
  if (stage.at === 'credential') return stage.choices.length > 1 && stage.phase !== 'choose';
  return ['network', 'account', 'pass', 'loop'].includes(stage.at);
}

function screenOf(state: State): Screen {
  const { stage, profile, wifi } = state;
  if (wifi.panel !== null) return { kind: 'wifi', ...wifi.panel };
  const refused = state.refusal ? { refusal: state.refusal } : {};
  switch (stage.at) {
    case 'welcome':
      return isWaiting(state) ? sealedScreen(state, 'waiting') : { kind: 'welcome' };
    case 'seal':
      return { ...sealedScreen(state, stage.sealed ? 'sealed' : 'sealing'), ...refused };
    case 'network': {
      const skew = state.skewSeconds === null ? {} : { skewSeconds: state.skewSeconds };
      return { kind: 'network', checks: stage.checks, ...skew, ...refused };
    }
    case 'account':
    case 'pass':
    case 'loop':
      return signInScreen(state, stage);
    case 'naming':
      return { kind: 'device-name', deviceName: state.deviceName ?? '', ...refused };
    case 'join':
      return { kind: 'join', ...refused };
    case 'credential':
    case 'proof':
      return credentialScreen(state, stage);
    case 'release':
      return { kind: 'release', ...refused };
    case 'abandoned':
      return { kind: 'abandoned', told: stage.told };
    case 'ownPin':
      return {
        kind: 'own-pin',
        busy: state.task !== null,
        userPrincipalName: state.standing.inForce?.userPrincipalName ?? '',
        pin: profile?.pin ?? ANY_PIN,
        ...refused,
      };
    case 'done':
      return {
        kind: 'done',
        ...(stage.returning && { returning: true }),
        authenticator: state.standing.created?.authenticator ?? 'software',
        userPrincipalName: state.account ?? '',
      };
  }
}

/** Sealed, and nobody has ended that: whoever opens the laptop is who it was sealed for. */
function isWaiting({ standing, abandonedRun }: State): boolean {
  return awaitsItsPerson(standing) && standing.started?.runId !== abandonedRun;
}

type SealedScreen = Extract<Screen, { kind: 'sealed' }>;

function sealedScreen({ standing }: State, phase: SealedScreen['phase']): SealedScreen {
  return { kind: 'sealed', phase, ...(standing.sealed?.for && { sealedFor: standing.sealed.for }) };
}

function signInScreen(state: State, stage: Extract<Stage, { at: 'account' | 'pass' | 'loop' }>): Screen {
  const refused = state.refusal ? { refusal: state.refusal } : {};
  const busy = state.task !== null;
  const userPrincipalName = state.account ?? '';
  switch (stage.at) {
    case 'account':
      return {
        kind: 'account',
        busy,
        ...(state.account !== null && { userPrincipalName }),
        domains: state.profile?.tenant.domains ?? [],
        ...refused,
      };
    case 'pass':
      return { kind: stage.showing, busy, userPrincipalName, ...refused };
    case 'loop':
      return {
        kind: 'loop',
        userPrincipalName,
        refusal: stage.refusal,
        gates: stage.gates,
        interval: stage.interval,
        ...(stage.watching && { watching: stage.watching }),
      };
  }
}

/** Rules for a PIN before the profile is known; never stricter than what the profile may say. */
const ANY_PIN = { minimumLength: 6, maximumLength: 127, digitsOnly: false, refuseSimple: true, attempts: 5 };

function credentialScreen(state: State, stage: Extract<Stage, { at: 'credential' | 'proof' }>): Screen {
  const working = state.task !== null && state.ceremony === null;
  const shared = {
    pin: state.profile?.pin ?? ANY_PIN,
    ...(state.ceremony && { ceremony: state.ceremony }),
    // While work is under way the last refusal is about something that is being done again.
    ...(state.refusal && state.task === null && { refusal: state.refusal }),
  };
  if (stage.at === 'proof') {
    const phase = working ? 'working' : stage.phase;
    return { kind: 'proof', ...shared, phase, authenticator: stage.authenticator };
  }
  const phase = working ? 'working' : stage.phase;
  const picked = stage.picked ? { picked: stage.picked } : {};
  return { kind: 'credential', ...shared, phase, choices: stage.choices, ...picked };
}
