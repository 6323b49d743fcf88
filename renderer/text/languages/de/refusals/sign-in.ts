import type { NETWORK_REFUSALS } from '../../../../../electron/contract/refusals/network.ts';
import type { SIGN_IN_REFUSALS } from '../../../../../electron/contract/refusals/sign-in.ts';
import type { SIGN_IN_PAGE_REFUSALS } from '../../../../../electron/contract/refusals/sign-in-pages.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, BY_ITSELF, NEW_PASS, TELL, TELL_PASS_KEPT } from './advice.ts';

type Rows = typeof NETWORK_REFUSALS & typeof SIGN_IN_REFUSALS & typeof SIGN_IN_PAGE_REFUSALS;

/** From the network to the end of the sign-in. */
export const SIGN_IN_REFUSALS_DE: RefusalWords<keyof Rows> = {
  link_down: {
    cause: 'Dieser Laptop ist mit keinem Netzwerk verbunden.',
    userAction:
      'Stecken Sie ein Netzwerkkabel ein oder wählen Sie ein WLAN. Versuchen Sie es dann noch einmal.',
  },
  name_not_resolved: {
    cause: 'Das Netzwerk ist da, kennt aber die Adresse Ihres Unternehmensverzeichnisses nicht.',
    userAction: 'Versuchen Sie es gleich noch einmal, oder nehmen Sie ein anderes Netzwerk.',
  },
  directory_unreachable: {
    cause: 'Das Verzeichnis Ihres Unternehmens antwortet nicht.',
    userAction:
      'Prüfen Sie das Netzwerk und versuchen Sie es noch einmal. Nichts ist verloren, und Ihr Pass ist nicht verbraucht.',
  },
  certificate_untrusted: {
    cause:
      'Dem Zertifikat des Verzeichnisses vertraut dieser Laptop nicht. Deshalb haben wir nichts gesendet.',
    userAction: 'Geben Sie Ihren Pass nicht ein. Nennen Sie Ihrer IT diesen Code.',
  },
  clock_wrong: {
    cause: 'Die Uhr geht so falsch, dass dieser Laptop das Zertifikat des Verzeichnisses nicht prüfen kann.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Sie kann die Uhr stellen; sonst ist alles in Ordnung.',
  },
  captive_portal: {
    cause: 'Dieses Netzwerk möchte, dass Sie sich zuerst auf einer Webseite anmelden.',
    userAction: 'Nehmen Sie ein anderes Netzwerk, zum Beispiel den Hotspot Ihres Telefons oder ein Kabel.',
  },
  proxy_refused: {
    cause: 'Ein Proxy in diesem Netzwerk hat die Verbindung abgelehnt.',
    userAction: 'Nehmen Sie ein anderes Netzwerk, oder nennen Sie Ihrer IT diesen Code.',
  },
  directory_failed: {
    cause: 'Das Verzeichnis hatte selbst eine Störung.',
    userAction:
      'Warten Sie einen Moment und versuchen Sie es noch einmal. Nichts ist verloren, und Ihr Pass ist nicht verbraucht.',
  },
  directory_busy: {
    cause: 'Das Verzeichnis ist gerade überlastet und kann nicht antworten.',
    userAction: BY_ITSELF,
  },
  directory_incompatible: {
    cause: 'Etwas hat geantwortet, aber kein Verzeichnis, das dieser Laptop versteht.',
    userAction: TELL,
  },
  profile_mismatch: {
    cause: 'Das Verzeichnis und dieser Laptop sind sich nicht einig, wohin Ihre Anmeldung gehört.',
    userAction: TELL,
  },
  pass_wrong: {
    cause: 'Dieser Name und dieser befristete Zugriffspass gehören nicht zusammen.',
    userAction:
      'Prüfen Sie den Pass und Ihren Namen, und geben Sie beide noch einmal ein. Achten Sie auf große und kleine Buchstaben.',
  },
  pass_expired: {
    cause: 'Ihr befristeter Zugriffspass ist abgelaufen.',
    userAction: 'Bitten Sie Ihre IT um einen neuen Pass. Sie können ihn gleich hier eingeben.',
  },
  pass_not_yet_valid: {
    cause: 'Ihr befristeter Zugriffspass gilt noch nicht.',
    userAction: 'Warten Sie, bis er beginnt, oder bitten Sie Ihre IT um einen, der sofort gilt.',
  },
  pass_used: {
    cause: 'Ihr befristeter Zugriffspass gilt einmal, und er wurde schon benutzt.',
    userAction:
      'Bitten Sie Ihre IT um einen neuen Pass. Wenn nicht Sie ihn benutzt haben, sagen Sie das dazu.',
  },
  pass_reserved: {
    cause: 'Ein anderes Gerät benutzt diesen Pass gerade.',
    userAction:
      'Machen Sie dort zu Ende, oder warten Sie zehn Minuten und versuchen Sie es hier noch einmal.',
  },
  pass_blocked_by_policy: {
    cause:
      'Nach den Regeln Ihres Unternehmens können Sie sich nicht mit einem befristeten Zugriffspass anmelden.',
    userAction: TELL_PASS_KEPT,
  },
  pass_not_found: {
    cause: 'Der Pass, mit dem Sie sich angemeldet haben, wurde zurückgenommen.',
    userAction: NEW_PASS,
  },
  reservation_limit: {
    cause: 'Dieser Pass wurde zu oft eingegeben, ohne dass die Einrichtung fertig wurde.',
    userAction: NEW_PASS,
  },
  reservation_ended: {
    cause: 'Die Zeit, um mit diesem Pass fertig zu werden, ist abgelaufen.',
    userAction: 'Geben Sie Ihren Pass noch einmal ein. Er ist nicht verbraucht.',
  },
  method_locked: {
    cause: 'Es gab zu viele falsche Versuche, deshalb warten wir eine Weile.',
    userAction: 'Warten Sie, bis die angezeigte Zeit um ist. Versuchen Sie es dann noch einmal.',
  },
  throttled: { cause: 'Es kamen zu viele Anfragen auf einmal.', userAction: BY_ITSELF },
  password_wrong: {
    cause: 'Dieser Name und dieses Passwort gehören nicht zusammen.',
    userAction: 'Prüfen Sie beide und geben Sie sie noch einmal ein.',
  },
  otp_wrong: {
    cause: 'Dieser Code stimmt nicht mehr.',
    userAction: 'Warten Sie auf den nächsten Code in Ihrer App und geben Sie den ein.',
  },
  account_disabled: { cause: 'Ihr Konto ist ausgeschaltet.', userAction: TELL_PASS_KEPT },
  federated_sign_in: {
    cause: 'Ihr Konto meldet sich bei einem anderen Dienst an, den dieser Bildschirm nicht öffnen kann.',
    userAction: 'Bitten Sie Ihre IT um einen befristeten Zugriffspass. Damit melden Sie sich gleich hier an.',
  },
  mfa_required: {
    cause: 'Ihr Unternehmen möchte einen zweiten Nachweis, dass Sie es sind.',
    userAction: 'Wählen Sie einen der Wege, die hier stehen.',
  },
  mfa_enrolment_required: {
    cause:
      'Ihr Unternehmen möchte einen zweiten Nachweis, dass Sie es sind. Ihr Konto kann ihn noch nicht geben.',
    userAction:
      'Bitten Sie Ihre IT um einen befristeten Zugriffspass und nennen Sie diesen Code. Hier geht es von selbst weiter.',
  },
  policy_blocked: {
    cause: 'Eine Regel Ihres Unternehmens lässt diese Anmeldung nicht durch.',
    userAction: TELL_PASS_KEPT,
  },
  credential_unknown: {
    cause: 'Das Verzeichnis kennt den Anmeldeschlüssel dieses Laptops nicht.',
    userAction: 'Geben Sie Ihren Pass noch einmal ein, um einen neuen einzurichten.',
  },
  credential_invalid: {
    cause: 'Die Antwort des Anmeldeschlüssels dieses Laptops war nicht richtig.',
    userAction: AGAIN,
  },
  credential_wrong_device: {
    cause: 'Dieser Anmeldeschlüssel gehört zu einem anderen Laptop.',
    userAction: TELL,
  },
  credential_not_proved: {
    cause: 'Dieser Anmeldeschlüssel ist noch nicht erprobt, deshalb öffnet er sonst nichts.',
    userAction: 'Machen Sie die Einrichtung auf dem Laptop zu Ende, der ihn erstellt hat.',
  },
  session_invalid: {
    cause: 'Diese Anmeldung war zu lange offen.',
    userAction: 'Geben Sie es noch einmal ein.',
  },
  otp_needs_password: {
    cause: 'Ein Code aus einer App kommt nach Ihrem Passwort.',
    userAction: 'Geben Sie zuerst Ihr Passwort ein, dann den Code.',
  },
  request_not_from_page: {
    cause: 'Diese Anfrage kam nicht von unserer eigenen Anmeldeseite.',
    userAction: 'Schließen Sie diese Seite und melden Sie sich dort neu an, wo Sie begonnen haben.',
  },
  interaction_expired: {
    cause: 'Diese Anmeldeseite ist nicht mehr offen.',
    userAction: 'Gehen Sie dorthin zurück, wo Sie begonnen haben, und melden Sie sich neu an.',
  },
  method_limit: {
    cause: 'Ihr Konto hat schon so viele Authentifizierungs-Apps, wie es haben darf.',
    userAction: 'Entfernen Sie eine, die Sie nicht mehr benutzen. Fügen Sie dann die neue hinzu.',
  },
  stronger_sign_in_needed: {
    cause: 'Diese Seite verlangt eine stärkere Anmeldung als die, die Sie benutzt haben.',
    userAction: 'Nehmen Sie einen anderen Weg, zum Beispiel einen Passkey.',
  },
};
