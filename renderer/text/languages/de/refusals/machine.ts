import type { ATTESTATION_REFUSALS } from '../../../../../electron/contract/refusals/attestation.ts';
import type { MACHINE_REFUSALS } from '../../../../../electron/contract/refusals/machine.ts';
import type { RefusalWords } from '../../../language.ts';
import { AGAIN, TELL, TELL_NOTHING_CHANGED } from './advice.ts';

type Rows = typeof ATTESTATION_REFUSALS & typeof MACHINE_REFUSALS;

/** The machine: its security chip, the rules of its owner, and what the set-up changes on it. */
export const MACHINE_REFUSALS_DE: RefusalWords<keyof Rows> = {
  attestation_off: {
    cause: 'Das Verzeichnis bürgt nicht für Sicherheitschips.',
    userAction: 'Es ist nichts zu tun: Der Schlüssel funktioniert trotzdem.',
  },
  endorsement_untrusted: {
    cause: 'Das Verzeichnis kennt den Hersteller des Sicherheitschips in diesem Laptop nicht.',
    userAction: TELL,
  },
  endorsement_unsuitable: {
    cause: 'Das Zertifikat des Sicherheitschips in diesem Laptop lässt sich nicht benutzen.',
    userAction: TELL,
  },
  attestation_key_unsuitable: {
    cause: 'Der Schlüssel, mit dem der Sicherheitschip sprechen soll, ist von der falschen Art.',
    userAction: TELL,
  },
  attestation_challenge_invalid: {
    cause: 'Das Verzeichnis weiß nicht mehr, dass es diesen Sicherheitschip gefragt hat.',
    userAction: AGAIN,
  },
  attestation_secret_wrong: {
    cause: 'Der Sicherheitschip konnte nicht öffnen, was für ihn bestimmt war.',
    userAction: TELL,
  },
  policy_invalid: {
    cause: 'Die Regeln, die Ihr Unternehmen diesem Laptop gegeben hat, sind nicht zu verstehen.',
    userAction: TELL_NOTHING_CHANGED,
  },
  policy_unsafe: {
    cause: 'Die Regeln für diesen Laptop könnte jeder geschrieben haben.',
    userAction: TELL_NOTHING_CHANGED,
  },
  policy_conflict: {
    cause: 'Latchkey wurde mit einer Einstellung gestartet, die Ihr Unternehmen nicht erlaubt.',
    userAction: TELL_NOTHING_CHANGED,
  },
  settings_unusable: { cause: 'Dieser Laptop weiß nicht, wo er anfangen soll.', userAction: TELL },
  setup_foreign_change: {
    cause: 'Jemand anderes hat an diesem Gerät etwas geändert.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Was nicht von uns ist, blieb unverändert.',
  },
  setup_path_unsafe: {
    cause: 'Ein Ort, an den die Einrichtung schreiben wollte, ist nicht das, was er scheint.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Dort wurde nichts geschrieben.',
  },
  setup_journal_damaged: {
    cause: 'Das Protokoll der Änderungen an diesem Gerät ist beschädigt.',
    userAction: 'Nennen Sie Ihrer IT diesen Code. Weiter wurde nichts geändert.',
  },
  release_not_reached: {
    cause: 'Dieses Gerät ist noch nicht eingerichtet und bleibt deshalb gesperrt.',
    userAction:
      'Schließen Sie die Einrichtung auf dem Bildschirm ab. Erscheint sie nicht wieder, starten Sie das Gerät neu.',
  },
};
