import type { HELP } from '../../english/help.ts';

export const HELP_DE: Readonly<Record<keyof typeof HELP, string>> = {
  'help.step': 'Wozu dieser Schritt dient',
  'help.trouble': 'Was schiefgehen kann',
  'help.ask': 'Wen Sie fragen können',
  'help.ask.it': 'Ihre IT. Lesen Sie ihr diese Zeilen vor.',
  'help.phone': 'Telefon',
  'help.email': 'E-Mail',
  'help.hours': 'Erreichbar',
  'refusal.help': 'Hilfe dazu',

  'help.for.welcome':
    'Hier wählen Sie Ihre Sprache und machen das Lesen leichter. Beides können Sie jederzeit ändern.',
  'help.trouble.welcome':
    'Wenn die Maus nichts bewirkt, benutzen Sie Tabulator und Eingabe. Unter „Barrierefreiheit“ wird die Schrift größer.',
  'help.for.network': 'Dieser Laptop sucht einen sicheren Weg zu Ihrem Unternehmen und prüft seine Uhr.',
  'help.trouble.network': 'Ohne Netz geht es nicht weiter. Oft hilft ein Kabel oder ein anderes WLAN.',
  'help.for.wifi': 'Dieser Laptop braucht ein WLAN, weil er keinen anderen Weg zu Ihrem Unternehmen hat.',
  'help.trouble.wifi':
    'Beim Passwort zählt Groß- und Kleinschreibung. Fehlt ein Netz, gehen Sie näher heran oder nehmen Sie ein Kabel.',
  'help.for.account':
    'An Ihrer geschäftlichen E-Mail-Adresse erkennt Ihr Unternehmen, für wen dieser Laptop ist.',
  'help.trouble.account':
    'Eine private Adresse funktioniert hier nicht. Die richtige steht in Ihrem Begrüßungsbrief.',
  'help.for.pass': 'Mit einem befristeten Zugriffspass kommen Sie hinein, bevor dieser Laptop Sie kennt.',
  'help.trouble.pass':
    'Ein Pass läuft ab, und Groß- und Kleinschreibung zählt. Ihre IT kann Ihnen einen neuen geben.',
  'help.for.password': 'Ihr Passwort wird nur probiert, weil kein Pass da ist.',
  'help.trouble.password':
    'Viele Unternehmen verlangen mehr als ein Passwort. Der nächste Bildschirm sagt dann, was.',
  'help.for.loop': 'Eine Regel Ihres Unternehmens verlangt etwas, das dieses Konto noch nicht hat.',
  'help.trouble.loop':
    'Sie haben nichts falsch gemacht. Noch ein Versuch ändert nichts; Ihre IT kann das öffnen.',
  'help.for.device-name': 'An diesem Namen erkennt Ihr Unternehmen Ihren Laptop in seinen Listen.',
  'help.trouble.device-name':
    'Der vorgeschlagene Name ist gut, wie er ist. Jeder Name kann nur einmal vorkommen.',
  'help.for.join': 'Ihr Unternehmen nimmt diesen Laptop in sein Verzeichnis auf und gibt ihm einen Namen.',
  'help.trouble.join': 'Das dauert ein paar Sekunden. Ihr Pass ist so lange für diesen Laptop reserviert.',
  'help.for.credential': 'Dieser Laptop bekommt einen eigenen Schlüssel, der ein Passwort ersetzt.',
  'help.trouble.credential':
    'Eine PIN öffnet diesen Schlüssel nur auf diesem Laptop. Wählen Sie eine, die Sie sich merken.',
  'help.for.proof':
    'Wir melden Sie einmal mit dem neuen Schlüssel an, damit nichts dem Zufall überlassen bleibt.',
  'help.trouble.proof': 'Falsche PINs werden gezählt. Nach einigen davon gibt es eine Wartezeit.',
  'help.for.release': 'Die letzten Angaben werden festgehalten, und der Laptop wird Ihnen übergeben.',
  'help.trouble.release':
    'Wenn es hier stehen bleibt, versuchen Sie es noch einmal. Ihre Anmeldung ist schon geprüft.',
  'help.for.sealed': 'Ihre IT hat diesen Laptop für eine Person vorbereitet, die die Einrichtung abschließt.',
  'help.trouble.sealed': 'Er öffnet sich nur für diese Person. Sind Sie es nicht, geben Sie ihn zurück.',
  'help.for.abandoned': 'Jemand von der Technik hat diese Einrichtung beendet. Der Laptop ist nicht bereit.',
  'help.trouble.abandoned': 'Ihr Konto hat nichts verloren. Ihre IT kann eine neue Einrichtung beginnen.',
  'help.for.own-pin': 'Ihre IT hat die erste PIN gewählt. Hier wählen Sie eine, die nur Sie kennen.',
  'help.trouble.own-pin':
    'Sie brauchen noch einmal die PIN von Ihrer IT. Wenn sie nicht funktioniert, fragen Sie dort nach.',
  'help.for.done':
    'Alles ist eingerichtet und geprüft. Der neue Schlüssel meldet Sie bei den Diensten Ihres Unternehmens an.',
  'help.trouble.done': 'Wenn Sie Ihre PIN vergessen, können Sie mit einem neuen Pass noch einmal beginnen.',
};
