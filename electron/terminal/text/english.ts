/** What only a terminal says, in English, as ICU messages. Refusals and PIN rules are the window's own (renderer/text). */
export const TERMINAL = {
  'story.answers': 'The directory of {company} answers.',
  'story.signedIn': 'Signed in as {name} with the pass. It is held for this laptop, not used up yet.',
  'story.signedIn.until':
    'Signed in as {name} with the pass. It is held for this laptop until {time}, not used up yet.',
  'story.joined': 'This laptop has joined as {name}.',
  'story.registered': 'The sign-in key is registered. So far it can do nothing but the test.',
  'story.proved': 'Signed in from nothing with the new key: it works. The pass has done its work.',
  'story.done': '{name} can start working. No password was needed.',
  'story.done.nameless': 'You can start working. No password was needed.',
  'story.before':
    'This laptop was set up for {user} before, and the sign-in was proved then. Nothing is left to do.',
  'story.staged':
    'This laptop is staged: the sign-in was proved, and the PIN is IT’s. Its person makes it their own with “{command}”.',
  'story.sealed': 'Sealed for {name}. Your part is done: switch the laptop off and hand it over.',
  'story.sealed.anybody':
    'Sealed for whoever of the company signs in first. Your part is done: switch the laptop off and hand it over.',
  'story.sealed.before': 'This laptop is sealed already. Nothing is left to do here: hand it over.',
  'story.waiting': 'Waiting for a pass for {user}. This goes on by itself.',
  'story.report': 'A report for your IT team, which only they can read. Copy all of it:',

  'key.platform': 'The sign-in key will live with the operating system (Windows Hello or Touch ID).',
  'key.tpm': 'The sign-in key will live in the TPM of this laptop, which it never leaves.',
  'key.software':
    'The sign-in key will live in a sealed file on this laptop, which is lower assurance than a security chip.',
  'key.why.only': 'It is the only kind that was asked for.',
  'key.why.strongest': 'It is the strongest kind that your company accepts.',
  'key.why.here': 'It is the strongest kind that is here: {absent}.',
  'key.absent.platform': 'Windows Hello and Touch ID work in the window only',
  'key.absent.tpm': 'there is no TPM that can be used',
  'key.absent.software': 'a file was not asked for',
  'key.vouched.yes': 'The maker of the TPM vouches for that: the key will be attested.',
  'key.vouched.no': 'Nobody vouches for that: the directory takes the laptop’s word.',

  'gate.temporary_access_pass': 'a Temporary Access Pass',
  'gate.passkey': 'a passkey',
  'gate.software_oath': 'an authenticator app',
  'gate.password': 'a password',
  'gate.compliant_device': 'a device that meets the rules',
  'gate.joined_device': 'a device that belongs to the company',
  'gate.administrator': 'an administrator',
  'gate.opens': '{gate}: opens with {keys}.',
  'gate.policy': '{gate}: only a change of policy opens it.',

  'refusal.later': 'Try again in {time}.',
  'refusal.it': 'For your IT team: {code}. {action}',
  'refusal.detail': 'Detail: {detail}',
  'time.seconds': '{count, plural, one {# second} other {# seconds}}',
  'time.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'time.hours': '{count, plural, one {# hour} other {# hours}}',

  'pin.too_short': 'That PIN is too short.',
  'pin.too_long': 'That PIN is too long.',
  'pin.not_digits': 'That PIN may have digits only.',
  'pin.simple': 'That PIN counts up, counts down or repeats.',
  'pin.common': 'That PIN is one of those that people guess first.',

  'ask.panel': 'At any question, the word “{word}” opens the way out for your IT team.',
  'ask.user': 'Your work e-mail address: ',
  'ask.user.meant': 'Did you mean {meant}? Enter for yes, or n and Enter to go on with {name}: ',
  'ask.user.goOn': 'We go on with {name}.',
  'ask.pass': 'Your Temporary Access Pass (Enter alone if you have none): ',
  'ask.password': 'Your password (Enter alone to go back to the pass): ',
  'ask.deviceName': 'Another name for this laptop: ',
  'ask.newPin.digits': 'Choose a PIN for this laptop ({minimum, number} digits or more): ',
  'ask.newPin.characters': 'Choose a PIN for this laptop ({minimum, number} characters or more): ',
  'ask.newPin.again': 'The same PIN again: ',
  'ask.newPin.different': 'The two are not the same. Once more.',
  'ask.pin': 'Your new PIN once more, for the test: ',
  'ask.retry': 'Press Enter to try again, or Ctrl-C to stop. ',
  'ask.choice.here': 'Here: {choices}.',
  'ask.choice': 'Write the name of one to use it, or press Enter to look again. ',

  'stopped.title': 'Stopped. Nothing is lost.',
  'stopped.again': 'The same command with the same --state goes on from here:',
} as const;

export type TerminalKey = keyof typeof TERMINAL;
export type TerminalMessages = Readonly<Record<TerminalKey, string>>;
