import type { CommandInput } from '../contract/commands.ts';
import type { RefusalNotice } from '../contract/refusal.ts';
import type { Slug } from '../contract/refusals.ts';
import type { TechnicianPanel } from '../contract/technician/panel.ts';
import type { Screen, View } from '../contract/view.ts';
import type { AuthenticatorName, PinPolicy } from '../contract/wire/provisioning.ts';

/** Something a person (or an answers file) has to give. */
export type Question =
  | 'user'
  | 'pass'
  | 'password'
  | 'pass-or-wait'
  | 'device-name'
  | 'choice'
  | 'new-pin'
  | 'pin'
  | 'retry';

/** What the terminal does about a view. */
export type Decision =
  | { readonly do: 'wait' }
  | { readonly do: 'send'; readonly command: CommandInput }
  /** Needs an answer; `refusal` is why the last one was not enough. */
  | {
      readonly do: 'ask';
      readonly question: Question;
      readonly refusal?: RefusalNotice;
      /** Of the company, its own first; with `user` only. */
      readonly domains?: readonly string[];
      /** Who signs in; with `pass` only. */
      readonly userPrincipalName?: string;
      /** What there is to choose from; with `choice` only. */
      readonly choices?: readonly AuthenticatorName[];
      /** Rules for the answer; with `new-pin` only. */
      readonly pin?: PinPolicy;
    }
  /** The technician panel lies over everything. */
  | { readonly do: 'technician'; readonly panel: TechnicianPanel }
  | { readonly do: 'finished' }
  /** IT's part of a staged laptop is done. */
  | { readonly do: 'sealed' }
  /** A technician has ended the set-up. */
  | { readonly do: 'abandoned' };

type Ask = Pick<Extract<Decision, { do: 'ask' }>, 'domains' | 'userPrincipalName'>;

/** A pass that was good is asked for again: giving the same one again is right, not a repeated mistake. */
export const PASS_AGAIN: ReadonlySet<Slug> = new Set([
  'reservation_ended',
  'registration_window_closed',
  'credential_unknown',
  'credential_damaged',
  'token_invalid',
  'authentication_stale',
  'session_invalid',
]);

/** From a view to what the terminal does: the same for a person and for a script. Pure. */
export function decide(view: View, authenticator: AuthenticatorName | 'auto'): Decision {
  const { screen, technician } = view;
  if (technician) return isBusy(technician) ? { do: 'wait' } : { do: 'technician', panel: technician };
  switch (screen.kind) {
    case 'welcome':
      return { do: 'send', command: { type: 'begin' } };
    case 'sealed':
      return onSealed(screen);
    case 'network':
    case 'join':
    case 'release':
      return screen.refusal ? ask('retry', screen.refusal) : { do: 'wait' };
    case 'account':
      return screen.busy ? { do: 'wait' } : ask('user', screen.refusal, { domains: screen.domains });
    case 'pass':
      if (screen.busy) return { do: 'wait' };
      return ask('pass', screen.refusal, { userPrincipalName: screen.userPrincipalName });
    case 'password':
      return screen.busy ? { do: 'wait' } : ask('password', screen.refusal);
    case 'loop':
      return ask('pass-or-wait', screen.refusal);
    // The name by the template is right until somebody says that it is not.
    case 'device-name':
      return screen.refusal
        ? ask('device-name', screen.refusal)
        : { do: 'send', command: { type: 'submitDeviceName', deviceName: screen.deviceName } };
    case 'credential':
      return onCredential(screen, authenticator);
    case 'proof':
      return screen.phase === 'working' ? workingOr(screen.refusal) : ask('pin', screen.refusal);
    // The terminal never asks for it: there the system's own nmcli is at hand.
    case 'wifi':
      return { do: 'wait' };
    // Staged: the set-up is done, and the rest is the person's own.
    case 'own-pin':
    case 'done':
      return { do: 'finished' };
    case 'abandoned':
      return screen.told === null ? { do: 'wait' } : { do: 'abandoned' };
  }
}

/** Whoever opens a sealed laptop goes on with it; that this is not IT once more, the caller has looked at. */
function onSealed({ phase, refusal }: Extract<Screen, { kind: 'sealed' }>): Decision {
  if (phase === 'sealing') return workingOr(refusal);
  return phase === 'sealed' ? { do: 'sealed' } : { do: 'send', command: { type: 'begin' } };
}

function isBusy(panel: TechnicianPanel): boolean {
  return panel.phase === 'answer' && panel.busy;
}

function ask(question: Question, refusal?: RefusalNotice, about: Partial<Ask> = {}): Decision {
  return { do: 'ask', question, ...about, ...(refusal && { refusal }) };
}

/** Work that was refused and can be done again stands still until somebody says so. */
function workingOr(refusal: RefusalNotice | undefined): Decision {
  return refusal ? ask('retry', refusal) : { do: 'wait' };
}

function onCredential(
  screen: Extract<Screen, { kind: 'credential' }>,
  wanted: AuthenticatorName | 'auto',
): Decision {
  switch (screen.phase) {
    case 'working':
      return workingOr(screen.refusal);
    case 'choose': {
      const choice = screen.choices.find((offered) =>
        wanted === 'auto' ? offered.recommended : offered.name === wanted,
      );
      if (screen.refusal || !choice?.available) {
        const here = screen.choices.filter((offered) => offered.available).map((offered) => offered.name);
        return {
          do: 'ask',
          question: 'choice',
          choices: here,
          ...(screen.refusal && { refusal: screen.refusal }),
        };
      }
      return { do: 'send', command: { type: 'chooseAuthenticator', authenticator: choice.name } };
    }
    case 'pin':
      return {
        do: 'ask',
        question: 'new-pin',
        pin: screen.pin,
        ...(screen.refusal && { refusal: screen.refusal }),
      };
    case 'prompt':
      return ask('choice', screen.refusal);
  }
}
