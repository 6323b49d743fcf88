import type { TerminalMessages } from './english.ts';

export const TERMINAL_DE: TerminalMessages = {
  'story.answers': 'Das Verzeichnis von {company} antwortet.',
  'story.signedIn':
    'Angemeldet als {name} mit dem Pass. Er ist für diesen Laptop reserviert und noch nicht verbraucht.',
  'story.signedIn.until':
    'Angemeldet als {name} mit dem Pass. Er ist bis {time} für diesen Laptop reserviert und noch nicht verbraucht.',
  'story.joined': 'Dieser Laptop ist als {name} beim Unternehmen angemeldet.',
  'story.registered': 'Der Anmeldeschlüssel ist registriert. Noch kann er nichts als die Probe.',
  'story.proved':
    'Mit dem neuen Schlüssel von Grund auf angemeldet: Er funktioniert. Der Pass hat seinen Dienst getan.',
  'story.done': '{name} kann anfangen zu arbeiten. Ein Passwort war nicht nötig.',
  'story.done.nameless': 'Sie können anfangen zu arbeiten. Ein Passwort war nicht nötig.',
  'story.before':
    'Dieser Laptop wurde schon für {user} eingerichtet, und die Anmeldung wurde damals bewiesen. Es ist nichts mehr zu tun.',
  'story.staged':
    'Dieser Laptop ist vorbereitet: Die Anmeldung ist bewiesen, die PIN gehört noch der IT. Mit „{command}“ wird sie die eigene.',
  'story.sealed':
    'Versiegelt für {name}. Ihr Teil ist getan: Schalten Sie den Laptop aus und geben Sie ihn weiter.',
  'story.sealed.anybody':
    'Versiegelt für die Person, die sich als Erste anmeldet. Ihr Teil ist getan: Schalten Sie den Laptop aus und geben Sie ihn weiter.',
  'story.sealed.before':
    'Dieser Laptop ist schon versiegelt. Hier ist nichts mehr zu tun: Geben Sie ihn weiter.',
  'story.waiting': 'Warten auf einen Pass für {user}. Das geht von selbst weiter.',
  'story.report': 'Ein Bericht für Ihre IT, den nur sie lesen kann. Kopieren Sie ihn ganz:',

  'key.platform': 'Der Anmeldeschlüssel wird beim Betriebssystem liegen (Windows Hello oder Touch ID).',
  'key.tpm': 'Der Anmeldeschlüssel wird im TPM dieses Laptops liegen, das er nie verlässt.',
  'key.software':
    'Der Anmeldeschlüssel wird in einer versiegelten Datei auf diesem Laptop liegen; das ist schwächer als ein Sicherheitschip.',
  'key.why.only': 'Nur diese Art war verlangt.',
  'key.why.strongest': 'Es ist die stärkste Art, die Ihr Unternehmen annimmt.',
  'key.why.here': 'Es ist die stärkste Art, die es hier gibt: {absent}.',
  'key.absent.platform': 'Windows Hello und Touch ID gehen nur im Fenster',
  'key.absent.tpm': 'es gibt kein TPM, das sich benutzen lässt',
  'key.absent.software': 'eine Datei war nicht verlangt',
  'key.vouched.yes': 'Der Hersteller des TPM bürgt dafür: Der Schlüssel wird bescheinigt.',
  'key.vouched.no': 'Niemand bürgt dafür: Das Verzeichnis glaubt es dem Laptop.',

  'gate.temporary_access_pass': 'einem befristeten Zugriffspass',
  'gate.passkey': 'einem Passkey',
  'gate.software_oath': 'einer Authenticator-App',
  'gate.password': 'einem Passwort',
  'gate.compliant_device': 'einem Gerät, das die Regeln erfüllt',
  'gate.joined_device': 'einem Gerät, das dem Unternehmen gehört',
  'gate.administrator': 'Hilfe der Administration',
  'gate.opens': '{gate}: öffnet sich mit {keys}.',
  'gate.policy': '{gate}: öffnet sich nur, wenn die Regel geändert wird.',

  'refusal.later': 'Versuchen Sie es in {time} noch einmal.',
  'refusal.it': 'Für Ihre IT: {code}. {action}',
  'refusal.detail': 'Einzelheit: {detail}',
  'time.seconds': '{count, plural, one {# Sekunde} other {# Sekunden}}',
  'time.minutes': '{count, plural, one {# Minute} other {# Minuten}}',
  'time.hours': '{count, plural, one {# Stunde} other {# Stunden}}',

  'pin.too_short': 'Diese PIN ist zu kurz.',
  'pin.too_long': 'Diese PIN ist zu lang.',
  'pin.not_digits': 'Diese PIN darf nur aus Ziffern bestehen.',
  'pin.simple': 'Diese PIN zählt aufwärts, abwärts oder wiederholt sich.',
  'pin.common': 'Diese PIN gehört zu denen, die zuerst geraten werden.',

  'ask.panel': 'Bei jeder Frage öffnet das Wort „{word}“ den Ausweg für Ihre IT.',
  'ask.user': 'Ihre dienstliche E-Mail-Adresse: ',
  'ask.user.meant': 'Meinten Sie {meant}? Enter für ja, oder n und Enter, um mit {name} weiterzumachen: ',
  'ask.user.goOn': 'Wir machen weiter mit {name}.',
  'ask.pass': 'Ihr befristeter Zugriffspass (nur Enter, wenn Sie keinen haben): ',
  'ask.password': 'Ihr Passwort (nur Enter: zurück zum Pass): ',
  'ask.deviceName': 'Ein anderer Name für diesen Laptop: ',
  'ask.newPin.digits': 'Wählen Sie eine PIN für diesen Laptop (mindestens {minimum, number} Ziffern): ',
  'ask.newPin.characters': 'Wählen Sie eine PIN für diesen Laptop (mindestens {minimum, number} Zeichen): ',
  'ask.newPin.again': 'Dieselbe PIN noch einmal: ',
  'ask.newPin.different': 'Die beiden sind nicht gleich. Noch einmal.',
  'ask.pin': 'Ihre neue PIN noch einmal, für die Probe: ',
  'ask.retry': 'Enter versucht es noch einmal, Strg-C hört auf. ',
  'ask.choice.here': 'Hier gibt es: {choices}.',
  'ask.choice': 'Schreiben Sie einen dieser Namen, oder drücken Sie Enter, um noch einmal nachzusehen. ',

  'stopped.title': 'Angehalten. Nichts ist verloren.',
  'stopped.again': 'Derselbe Befehl mit demselben --state macht hier weiter:',
};
