import type { CREDENTIAL } from '../../english/credential.ts';

export const CREDENTIAL_DE: Readonly<Record<keyof typeof CREDENTIAL, string>> = {
  'join.title': 'Dieser Laptop wird bei {company} angemeldet',
  'join.title.refused': 'Dieser Laptop ist noch nicht angemeldet',
  'join.lead':
    'Dieser Laptop bekommt ein eigenes Zertifikat von {company}. Von da an ist er mit Namen bekannt.',
  'join.working': 'Das dauert meist etwa zehn Sekunden.',

  'naming.title': 'Wie soll dieser Laptop heißen?',
  'naming.lead':
    '{company} kennt ihn unter diesem Namen. Der Name unten ist ein Vorschlag; Sie können ihn behalten.',
  'naming.label': 'Name dieses Laptops',
  'naming.hint': 'Bis zu {maximum, number} Buchstaben, Ziffern und Bindestriche.',
  'naming.continue': 'Diesen Namen nehmen',
  'naming.fault.missing': 'Geben Sie zuerst einen Namen ein.',
  'naming.fault.too_long': '{over, plural, one {# Zeichen} other {# Zeichen}} zu lang.',
  'naming.fault.characters': 'Nur Buchstaben von A bis Z, Ziffern und Bindestriche.',
  'naming.fault.hyphen': 'Ein Name beginnt und endet mit einem Buchstaben oder einer Ziffer.',
  'naming.fault.digits': 'Ein Name braucht mindestens einen Buchstaben.',
  'naming.fault.kept': 'Diesen Namen behalten Computer für sich. Wählen Sie einen anderen.',

  'choose.title': 'Wie möchten Sie sich von jetzt an anmelden?',
  'choose.lead': 'Statt eines Passworts nehmen Sie eines davon. Es gilt nur auf diesem Laptop.',
  'choose.recommended': 'Empfohlen',
  'choose.absent': 'Nicht auf diesem Laptop: {names}.',
  'choose.promises': 'Was verspricht das?',
  'promise.stolen': 'Wird der Laptop gestohlen',
  'promise.copied': 'Wird die Festplatte kopiert',
  'promise.forgotten': 'Geht es bei Ihnen nicht mehr',
  'promise.platform.stolen': 'Wer ihn stiehlt, braucht noch Ihren Finger, Ihr Gesicht oder Ihre Laptop-PIN.',
  'promise.platform.copied':
    'Darüber entscheidet der Schutz des Laptops. Meist bleibt der Schlüssel in einem Chip zurück.',
  'promise.tpm.stolen':
    'Wer ihn stiehlt, braucht noch Ihre PIN. Nach einigen falschen Versuchen sperrt der Chip.',
  'promise.tpm.copied': 'Der Schlüssel liegt nicht auf der Festplatte. Er bleibt im Chip zurück.',
  'promise.software.stolen': 'Wer ihn stiehlt, braucht noch Ihre PIN. Einige falsche Versuche sperren sie.',
  'promise.software.copied':
    'Jemand könnte auf der Kopie PINs ausprobieren. Eine längere PIN macht das schwerer.',
  'promise.again': 'Ihre IT gibt Ihnen einen neuen Pass, und Sie erstellen einen neuen Schlüssel.',
  'choose.none.title': 'Dieser Laptop kann noch keinen Anmeldeschlüssel erstellen',
  'authenticator.platform': 'Fingerabdruck, Gesicht oder Laptop-PIN',
  'authenticator.tpm': 'Eine PIN und der Sicherheitschip dieses Laptops',
  'authenticator.software': 'Eine PIN und eine geschützte Datei',
  'authenticator.platform.short': 'Fingerabdruck oder Gesicht',
  'authenticator.tpm.short': 'Sicherheitschip',
  'authenticator.software.short': 'geschützte Datei',
  'authenticator.platform.why':
    'Nutzt, was diesen Laptop schon entsperrt, zum Beispiel Windows Hello oder Touch ID.',
  'authenticator.tpm.why': 'Der Schlüssel entsteht im Chip und lässt sich nicht daraus kopieren.',
  'authenticator.software.why':
    'Geht auf jedem Laptop. Wer eine Kopie des ganzen Laufwerks hat, könnte versuchen, die PIN zu erraten.',

  'pin.title': 'Wählen Sie eine PIN für diesen Laptop',
  'pin.lead.digits':
    'Sie verlässt diesen Laptop nie und gilt nur hier. Mindestens {minimum, number} Ziffern, nicht der Reihe nach.',
  'pin.lead.characters':
    'Sie verlässt diesen Laptop nie und gilt nur hier. Mindestens {minimum, number} Zeichen, auch Buchstaben.',
  'pin.label': 'PIN',
  'pin.repeat': 'Dieselbe PIN noch einmal',
  'pin.why': 'Warum eine PIN?',
  'pin.why.text':
    'Ein Passwort gilt überall, also kann man es auch überall stehlen. Diese PIN gilt nur auf diesem Laptop. Nach ein paar falschen Versuchen sperrt sie sich.',
  'pin.hint': 'Sie tippen sie bei jeder Anmeldung. Nehmen Sie eine, die Sie sich merken.',
  'pin.hint.repeat': 'Damit ein Tippfehler Sie nicht aussperrt.',
  'pin.good': 'Gut. Schwer zu erraten.',
  'pin.same': 'Beide sind gleich.',
  'pin.fault.too_short': '{missing, plural, one {Noch #.} other {Noch #.}}',
  'pin.fault.too_long': 'Das ist zu lang: Dieser Laptop nimmt höchstens {maximum, number}.',
  'pin.fault.not_digits': 'Bitte nur Ziffern.',
  'pin.fault.simple': 'Das zählt hoch, herunter oder wiederholt sich. Mischen Sie mehr.',
  'pin.fault.common': 'Diese PIN wird zuerst geraten. Wählen Sie eine andere.',
  'pin.different': 'Diese beiden sind noch nicht gleich.',
  'pin.missing': 'Geben Sie zuerst eine PIN ein.',

  'own.title': 'Machen Sie die PIN zu Ihrer eigenen',
  'own.lead':
    'Dieser Laptop wurde von {company} für Sie eingerichtet, mit einer PIN, die Ihre IT kennt. Wählen Sie eine, die nur Sie kennen.',
  'own.old': 'Die PIN, die Sie bekommen haben',
  'own.old.hint': 'Sie kam mit dem Laptop.',
  'own.new': 'Ihre eigene PIN',
  'own.begin': 'Meine eigene PIN nehmen',
  'own.working': 'Die PIN wird geändert. Das dauert meist ein paar Sekunden.',
  'own.none': 'Ich habe diese PIN nicht',
  'aside.ownPin': 'Eines noch, bevor Sie anfangen',
  'progress.ownPin': 'Danach können Sie anfangen.',

  'prompt.title': 'Fingerabdruck, Gesicht oder Laptop-PIN einrichten',
  'prompt.lead': 'Wenn Sie auf den Knopf drücken, fragt dieser Laptop, ob Sie es sind.',
  'prompt.cancel': 'Wenn Sie dort abbrechen, entsteht kein Schlüssel, und Sie können hier von vorn beginnen.',
  'prompt.begin': 'Beginnen',
  'prompt.running.lead': 'Dieser Laptop fragt Sie jetzt in einem eigenen Fenster.',
  'prompt.running': 'Dort wartet er etwa eine Minute.',

  'making.title': 'Ihr Anmeldeschlüssel entsteht',
  'making.lead':
    'Dieser Laptop erstellt einen Schlüssel, den nur Sie benutzen können, und meldet ihn bei {company} an.',
  'making.working': 'Das dauert meist keine zehn Sekunden.',
  'making.title.refused': 'Ihr Anmeldeschlüssel ist noch nicht fertig',

  'proof.pin.title': 'Probieren Sie Ihre PIN jetzt einmal aus',
  'proof.pin.lead':
    'Wir melden Sie damit ganz von vorn an. So wissen Sie, dass sie funktioniert, bevor Sie sie brauchen.',
  'proof.pin.label': 'Ihre PIN',
  'proof.pin.hint': 'Die PIN, die Sie eben gewählt haben.',
  'proof.forgot': 'Ich habe meine PIN vergessen',
  'proof.prompt.title': 'Melden Sie sich jetzt einmal auf die neue Art an',
  'proof.prompt.lead': 'Dieser Laptop fragt, ob Sie es sind, so wie künftig jeden Tag.',
  'proof.prompt.cancel':
    'Wenn Sie dort abbrechen, bleibt Ihr Schlüssel, und Sie können es hier noch einmal versuchen.',
  'proof.begin': 'Anmelden',
  'proof.title.working': 'Sie werden auf die neue Art angemeldet',
  'proof.lead.working': 'Der Schlüssel, den dieser Laptop eben erstellt hat, wird von {company} geprüft.',
  'proof.working': 'Das dauert meist ein paar Sekunden.',

  'release.title': 'Es funktioniert. Gleich ist alles fertig',
  'release.title.refused': 'Fast fertig: Eine Meldung fehlt noch',
  'release.lead': 'Dieser Laptop meldet sich bei {company} als bereit und entsperrt sich dann.',
  'release.working': 'Das dauert meist keine zehn Sekunden.',

  'done.title': 'Sie sind drin, {name}.',
  'done.title.nameless': 'Sie sind drin.',
  'done.lead':
    'Dieser Laptop gehört jetzt zu {company} und kennt Sie. Zur Sicherheit haben wir Sie noch einmal angemeldet: Es funktioniert.',
  'done.card.pin': 'Melden Sie sich von jetzt an mit Ihrer PIN bei {company} an',
  'done.card.platform':
    'Melden Sie sich von jetzt an mit Fingerabdruck, Gesicht oder Laptop-PIN bei {company} an',
  'done.card.body':
    'Den befristeten Zugriffspass brauchen Sie nicht mehr, und auf diesem Laptop auch kein Passwort.',
  'done.help.title': 'Falls Sie einmal Hilfe brauchen',
  'done.help.pin':
    'PIN vergessen? Ihre IT gibt Ihnen einen neuen befristeten Zugriffspass, und Sie wählen eine andere PIN.',
  'done.help.platform':
    'Ihre IT gibt Ihnen einen neuen befristeten Zugriffspass, und Sie richten dies noch einmal ein.',
  'done.handover': 'Die Schaltfläche schließt Latchkey und übergibt Ihnen den Laptop.',
  'done.start': 'Anfangen',
  'done.forgot': 'Ich habe meine PIN vergessen',
  'done.what': 'Was wurde eingerichtet?',
  'done.what.account': 'Konto',
  'done.what.device': 'Dieser Laptop',
  'done.what.key': 'Anmeldeschlüssel',
  'done.what.proof': 'Anmeldung zur Probe',
  'done.what.proof.text': 'Mit dem neuen Schlüssel gemacht und angenommen',
};
