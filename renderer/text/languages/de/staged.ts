import type { STAGED } from '../../english/staged.ts';

export const STAGED_DE: Readonly<Record<keyof typeof STAGED, string>> = {
  'aside.sealing': 'Versiegeln',
  'aside.sealed': 'Versiegelt',
  'progress.sealing': 'Danach: ausschalten.',
  'progress.sealed': 'Den Rest macht die Person, für die er ist',

  'sealed.title.working': 'Dieser Laptop wird versiegelt',
  'sealed.title.refused': 'Dieser Laptop ist noch nicht versiegelt',
  'sealed.working': 'Das dauert meist wenige Sekunden.',
  'sealed.title': 'Versiegelt für {name}',
  'sealed.title.anybody': 'Versiegelt für die nächste Person',
  'sealed.lead': 'Er ist geprüft und beim Unternehmen angemeldet. Ihr Teil ist getan.',
  'sealed.card': 'Schalten Sie ihn aus und geben Sie ihn weiter',
  'sealed.card.body':
    'Beim nächsten Einschalten fragt er nach der Sprache und dann nach einem Pass. Von Ihrer Anmeldung bleibt nichts darauf.',
  'sealed.off': 'Ausschalten',

  'waiting.title': 'Dieser Laptop ist für {name}',
  'waiting.title.anybody': 'Dieser Laptop wartet auf Sie',
  'waiting.lead':
    'Ihre IT hat ihn vorbereitet. Der Rest dauert etwa {minutes, plural, one {# Minute} other {# Minuten}}; Sie brauchen Ihren befristeten Zugriffspass.',
  'waiting.other': 'Sind Sie das nicht, geben Sie ihn Ihrer IT zurück: Er öffnet sich für niemand anderen.',
};
