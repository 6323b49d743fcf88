import type { AGENT_REFUSALS } from '../../../../../electron/contract/refusals/agent.ts';
import type { CREDENTIAL_REFUSALS } from '../../../../../electron/contract/refusals/credential.ts';
import type { JOIN_REFUSALS } from '../../../../../electron/contract/refusals/join.ts';
import type { TECHNICIAN_REFUSALS } from '../../../../../electron/contract/refusals/technician.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, AGAIN_THEN_TELL, TELL, TELL_PASS_KEPT } from './advice.ts';

type Rows = typeof JOIN_REFUSALS &
  typeof CREDENTIAL_REFUSALS &
  typeof AGENT_REFUSALS &
  typeof TECHNICIAN_REFUSALS;

/** The laptop itself: joining, its key, its program, and the technician's way out. */
export const LAPTOP_REFUSALS_DE: RefusalWords<keyof Rows> = {
  device_quota: {
    cause: 'Ihr Konto hat schon so viele Geräte, wie Ihr Unternehmen erlaubt.',
    userAction: TELL_PASS_KEPT,
  },
  join_blocked: {
    cause: 'Mit diesem Konto können in Ihrem Unternehmen keine Geräte hinzugefügt werden.',
    userAction: TELL_PASS_KEPT,
  },
  nonce_invalid: {
    cause: 'Die Einmalzahl des Verzeichnisses war schon benutzt oder zu alt.',
    userAction: AGAIN,
  },
  csr_invalid: {
    cause: 'Das Verzeichnis konnte die Zertifikatsanfrage dieses Laptops nicht annehmen.',
    userAction: TELL,
  },
  device_disabled: { cause: 'Dieser Laptop ist im Verzeichnis ausgeschaltet.', userAction: TELL },
  device_not_joined: { cause: 'Das Verzeichnis kennt diesen Laptop noch nicht.', userAction: AGAIN },
  device_certificate_invalid: {
    cause: 'Das Zertifikat, das zurückkam, ist nicht für diesen Laptop.',
    userAction: TELL,
  },
  device_name_taken: {
    cause: 'Ein anderes Gerät Ihres Unternehmens heißt schon so.',
    userAction: 'Wählen Sie einen anderen Namen. Ihr Pass ist nicht verbraucht.',
  },
  device_name_invalid: {
    cause: 'So kann ein Laptop nicht heißen.',
    userAction:
      'Nehmen Sie 1 bis 15 Buchstaben, Ziffern und Bindestriche, mindestens einen Buchstaben und keinen Bindestrich am Rand.',
  },
  challenge_expired: {
    cause: 'Den Anmeldeschlüssel einzurichten hat zu lange gedauert.',
    userAction: AGAIN,
  },
  challenge_unknown: {
    cause: 'Das Verzeichnis weiß nicht mehr, dass es nach diesem Anmeldeschlüssel gefragt hat.',
    userAction: AGAIN,
  },
  attestation_refused: {
    cause: 'Das Verzeichnis nimmt den Ort nicht an, an dem dieser Anmeldeschlüssel liegt.',
    userAction: TELL,
  },
  registration_window_closed: {
    cause: 'Es ist mehr als zehn Minuten her, dass Sie Ihren Pass eingegeben haben.',
    userAction: 'Geben Sie Ihren Pass noch einmal ein. Er ist nicht verbraucht.',
  },
  credential_exists: {
    cause: 'Dieser Anmeldeschlüssel ist schon für jemand anderen registriert.',
    userAction: TELL,
  },
  authenticator_unavailable: {
    cause: 'Diese Art von Anmeldeschlüssel kann dieser Laptop nicht erstellen.',
    userAction: 'Wählen Sie einen anderen Weg.',
  },
  authenticator_not_allowed: {
    cause: 'Dieser Laptop hat keine der Arten von Anmeldeschlüssel, die Ihr Unternehmen annimmt.',
    userAction: TELL,
  },
  gesture_cancelled: {
    cause: 'Es wurde nichts bestätigt, oder es hat zu lange gedauert.',
    userAction: 'Versuchen Sie es noch einmal, wenn Sie so weit sind. Nichts ist verloren.',
  },
  ceremony_failed: {
    cause: 'Die eigene Sicherheitsabfrage dieses Laptops hat eine Störung gemeldet.',
    userAction: AGAIN_THEN_TELL,
  },
  pin_too_weak: {
    cause: 'Diese PIN passt nicht zu den Regeln Ihres Unternehmens.',
    userAction:
      'Wählen Sie eine andere. Sie muss lang genug sein und darf nicht hoch oder herunter zählen, sich wiederholen oder häufig sein.',
  },
  pin_wrong: { cause: 'Diese PIN ist nicht richtig.', userAction: 'Geben Sie sie noch einmal ein.' },
  pin_locked: {
    cause: 'Es gab zu viele falsche PINs, deshalb warten wir eine Weile.',
    userAction: 'Warten Sie, bis die angezeigte Zeit um ist, oder beginnen Sie mit Ihrem Pass neu.',
  },
  pin_unchanged: {
    cause: 'Das ist die PIN, die Sie schon haben.',
    userAction: 'Wählen Sie eine andere.',
  },
  pin_must_change: {
    cause: 'Ihre IT hat die PIN dieses Laptops festgelegt.',
    userAction: 'Wählen Sie zuerst eine eigene.',
  },
  credential_missing: {
    cause: 'Dieser Laptop hat noch keinen Anmeldeschlüssel.',
    userAction: 'Richten Sie ihn zuerst ein.',
  },
  vault_chip_unavailable: {
    cause: 'Der Sicherheitschip, der die Schlüssel dieses Laptops hütet, antwortet nicht.',
    userAction: 'Starten Sie den Laptop neu und versuchen Sie es noch einmal. Nichts ist verloren.',
  },
  handover_user_unknown: {
    cause: 'Die Person, die diesen Laptop bekommen soll, hat darauf kein Konto.',
    userAction: TELL,
  },
  handover_not_allowed: {
    cause: 'Von hier aus darf dieser Laptop keinem anderen Konto übergeben werden.',
    userAction: TELL,
  },
  handover_unsafe: {
    cause: 'Etwas ist im Weg, und dieser Laptop kann nicht übergeben werden.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Nichts Erledigtes geht verloren.',
  },
  handover_keychain: {
    cause: 'Die Schlüssel dieses Laptops liegen dort, wo ein anderes Konto sie nicht holen kann.',
    userAction: TELL,
  },
  credential_damaged: {
    cause: 'Der Anmeldeschlüssel auf diesem Laptop lässt sich nicht mehr lesen.',
    userAction: 'Geben Sie Ihren Pass noch einmal ein, um einen neuen einzurichten.',
  },
  state_in_use: {
    cause: 'Ein anderes Latchkey richtet diesen Laptop schon ein.',
    userAction: 'Benutzen Sie das, das schon offen ist.',
  },
  state_unwritable: {
    cause: 'Dieser Laptop konnte nicht festhalten, wie weit er ist.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Nichts Erledigtes geht verloren.',
  },
  journal_damaged: { cause: 'Das Protokoll dieser Einrichtung ist beschädigt.', userAction: TELL },
  state_of_another: {
    cause: 'Dieser Laptop wird oder wurde für jemand anderen oder für ein anderes Unternehmen eingerichtet.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Nichts wurde geändert, und kein Pass ist verbraucht.',
  },
  vault_locked: {
    cause: 'Der Ort, an dem dieser Laptop seine Schlüssel verwahrt, ist gesperrt.',
    userAction: 'Entsperren Sie ihn und versuchen Sie es noch einmal.',
  },
  device_key_lost: {
    cause: 'Der Schlüssel, an dem man diesen Laptop erkennt, ist fort oder unlesbar.',
    userAction: TELL,
  },
  input_missing: {
    cause: 'Eine Antwort wird gebraucht, und niemand ist da, um sie zu geben.',
    userAction: 'Starten Sie noch einmal, mit der fehlenden Antwort.',
  },
  command_not_allowed: {
    cause: 'Das geht auf diesem Bildschirm nicht.',
    userAction: 'Machen Sie mit dem weiter, was der Bildschirm anbietet.',
  },
  message_malformed: {
    cause: 'Der Bildschirm hat etwas gesendet, das sich nicht verstehen lässt.',
    userAction: AGAIN,
  },
  agent_failed: {
    cause: 'Latchkey ist auf eine Störung gestoßen, die es nicht kennt.',
    userAction: AGAIN_THEN_TELL,
  },
  technician_no_key: {
    cause: 'Dieser Laptop kennt keine Technik.',
    userAction: 'Machen Sie mit der Einrichtung weiter, oder bitten Sie Ihre IT um Hilfe.',
  },
  technician_code_mistyped: {
    cause: 'In diesem Code steckt ein Tippfehler.',
    userAction: 'Vergleichen Sie ihn Gruppe für Gruppe mit der Technik. Das hat keinen Versuch gekostet.',
  },
  technician_code_wrong: {
    cause: 'Dieser Code gehört nicht zu dem, was hier steht.',
    userAction: 'Geben Sie der Technik das Quadrat noch einmal und tippen Sie den neuen Code.',
  },
  technician_locked: {
    cause: 'Hier wurden zu viele falsche Codes eingegeben.',
    userAction:
      'Lassen Sie den Laptop an und warten Sie. Die Einrichtung selbst kann inzwischen weitergehen.',
  },
  technician_challenge_ended: {
    cause: 'Diese Anfrage an die Technik ist abgelaufen.',
    userAction: 'Wählen Sie noch einmal, was geschehen soll, und geben Sie der Technik das neue Quadrat.',
  },
  technician_action_not_here: {
    cause: 'Das geht an dieser Stelle der Einrichtung nicht.',
    userAction: 'Wählen Sie etwas anderes, oder schließen Sie diese Ansicht.',
  },
  technician_challenge_unreadable: {
    cause: 'Das ist keine Anfrage eines Laptops, oder ein Tippfehler steckt darin.',
    userAction: 'Scannen Sie das Quadrat noch einmal, oder lesen Sie die Zeilen noch einmal vor.',
  },
  technician_key_unknown: {
    cause: 'Dieser Laptop möchte die Antwort eines anderen Schlüssels.',
    userAction: 'Fragen Sie jemanden aus der Technik, der diesen Schlüssel hat.',
  },
  run_abandoned: {
    cause: 'Die Technik hat diese Einrichtung beendet. Der Laptop ist nicht bereit.',
    userAction: 'Geben Sie den Laptop Ihrer IT.',
  },
  power_off_refused: {
    cause: 'Der Laptop ließ sich nicht ausschalten.',
    userAction: 'Halten Sie den Einschaltknopf zehn Sekunden lang gedrückt. Nichts Erledigtes geht verloren.',
  },
  technician_key_unusable: {
    cause: 'Der Schlüssel der Technik lässt sich nicht benutzen.',
    userAction: TELL,
  },
  messages_too_many: {
    cause: 'Der Bildschirm hat mehr gesendet, als Latchkey auf einmal annimmt.',
    userAction: 'Warten Sie ein paar Sekunden und versuchen Sie es noch einmal.',
  },
};
