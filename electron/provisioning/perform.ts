import { Refusal } from '../contract/refusal.ts';
import type { Secret } from '../contract/secret.ts';
import type { AuthenticatorChoice, NetworkCheck } from '../contract/view.ts';
import { AuthenticatorName } from '../contract/wire/provisioning.ts';
import { chooseAuthenticators } from './choose.ts';
import type { Result } from './event.ts';
import type { Authenticator, Ports } from './ports.ts';
import { eventsAtRelease, eventsSoFar } from './run-events.ts';
import type { Effect, State } from './state.ts';

/** What performing needs besides the ports. */
export interface Performance {
  readonly state: State;
  /** Tries so far, this one too: from the second on an answer may have been lost before. */
  readonly attempt?: number;
  readonly checked: (check: NetworkCheck) => void;
  /** Resolves after so many seconds; never, once the work has been given up. */
  readonly wait: (seconds: number) => Promise<void>;
}

/** Carries out one effect through the ports. Resolves with its result or throws a Refusal. */
export async function perform(effect: Effect, ports: Ports, performance: Performance): Promise<Result> {
  switch (effect.effect) {
    case 'reach':
      return reach(ports, performance);
    case 'openSignIn':
      await rollBack(ports, performance.state);
      // Whether there is a platform's authenticator the screen may not have said yet: then the pass itself waits for it.
      if (!allowedKinds(performance.state).includes('platform'))
        await requireAuthenticator(ports, performance.state);
      return { of: 'openSignIn', ...(await ports.signIn.open(effect.userPrincipalName)) };
    case 'answerPass':
      await requireAuthenticator(ports, performance.state);
      return answerPass(effect.pass, ports, performance);
    case 'answerPassword':
      if (isAgain(performance)) await ports.signIn.open(performance.state.account ?? '');
      return { of: 'answerPassword', ...(await ports.signIn.answerPassword(effect.password)) };
    case 'poll':
      await performance.wait(effect.seconds);
      return { of: 'poll', ...(await ports.signIn.poll()) };
    case 'resumeWatch':
      return { of: 'poll', ...(await ports.signIn.resumeWatch(effect.userPrincipalName)) };
    case 'takeUpReservation':
      return { of: 'takeUpReservation', ...(await ports.signIn.takeUpReservation(effect.userPrincipalName)) };
    case 'join':
      return { of: 'join', ...(await ports.join.join(effect.deviceName)) };
    case 'seal':
      return seal(ports, performance.state);
    case 'listAuthenticators':
      return { of: 'listAuthenticators', choices: await listAuthenticators(ports, performance.state) };
    case 'create': {
      const options = await ports.enrolment.creationOptions();
      const registration = await authenticator(ports, effect.authenticator).create(options, effect.pin);
      return { of: 'create', registration };
    }
    case 'register':
      return { of: 'register', ...(await ports.enrolment.register(effect.registration, effect.deviceName)) };
    case 'prove':
      return prove(effect, ports, performance.state);
    case 'release':
      return release(ports, performance.state);
    case 'changePin':
      return changePin(effect, ports);
    case 'abandon':
      return { of: 'abandon', told: (await ports.technician?.tellDirectory()) ?? false };
  }
}

const isAgain = ({ attempt = 1 }: Performance): boolean => attempt > 1;

/**
 * Once an answer was lost the pass may be reserved already: that is looked at first, and only where it is not is the pass given again, in
 * a new session.
 */
async function answerPass(pass: Secret, ports: Ports, performance: Performance): Promise<Result> {
  const { account } = performance.state;
  if (!isAgain(performance) || account === null) {
    return { of: 'answerPass', ...(await ports.signIn.answerPass(pass)) };
  }
  try {
    return { of: 'takeUpReservation', ...(await ports.signIn.takeUpReservation(account)) };
  } catch (thrown) {
    if (!(thrown instanceof Refusal && thrown.slug === 'reservation_ended')) throw thrown;
  }
  await ports.signIn.open(account);
  return { of: 'answerPass', ...(await ports.signIn.answerPass(pass)) };
}

async function reach(ports: Ports, { checked, state }: Performance): Promise<Result> {
  const { keyThumbprint, serialNumber } = await ports.device.prepare();
  checked('device');
  const reached = await ports.network.reach(checked);
  const deviceName =
    state.standing.named?.deviceName ??
    state.standing.started?.deviceName ??
    state.givenDeviceName ??
    (await ports.device.nameFrom(reached.profile.deviceNameTemplate));
  return { of: 'reach', ...reached, keyThumbprint, serialNumber, deviceName, freshRunId: ports.clock.uuid() };
}

/** The run first: a seal of a run that the directory does not know would be nobody's. */
async function seal(ports: Ports, { standing, deviceName, sealFor }: State): Promise<Result> {
  const { started } = standing;
  if (!started) throw new Refusal('agent_failed', { detail: 'seal without a run' });
  await ports.report.send(started.runId, deviceName ?? started.deviceName, eventsSoFar(standing));
  return { of: 'seal', ...(await ports.staging.seal(started.runId, sealFor)) };
}

function authenticator(ports: Ports, name: AuthenticatorName): Authenticator {
  const found = ports.authenticators[name];
  if (!found) throw new Refusal('authenticator_unavailable', { detail: name });
  return found;
}

/** What the profile allows and this machine has, strongest first, and which of them `auto` takes. */
async function listAuthenticators(ports: Ports, state: State): Promise<AuthenticatorChoice[]> {
  const { created, inForce, lastUsed } = state.standing;
  // Until the new one is proved, the one that works stays; the release then clears up.
  if (!inForce) await forgetAllBut(ports, created?.credentialId ?? null);
  const allowed = allowedKinds(state);
  const here = await Promise.all(
    allowed.map(async (name) => ((await ports.authenticators[name]?.available()) ? [name] : [])),
  );
  const choices = chooseAuthenticators(
    allowed,
    here.flat(),
    state.pinned ?? undefined,
    lastUsed ?? undefined,
  );
  return Promise.all(choices.map((choice) => withAttested(ports, choice)));
}

const allowedKinds = (state: State): readonly AuthenticatorName[] =>
  state.profile?.authenticators.allowed ?? [];

/**
 * Is any kind of key here that the profile allows? Asked before a pass is sent, because a reservation would be lost on a laptop that can
 * hold none. The weakest is asked first: it costs nothing, and a TPM seconds. Which one it will be is decided at its own step.
 * @throws Refusal authenticator_not_allowed, authenticator_unavailable
 */
async function requireAuthenticator(ports: Ports, state: State): Promise<void> {
  const allowed = allowedKinds(state);
  const pinned = state.pinned ?? undefined;
  for (const name of allowed.toReversed()) {
    const counts = pinned === undefined || pinned === name;
    if (counts && (await ports.authenticators[name]?.available())) return;
  }
  chooseAuthenticators(allowed, [], pinned);
}

/** Only of what is here: the others have nothing to ask. */
async function withAttested(ports: Ports, choice: AuthenticatorChoice): Promise<AuthenticatorChoice> {
  const { attested } = ports.authenticators[choice.name] ?? {};
  return choice.available && attested ? { ...choice, attested: await attested() } : choice;
}

/**
 * A sign-in that begins anew has lost what was made under the one before: the directory deletes a provisional credential together with
 * its reservation, and here its key goes. The credential that works stays.
 */
async function rollBack(ports: Ports, { standing: { created, inForce } }: State): Promise<void> {
  if (created === null) await forgetAllBut(ports, inForce?.credentialId ?? null);
}

/** What an interrupted run left behind, or what was replaced: keys that no fact names any more. */
async function forgetAllBut(ports: Ports, credentialId: string | null): Promise<void> {
  for (const name of AuthenticatorName.options) await ports.authenticators[name]?.keepOnly(credentialId);
}

async function prove(
  effect: Extract<Effect, { effect: 'prove' }>,
  ports: Ports,
  { standing: { reserved } }: State,
): Promise<Result> {
  const key = authenticator(ports, effect.authenticator);
  try {
    await ports.signIn.prove(effect.userPrincipalName, (options) =>
      key.assert(options, effect.credentialId, effect.pin),
    );
    return { of: 'prove' };
  } catch (thrown) {
    // What is not proved goes with its reservation: who comes too late hears that, and that the pass is not used up.
    const unknown = thrown instanceof Refusal && thrown.slug === 'credential_unknown';
    const late = reserved !== null && reserved.endsAt <= ports.clock.now();
    throw unknown && late ? new Refusal('reservation_ended', {}, thrown) : thrown;
  }
}

async function changePin(effect: Extract<Effect, { effect: 'changePin' }>, ports: Ports): Promise<Result> {
  const { credentialId, oldPin, newPin } = effect;
  const key = authenticator(ports, effect.authenticator);
  if (!key.changePin)
    throw new Refusal('authenticator_unavailable', { detail: 'Its PIN cannot be changed.' });
  await key.changePin(credentialId, oldPin, newPin);
  return { of: 'changePin', credentialId };
}

/** Report first, then let go: what is released is known to the directory. Both are safe to repeat. */
async function release(ports: Ports, { standing, deviceName, account }: State): Promise<Result> {
  const { started, joined, proved, created, reserved } = standing;
  if (!started || !joined || !proved || !created)
    throw new Refusal('agent_failed', { detail: 'release without proof' });
  const releasedAt = ports.clock.now();
  const name = deviceName ?? started.deviceName;
  const lockdown = await ports.lockdown?.report();
  await ports.report.send(started.runId, name, eventsAtRelease(standing, releasedAt, lockdown));
  await forgetAllBut(ports, created.credentialId);
  await ports.handover.release({
    runId: started.runId,
    deviceId: joined.deviceId,
    deviceName: name,
    userPrincipalName: reserved?.userPrincipalName ?? account ?? '',
    credentialId: created.credentialId,
    authenticator: created.authenticator,
    releasedAt,
  });
  return { of: 'release' };
}
