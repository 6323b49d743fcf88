import * as z from 'zod/mini';
import { Secret } from './secret.ts';
import { TechnicianAction, TechnicianReason } from './technician/actions.ts';
import { AuthenticatorName } from './wire/provisioning.ts';
import { AssertionJson, RegistrationJson } from './wire/webauthn.ts';

/** Text that becomes a Secret as soon as it is understood, so that no later code can print it by accident. */
const secret = (max: number) =>
  z.pipe(
    z.string().check(z.minLength(1), z.maxLength(max)),
    z.transform((text: string) => new Secret(text)),
  );

export const TextScale = z.enum(['100', '125', '150', '200', '250', '300']);
export const Theme = z.enum(['system', 'light', 'dark', 'high']);
export const Motion = z.enum(['system', 'reduced']);
/** When the keyboard on the screen is there: from the first touch of a field on, wherever something can be typed, or never. */
export const ScreenKeyboard = z.enum(['touch', 'always', 'never']);

/** What a screen can ask for. One closed list; the same for the kiosk, the preview and the terminal. */
export const Command = z.discriminatedUnion('type', [
  /** The renderer has loaded (again) and wants the current view. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({
    type: z.literal('setPreferences'),
    language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))),
    textScale: z.optional(TextScale),
    theme: z.optional(Theme),
    motion: z.optional(Motion),
    keyboard: z.optional(ScreenKeyboard),
  }),
  /** Leave the welcome. */
  z.strictObject({ type: z.literal('begin') }),
  z.strictObject({ type: z.literal('back') }),
  /** Do again what was refused. */
  z.strictObject({ type: z.literal('retry') }),
  z.strictObject({
    type: z.literal('submitAccount'),
    userPrincipalName: z
      .string()
      .check(z.trim(), z.toLowerCase(), z.maxLength(113), z.regex(/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u)),
  }),
  z.strictObject({ type: z.literal('submitPass'), pass: secret(256) }),
  /** "I don't have a pass": go to the password. */
  z.strictObject({ type: z.literal('noPass') }),
  z.strictObject({ type: z.literal('submitPassword'), password: secret(512) }),
  /** "I have a pass now": back from the password or the dead end to the pass. */
  z.strictObject({ type: z.literal('havePass') }),
  /** The name that the laptop is to have; what a name may be is judged by one function, so that one sentence says what is wrong. */
  z.strictObject({
    type: z.literal('submitDeviceName'),
    deviceName: z.string().check(z.trim(), z.maxLength(64)),
  }),
  z.strictObject({ type: z.literal('chooseAuthenticator'), authenticator: AuthenticatorName }),
  z.strictObject({ type: z.literal('submitPin'), pin: secret(127) }),
  /** Start the platform authenticator's prompt: a click, because WebAuthn wants user activation. */
  z.strictObject({ type: z.literal('startCeremony') }),
  z.strictObject({
    type: z.literal('credentialCreated'),
    ceremony: z.string(),
    registration: RegistrationJson,
  }),
  z.strictObject({ type: z.literal('credentialAsserted'), ceremony: z.string(), assertion: AssertionJson }),
  z.strictObject({
    type: z.literal('ceremonyFailed'),
    ceremony: z.string(),
    /** Name of the DOMException, or of the WebAuthnError's code. */
    error: z.string().check(z.maxLength(64)),
  }),
  /** What the renderer found out about its own authenticator (isUserVerifyingPlatformAuthenticatorAvailable). */
  z.strictObject({ type: z.literal('platformAuthenticator'), available: z.boolean() }),
  /** A staged laptop: IT's PIN becomes the person's own. */
  z.strictObject({ type: z.literal('changePin'), oldPin: secret(127), newPin: secret(127) }),
  /** A laptop that was set up: a new pass, and a new key in the place of the one whose PIN is forgotten. */
  z.strictObject({ type: z.literal('beginAgain') }),
  /** Forget PIN and key of this run and enter the pass again. */
  z.strictObject({ type: z.literal('startOver') }),
  /** The gesture, or the entry of the help panel: opens the technician panel over whatever is shown. */
  z.strictObject({ type: z.literal('openTechnician') }),
  z.strictObject({ type: z.literal('closeTechnician') }),
  /** Makes a new challenge for one action; the one before is void. */
  z.strictObject({
    type: z.literal('askTechnician'),
    action: TechnicianAction,
    reason: TechnicianReason,
  }),
  z.strictObject({ type: z.literal('submitTechnicianCode'), code: secret(64) }),
  /** "What would a report say?": shows all of it before anything is sent. */
  z.strictObject({ type: z.literal('openReport') }),
  z.strictObject({ type: z.literal('closeReport') }),
  /** Sends to the directory just what is shown. */
  z.strictObject({ type: z.literal('sendReport') }),
  /** Looks for Wi-Fi networks, the first time and again. */
  z.strictObject({ type: z.literal('openWifi') }),
  /** `network` by its id, or a hidden one by its `name`. */
  z.strictObject({
    type: z.literal('joinWifi'),
    network: z.optional(z.string().check(z.regex(/^[0-9A-F]{2,64} (open|enhanced-open|passphrase)$/))),
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(32), z.regex(/^\P{Cc}+$/u))),
    passphrase: z.optional(secret(64)),
  }),
  z.strictObject({ type: z.literal('closeWifi') }),
  /** The person has read the last screen. */
  z.strictObject({ type: z.literal('finish') }),
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];

/** What the sender may type: before the Secret wraps it. */
export type CommandInput = z.input<typeof Command>;
