import type { Fact } from '../../../electron/contract/facts.ts';
import type { Profile } from '../../../electron/contract/wire/provisioning.ts';
import type { RegistrationJson } from '../../../electron/contract/wire/webauthn.ts';
import { type Flow, startFlow } from '../../../electron/provisioning/flow.ts';
import type { Authenticator, Ports, Reserved, SignInProgress } from '../../../electron/provisioning/ports.ts';
import { DEFAULT_PREFERENCES, type Wishes } from '../../../electron/provisioning/state.ts';

export const PROFILE: Profile = {
  id: 'default',
  tenant: { id: 't1', displayName: 'Northwind', domains: ['northwind.example'] },
  languages: ['en'],
  rpId: 'localhost',
  uiOrigin: 'https://localhost',
  deviceNameTemplate: 'NW-%SERIAL%',
  pin: { minimumLength: 6, maximumLength: 127, digitsOnly: false, refuseSimple: true, attempts: 5 },
  authenticators: { allowed: ['tpm', 'platform', 'software'] },
};

const OFFERED: SignInProgress = {
  methods: ['temporary_access_pass', 'passkey', 'password'],
  interval: 5,
  gates: [],
};

/**
 * A world in memory: what is in the journal and what the directory holds survive, everything else dies with the flow.
 * Counts what must happen once.
 */
export class World {
  readonly journal: Fact[] = [];
  readonly calls: string[] = [];
  readonly devices = new Set<string>();
  readonly credentials = new Map<string, 'provisional' | 'active'>();
  now = 1_000;
  made = 0;
  reservation: Reserved = {
    reservationId: 'r1',
    endsAt: 1_600,
    userId: 'u1',
    userPrincipalName: 'amal@northwind.example',
    personName: 'Amal',
  };

  readonly timers: { at: number; callback: () => void }[] = [];

  ports(overrides: Partial<Ports> = {}): Ports {
    return {
      journal: {
        read: async () => [...this.journal],
        append: async (fact) => {
          this.calls.push(`append ${fact.fact}`);
          this.journal.push(fact);
        },
      },
      device: {
        prepare: async () => ({ keyThumbprint: 'thumbprint', serialNumber: '7F3K2' }),
        nameFrom: async () => 'NW-7F3K2',
      },
      network: {
        reach: async (passed) => {
          for (const check of ['network', 'directory', 'clock', 'profile'] as const) passed(check);
          return { profile: PROFILE, skewSeconds: 0 };
        },
      },
      signIn: {
        open: async () => OFFERED,
        answerPass: async () => this.reservation,
        answerPassword: async () => OFFERED,
        poll: async () => OFFERED,
        resumeWatch: async () => OFFERED,
        takeUpReservation: async () => this.reservation,
        prove: async (_user, assert) => {
          const assertion = await assert({
            challenge: 'Yw',
            rpId: 'localhost',
            timeout: 1,
            userVerification: 'required',
            allowCredentials: [],
          });
          this.calls.push('prove');
          this.credentials.set(assertion.id, 'active');
        },
      },
      join: {
        join: async () => {
          this.devices.add('thumbprint');
          return { deviceId: '5b0f6a3e-0d0e-4b61-9c55-0c8f3a1e2b4d', objectId: 'o1' };
        },
      },
      enrolment: {
        creationOptions: async () => ({}) as never,
        register: async ({ id }) => {
          if (!this.credentials.has(id)) this.credentials.set(id, 'provisional');
          return { methodId: `method-${id}` };
        },
      },
      report: { send: async () => {} },
      staging: { seal: async () => ({ assignedTo: null }) },
      authenticators: { software: this.authenticator() },
      handover: {
        release: async () => {
          this.calls.push('handover');
        },
      },
      clock: {
        now: () => this.now,
        after: (seconds, callback) => {
          const timer = { at: this.now + seconds, callback };
          this.timers.push(timer);
          return () => this.timers.splice(this.timers.indexOf(timer), 1);
        },
        uuid: () => '0e9f3a52-9c33-4f43-8a1b-2f6d5a7cabcd',
      },
      ...overrides,
    };
  }

  authenticator(): Authenticator {
    return {
      name: 'software',
      gesture: 'pin',
      available: async () => true,
      create: async () => {
        this.made += 1;
        const id = `key${this.made}`;
        return {
          id,
          rawId: id,
          type: 'public-key',
          response: { clientDataJSON: 'e30', attestationObject: 'oA' },
          clientExtensionResults: {},
        } satisfies RegistrationJson;
      },
      assert: async (_options, credentialId) => ({
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' },
        clientExtensionResults: {},
      }),
      keepOnly: async () => {},
    };
  }

  start(overrides: Partial<Ports> = {}, wishes: Wishes = {}): Promise<Flow> {
    return startFlow({
      ports: this.ports(overrides),
      host: { name: 'terminal', virtualAuthenticator: false },
      preferences: DEFAULT_PREFERENCES,
      wishes,
    });
  }

  /** Lets time pass and runs what was due. */
  pass(seconds: number): void {
    this.now += seconds;
    for (const timer of this.timers.filter((due) => due.at <= this.now)) {
      this.timers.splice(this.timers.indexOf(timer), 1);
      timer.callback();
    }
  }
}
