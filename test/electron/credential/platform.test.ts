import { describe, expect, it } from 'vitest';
import type { Ceremony } from '../../../electron/contract/view.ts';
import type { AssertionJson, RegistrationJson } from '../../../electron/contract/wire/webauthn.ts';
import { createCeremonyBroker } from '../../../electron/credential/ceremony-broker.ts';
import { createPlatformAuthenticator } from '../../../electron/credential/platform.ts';
import { creationOptions, requestOptions } from './software/setup.ts';

const REGISTRATION: RegistrationJson = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: '', attestationObject: '' },
  clientExtensionResults: {},
};
const ASSERTION: AssertionJson = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: '', authenticatorData: '', signature: '' },
  clientExtensionResults: {},
};

/** A broker with an authenticator on it, what it showed the renderer, and a timer that a test lets go off. */
function stage() {
  const shown: (Ceremony | null)[] = [];
  const timers: { seconds: number; ring(): void; stopped: boolean }[] = [];
  const broker = createCeremonyBroker((seconds, callback) => {
    const timer = { seconds, ring: callback, stopped: false };
    timers.push(timer);
    return () => {
      timer.stopped = true;
    };
  });
  broker.onCeremony((request) => void shown.push(request));
  const ids = ['id-1', 'id-2'];
  const authenticator = createPlatformAuthenticator({
    available: async () => true,
    ceremony: (request) => broker.ceremony(request),
    uuid: () => ids.shift() ?? 'none left',
  });
  return { broker, shown, timers, authenticator };
}

describe('the platform authenticator', () => {
  it('shows a creation to the renderer and takes its answer', async () => {
    const { broker, shown, timers, authenticator } = stage();
    const options = creationOptions();
    const created = authenticator.create(options, null);
    expect(shown).toEqual([{ id: 'id-1', kind: 'create', options }]);
    expect(broker.created('id-1', REGISTRATION)).toBe(true);
    await expect(created).resolves.toBe(REGISTRATION);
    expect(shown.at(-1)).toBeNull();
    expect(timers[0]?.stopped).toBe(true);
  });

  it('shows a request and takes its answer', async () => {
    const { broker, shown, authenticator } = stage();
    const asserted = authenticator.assert(requestOptions(), 'AAAA', null);
    expect(shown).toMatchObject([{ id: 'id-1', kind: 'get' }]);
    expect(broker.asserted('id-1', ASSERTION)).toBe(true);
    await expect(asserted).resolves.toBe(ASSERTION);
  });

  it('refuses with what the browser said', async () => {
    const { broker, authenticator } = stage();
    const created = authenticator.create(creationOptions(), null);
    broker.failed('id-1', 'InvalidStateError');
    await expect(created).rejects.toMatchObject({
      slug: 'credential_exists',
      details: { detail: 'WebAuthn: InvalidStateError' },
    });
  });

  it('does not repeat what a renderer puts in the place of a name', async () => {
    const { broker, authenticator } = stage();
    const created = authenticator.create(creationOptions(), null);
    broker.failed('id-1', 'PIN 482915!');
    await expect(created).rejects.toMatchObject({
      slug: 'ceremony_failed',
      details: { detail: 'WebAuthn: unnamed error' },
    });
  });

  it('waits ten seconds longer than the browser was told to, and no longer', async () => {
    const { timers, broker, authenticator } = stage();
    const created = authenticator.create(creationOptions({ timeout: 60_000 }), null);
    expect(timers[0]?.seconds).toBe(70);
    timers[0]?.ring();
    await expect(created).rejects.toMatchObject({ slug: 'gesture_cancelled' });
    expect(broker.created('id-1', REGISTRATION)).toBe(false);
  });

  it('ignores answers to other ceremonies, of the other kind, and second ones', async () => {
    const { broker, authenticator } = stage();
    const created = authenticator.create(creationOptions(), null);
    expect(broker.created('id-0', REGISTRATION)).toBe(false);
    expect(broker.asserted('id-1', ASSERTION)).toBe(false);
    expect(broker.failed('id-2', 'AbortError')).toBe(false);
    expect(broker.created('id-1', REGISTRATION)).toBe(true);
    expect(broker.created('id-1', REGISTRATION)).toBe(false);
    await expect(created).resolves.toBe(REGISTRATION);
  });

  it('calls the ceremony before off when a new one comes', async () => {
    const { broker, authenticator } = stage();
    const first = authenticator.create(creationOptions(), null);
    const second = authenticator.create(creationOptions(), null);
    await expect(first).rejects.toMatchObject({ slug: 'gesture_cancelled' });
    broker.created('id-2', REGISTRATION);
    await expect(second).resolves.toBe(REGISTRATION);
  });

  it('shows a ceremony again to a renderer that was reloaded', () => {
    const { broker, authenticator } = stage();
    void authenticator.create(creationOptions(), null);
    const again: unknown[] = [];
    broker.onCeremony((request) => void again.push(request));
    expect(again).toMatchObject([{ id: 'id-1' }]);
  });

  it('refuses an assertion of another credential', async () => {
    const { broker, authenticator } = stage();
    const asserted = authenticator.assert(requestOptions(), 'BBBB', null);
    broker.asserted('id-1', ASSERTION);
    await expect(asserted).rejects.toMatchObject({ slug: 'ceremony_failed' });
  });

  it('has nothing to remove', async () => {
    await expect(stage().authenticator.keepOnly(null)).resolves.toBeUndefined();
  });
});
