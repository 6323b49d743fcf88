import type { Fact } from '../../../electron/contract/facts.ts';

/** The facts of one whole run, in order. */
export const FACTS: readonly Fact[] = [
  {
    fact: 'started',
    runId: '0e9f3a52-9c33-4f43-8a1b-2f6d5a7c0001',
    keyThumbprint: 'thumbprint',
    deviceName: 'NW-7F3K2',
    at: 100,
  },
  {
    fact: 'reserved',
    reservationId: 'first',
    userPrincipalName: 'amal@northwind.example',
    userId: 'u1',
    personName: 'Amal',
    endsAt: 700,
    at: 101,
  },
  { fact: 'joined', deviceId: '5b0f6a3e-0d0e-4b61-9c55-0c8f3a1e2b4d', objectId: 'o1', at: 102 },
  {
    fact: 'created',
    authenticator: 'software',
    credentialId: 'Y3JlZA',
    registration: {
      id: 'Y3JlZA',
      rawId: 'Y3JlZA',
      type: 'public-key',
      response: { clientDataJSON: 'e30', attestationObject: 'oA' },
      clientExtensionResults: {},
    },
    at: 103,
  },
  { fact: 'registered', credentialId: 'Y3JlZA', methodId: 'm1', at: 104 },
  { fact: 'proved', credentialId: 'Y3JlZA', at: 105 },
  { fact: 'released', at: 106 },
];
