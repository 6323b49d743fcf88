/** A staged laptop: IT seals it, its person opens it. */
export const STAGED = {
  'aside.sealing': 'Sealing',
  'aside.sealed': 'Sealed',
  'progress.sealing': 'Next: switching it off.',
  'progress.sealed': 'The rest is for its person to do',

  'sealed.title.working': 'Sealing this laptop',
  'sealed.title.refused': 'This laptop is not sealed yet',
  'sealed.working': 'This usually takes a few seconds.',
  'sealed.title': 'Sealed for {name}',
  'sealed.title.anybody': 'Sealed for its user',
  'sealed.lead': 'It was checked and has joined. Your part is done.',
  'sealed.card': 'Switch it off and hand it over',
  'sealed.card.body':
    'When it is switched on again it asks for a language, then for a pass. Nothing of your sign-in is left on it.',
  'sealed.off': 'Switch off',

  'waiting.title': 'This laptop is for {name}',
  'waiting.title.anybody': 'This laptop is waiting for you',
  'waiting.lead':
    'Your IT team has prepared it. The rest takes about {minutes, plural, one {# minute} other {# minutes}}; you need your Temporary Access Pass.',
  'waiting.other': 'If that is not you, give it back to your IT team: it opens for nobody else.',
} as const;
