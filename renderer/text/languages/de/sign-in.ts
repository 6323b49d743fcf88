import type { SIGN_IN } from '../../english/sign-in.ts';

/** `network.company` stands after "zu", "von", "mit" and "bei": dative. */
export const SIGN_IN_DE: Readonly<Record<keyof typeof SIGN_IN, string>> = {
  'welcome.title': 'Guten Tag. Wir machen diesen Laptop für Sie bereit.',
  'welcome.lead':
    'Das dauert etwa {minutes, plural, one {# Minute} other {# Minuten}}. Sie brauchen Ihre geschäftliche E-Mail-Adresse und den befristeten Zugriffspass von Ihrer IT.',
  'welcome.start': 'Los geht’s',
  'welcome.easier': 'Besser lesen und bedienen',

  'network.title': 'Ihr Unternehmen wird gesucht',
  'network.title.done': 'Ihr Unternehmen ist gefunden',
  'network.title.refused': 'Ihr Unternehmen ist noch nicht erreichbar',
  'network.lead': 'Dieser Laptop sucht einen sicheren Weg zu {company}. Sie müssen nichts tun.',
  'network.lead.done': 'Die Verbindung zu {company} ist sicher.',
  'network.company': 'Ihrem Unternehmen',
  'network.check.device': 'Der eigene Schlüssel des Laptops',
  'network.check.network': 'Ein Netzwerk',
  'network.check.directory': 'Das Verzeichnis Ihres Unternehmens',
  'network.check.clock': 'Die Uhr',
  'network.check.profile': 'Wie Ihr Unternehmen Laptops einrichtet',
  'network.state.waiting': 'Kommt noch',
  'network.state.running': 'Wird geprüft',
  'network.state.passed': 'Fertig',
  'network.state.failed': 'Nicht gelungen',
  'network.skew.behind':
    'Die Uhr dieses Laptops geht {minutes, plural, one {# Minute} other {# Minuten}} nach. Wir rechnen das ein.',
  'network.skew.ahead':
    'Die Uhr dieses Laptops geht {minutes, plural, one {# Minute} other {# Minuten}} vor. Wir rechnen das ein.',

  'account.title': 'Wie lautet Ihre geschäftliche E‑Mail-Adresse?',
  'account.lead': 'Mit diesem Namen melden Sie sich an. Er steht in dem Begrüßungsbrief Ihrer IT.',
  'account.label': 'Geschäftliche E-Mail-Adresse',
  'account.hint': 'Zum Beispiel amal@{domain}',
  'account.completed': 'Wir machen weiter mit <b>{name}</b>',
  'account.missing': 'Geben Sie zuerst Ihre geschäftliche E-Mail-Adresse ein.',
  'account.malformed':
    'Das sieht nicht wie eine E-Mail-Adresse aus. Sie braucht einen Namen, ein @ und ein Unternehmen.',
  'account.spaces': 'Darin ist ein Leerzeichen. Eine geschäftliche E-Mail-Adresse hat keines.',
  'account.hidden': 'Darin sind unsichtbare Zeichen. Tippen Sie die Adresse, statt sie einzufügen.',
  'account.characters':
    'Vor dem @ stehen nur Buchstaben von a bis z, Ziffern und wenige Zeichen. Prüfen Sie, was dort steht.',
  'account.long': 'Das ist länger, als eine Adresse sein kann.',
  'account.pass': 'Das sieht aus wie Ihr Pass. Zuerst brauchen wir Ihre geschäftliche E-Mail-Adresse.',
  'account.ways': 'So kann die Adresse weitergehen',
  'account.doubt': 'Meinten Sie <b>{name}</b>?',
  'account.doubt.why':
    '{company} hat keine Adressen, die auf {domain} enden. Ist Ihre doch so, wählen Sie noch einmal Weiter.',
  'account.doubt.yes': 'Ja, diese nehmen',
  'account.scanned': 'Ihr Pass ist gescannt. Geben Sie jetzt Ihre geschäftliche E-Mail-Adresse ein.',
  'account.busy': 'Wir schlagen Sie nach',

  'pass.title': 'Geben Sie Ihren befristeten Zugriffspass ein',
  'pass.lead':
    'Ihre IT hat ihn Ihnen für <b>{name}</b> gegeben. Sie können ihn tippen, einfügen oder scannen.',
  'pass.label': 'Befristeter Zugriffspass',
  'pass.hint': 'Leerzeichen und Striche sind egal. Groß und klein geschrieben ist nicht dasselbe.',
  'pass.hint.until': 'Gültig bis {time}. Leerzeichen sind egal.',
  'pass.missing': 'Geben Sie zuerst Ihren befristeten Zugriffspass ein.',
  'pass.short': 'Da fehlt noch etwas. Ein Pass hat mindestens 8 Zeichen.',
  'pass.long': 'Das ist länger, als ein Pass sein kann.',
  'pass.foreign':
    'In einem Pass stehen weder 0, 1, 8 oder O noch Sonderzeichen. Sehen Sie sich jedes Zeichen noch einmal an.',
  'pass.sentence': 'Das ist mehr als ein Pass. Kopieren Sie nur den Pass, oder tippen Sie ihn.',
  'pass.control':
    'Dieser Code enthält mehr als einen Pass, darum haben wir nichts davon verwendet. Scannen Sie den Zettel Ihrer IT.',
  'pass.flood': 'Dieser Code ist zu lang für einen Pass. Scannen Sie den Zettel Ihrer IT.',
  'pass.unknownCode': 'Dieser Code ist kein Pass. Scannen Sie den Zettel Ihrer IT.',
  'pass.damaged':
    'Der Code ist nicht vollständig angekommen. Scannen Sie ihn noch einmal, oder tippen Sie den Pass.',
  'pass.other':
    'Dieser Zettel ist für {name}. Nehmen Sie Ihren eigenen, oder gehen Sie zurück und ändern Sie den Namen.',
  'pass.left.until': 'Ihr Pass gilt bis {time}.',
  'pass.left.minutes': 'Ihr Pass gilt noch {minutes, plural, one {# Minute} other {# Minuten}}.',
  'pass.left.seconds': 'Ihr Pass gilt noch {time}.',
  'pass.left.over': 'Die Zeit Ihres Passes ist um. Machen Sie weiter: Wir sagen, was als Nächstes kommt.',
  'countdown.at': 'Der nächste Versuch ist um {clock} möglich, in {time}.',
  'countdown.from': 'Der nächste Versuch ist ab {time} möglich.',
  'action.continueIn': 'Weiter in {time}',
  'pass.none': 'Ich habe keinen Pass',
  'pass.busy': 'Ihr Pass wird geprüft',

  'password.title': 'Melden Sie sich stattdessen mit Ihrem Passwort an',
  'password.lead':
    'Wir versuchen es für <b>{name}</b>. Verlangt Ihr Unternehmen mehr, dann sagen wir Ihnen, was.',
  'password.label': 'Passwort',
  'password.missing': 'Geben Sie zuerst Ihr Passwort ein.',
  'password.have': 'Ich habe jetzt einen Pass',
  'password.busy': 'Ihr Passwort wird geprüft',

  'loop.title.mfa': 'Ihr Unternehmen möchte einen zweiten Nachweis, dass Sie es sind',
  'loop.title.blocked': 'Eine Regel Ihres Unternehmens hält diese Anmeldung an',
  'loop.title.join': 'Ihr Konto darf diesen Laptop noch nicht hinzufügen',
  'loop.lead.mfa':
    'Ihr Konto kann ihn noch nicht geben, und so lange bleibt der Laptop gesperrt. Ein befristeter Zugriffspass löst das.',
  'loop.gates': 'Was das verlangt, und was es öffnet',
  'loop.opens': 'Öffnet sich mit: {keys}',
  'loop.opensNever': 'Nur eine Änderung durch Ihre IT öffnet das.',
  'loop.key.temporary_access_pass': 'befristeter Zugriffspass',
  'loop.key.passkey': 'Passkey',
  'loop.key.software_oath': 'Code aus einer Authentifizierungs-App',
  'loop.key.password': 'Ihr Passwort',
  'loop.key.compliant_device': 'Laptop nach den Regeln Ihres Unternehmens',
  'loop.key.joined_device': 'Laptop, der bei Ihrem Unternehmen angemeldet ist',
  'loop.key.administrator': 'Administration',
  'loop.tell': 'Nennen Sie Ihrer IT diesen Code, oder lassen Sie das Quadrat scannen.',
  'loop.have': 'Ich habe jetzt einen Pass',
  'loop.again': 'Noch einmal einen Pass eingeben',
  'loop.qr': 'QR-Code mit Hilfecode {code}, Gerätename {name} und Seriennummer {serial}',
};
