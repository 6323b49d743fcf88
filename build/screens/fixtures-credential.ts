import type { AuthenticatorChoice } from '../../electron/contract/view.ts';
import type { AuthenticatorName, PinPolicy } from '../../electron/contract/wire/provisioning.ts';
import { type Fixture, refused } from './fixture.ts';

const pin: PinPolicy = {
  minimumLength: 6,
  maximumLength: 127,
  digitsOnly: true,
  refuseSimple: true,
  attempts: 5,
};

function choices(...available: readonly AuthenticatorName[]): AuthenticatorChoice[] {
  return (['platform', 'tpm', 'software'] as const).map((name) => ({
    name,
    available: available.includes(name),
    recommended: name === available[0],
  }));
}

/** Long enough for a picture: the ceremony of these fixtures is never answered. */
const CREATE = {
  id: 'ceremony-1',
  kind: 'create',
  options: {
    rp: { id: 'localhost', name: 'Northwind' },
    user: { id: 'YW1hbA', name: 'amal@northwind.example', displayName: 'Amal' },
    challenge: 'Y2hhbGxlbmdl',
    pubKeyCredParams: [
      { type: 'public-key', alg: -7 },
      { type: 'public-key', alg: -257 },
    ],
    timeout: 60_000,
    excludeCredentials: [],
    authenticatorSelection: {
      authenticatorAttachment: 'platform',
      residentKey: 'required',
      userVerification: 'required',
    },
    attestation: 'direct',
  },
} as const;

const credential = { kind: 'credential', choices: choices('tpm', 'software'), pin } as const;
const proof = { kind: 'proof', authenticator: 'tpm', pin } as const;

const JOIN: readonly Fixture[] = [
  { name: 'device-name', step: 'join', screen: { kind: 'device-name', deviceName: 'LT-7F3K2' } },
  {
    name: 'device-name-taken',
    step: 'join',
    screen: { kind: 'device-name', deviceName: 'NW-AMAL', refusal: refused('device_name_taken') },
  },
  { name: 'join', step: 'join', screen: { kind: 'join' } },
  {
    name: 'join-slow',
    step: 'join',
    screen: { kind: 'join' },
    view: { waiting: { for: 'directory', usualSeconds: 10, pace: 'slow', canRetry: false } },
  },
  {
    name: 'join-stalled',
    step: 'join',
    screen: { kind: 'join' },
    view: { waiting: { for: 'directory', usualSeconds: 10, pace: 'stalled', canRetry: true } },
  },
  { name: 'join-refused', step: 'join', screen: { kind: 'join', refusal: refused('directory_unreachable') } },
  { name: 'join-never', step: 'join', screen: { kind: 'join', refusal: refused('device_disabled') } },
];

const ENROLMENT: readonly Fixture[] = [
  { name: 'choose', step: 'credential', screen: { ...credential, phase: 'choose' } },
  {
    name: 'choose-none',
    step: 'credential',
    screen: {
      ...credential,
      phase: 'choose',
      choices: choices(),
      refusal: refused('authenticator_not_allowed'),
    },
  },
  {
    name: 'pin',
    step: 'credential',
    screen: { ...credential, phase: 'pin', picked: 'tpm' },
    view: { canGoBack: true },
  },
  {
    name: 'pin-weak',
    step: 'credential',
    screen: { ...credential, phase: 'pin', picked: 'tpm', refusal: refused('pin_too_weak') },
    view: { canGoBack: true },
  },
  {
    name: 'prompt',
    step: 'credential',
    screen: { ...credential, choices: choices('platform'), phase: 'prompt', picked: 'platform' },
  },
  {
    name: 'prompt-running',
    step: 'credential',
    screen: {
      ...credential,
      choices: choices('platform'),
      phase: 'prompt',
      picked: 'platform',
      ceremony: structuredClone(CREATE) as never,
    },
  },
  {
    name: 'prompt-cancelled',
    step: 'credential',
    screen: {
      ...credential,
      choices: choices('platform'),
      phase: 'prompt',
      picked: 'platform',
      refusal: refused('gesture_cancelled'),
    },
  },
  { name: 'making', step: 'credential', screen: { ...credential, phase: 'working', picked: 'tpm' } },
  {
    name: 'making-refused',
    step: 'credential',
    screen: { ...credential, phase: 'working', picked: 'tpm', refusal: refused('challenge_expired') },
  },
];

const PROOF: readonly Fixture[] = [
  { name: 'proof-pin', step: 'proof', screen: { ...proof, phase: 'pin' } },
  {
    name: 'proof-wrong',
    step: 'proof',
    screen: { ...proof, phase: 'pin', refusal: refused('pin_wrong') },
  },
  {
    name: 'proof-locked',
    step: 'proof',
    screen: { ...proof, phase: 'pin', refusal: refused('pin_locked', { retryAfter: 90 }) },
  },
  {
    name: 'proof-prompt',
    step: 'proof',
    screen: { ...proof, authenticator: 'platform', phase: 'prompt' },
  },
  {
    name: 'proof-cancelled',
    step: 'proof',
    screen: {
      ...proof,
      authenticator: 'platform',
      phase: 'prompt',
      refusal: refused('gesture_cancelled'),
    },
  },
  { name: 'proof-working', step: 'proof', screen: { ...proof, phase: 'working' } },
];

const ownPin = { kind: 'own-pin', busy: false, userPrincipalName: 'amal@northwind.example', pin } as const;

/** A laptop that was set up earlier: the first use of a staged one, and who has forgotten the PIN. */
const LATER: readonly Fixture[] = [
  { name: 'own-pin', step: 'release', screen: ownPin },
  { name: 'own-pin-busy', step: 'release', screen: { ...ownPin, busy: true } },
  { name: 'own-pin-wrong', step: 'release', screen: { ...ownPin, refusal: refused('pin_wrong') } },
  { name: 'own-pin-same', step: 'release', screen: { ...ownPin, refusal: refused('pin_unchanged') } },
  {
    name: 'own-pin-locked',
    step: 'release',
    screen: { ...ownPin, refusal: refused('pin_locked', { retryAfter: 90 }) },
  },
  {
    name: 'done-returning',
    step: 'release',
    screen: {
      kind: 'done',
      authenticator: 'tpm',
      userPrincipalName: 'amal@northwind.example',
      returning: true,
    },
    view: { door: 1, secondsLeft: 0 },
  },
];

const sealedFor = { userPrincipalName: 'amal@northwind.example', displayName: 'Amal Haddad' };

/** A staged laptop: IT's last screen, and its person's first. */
const STAGED: readonly Fixture[] = [
  { name: 'sealing', step: 'join', screen: { kind: 'sealed', phase: 'sealing' } },
  {
    name: 'sealing-refused',
    step: 'join',
    screen: { kind: 'sealed', phase: 'sealing', refusal: refused('sealed_for_unknown') },
  },
  {
    name: 'sealed',
    step: 'join',
    screen: { kind: 'sealed', phase: 'sealed', sealedFor },
    view: { door: 0, secondsLeft: 0 },
  },
  {
    name: 'sealed-anybody',
    step: 'join',
    screen: { kind: 'sealed', phase: 'sealed' },
    view: { door: 0, secondsLeft: 0 },
  },
  { name: 'waiting', step: 'welcome', screen: { kind: 'sealed', phase: 'waiting', sealedFor } },
  { name: 'waiting-anybody', step: 'welcome', screen: { kind: 'sealed', phase: 'waiting' } },
];

export const CREDENTIAL_SCREENS: readonly Fixture[] = [...JOIN, ...ENROLMENT, ...PROOF, ...LATER, ...STAGED];
