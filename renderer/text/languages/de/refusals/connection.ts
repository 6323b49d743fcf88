import type { CONNECTION_REFUSALS } from '../../../../../electron/contract/refusals/connection.ts';
import type { RefusalWords } from '../../../language.ts';

/** The way to the directory, and Wi-Fi. */
export const CONNECTION_REFUSALS_DE: RefusalWords<keyof typeof CONNECTION_REFUSALS> = {
  no_address: {
    cause: 'Dieser Laptop ist mit einem Netzwerk verbunden, bekommt von ihm aber keine Adresse.',
    userAction:
      'Ziehen Sie das Kabel ab und stecken Sie es wieder ein, oder wählen Sie ein anderes Netzwerk.',
  },
  connection_blocked: {
    cause: 'Dieses Netzwerk lässt den Laptop nicht zum Verzeichnis Ihres Unternehmens durch.',
    userAction:
      'Nehmen Sie ein anderes Netzwerk, zum Beispiel den Hotspot Ihres Telefons, oder nennen Sie Ihrer IT diesen Code.',
  },
  proxy_unreachable: {
    cause: 'Dieser Laptop muss über einen Proxy gehen, und der Proxy antwortet nicht.',
    userAction:
      'Prüfen Sie, ob Sie im Netzwerk Ihres Unternehmens sind, oder nennen Sie Ihrer IT diesen Code.',
  },
  proxy_password_wanted: {
    cause: 'Der Proxy dieses Netzwerks verlangt ein Kennwort, und Latchkey sendet nie eines.',
    userAction:
      'Sie können hier nichts eingeben, das hilft. Nehmen Sie ein anderes Netzwerk, oder nennen Sie Ihrer IT diesen Code.',
  },
  certificate_expired: {
    cause: 'Das Zertifikat des Verzeichnisses ist abgelaufen. Deshalb haben wir nichts gesendet.',
    userAction:
      'Vergleichen Sie das Datum unten mit dem heutigen, und nennen Sie Ihrer IT diesen Code. Dieser Laptop versucht es von selbst noch einmal.',
  },
  certificate_wrong_name: {
    cause: 'An der Stelle Ihres Verzeichnisses antwortet jemand anderes. Deshalb haben wir nichts gesendet.',
    userAction:
      'Geben Sie Ihren Pass hier nicht ein. Nehmen Sie ein anderes Netzwerk, oder nennen Sie Ihrer IT diesen Code.',
  },
  wifi_passphrase_wrong: {
    cause: 'Das Netzwerk hat dieses Kennwort nicht angenommen.',
    userAction:
      'Geben Sie es noch einmal ein. Achten Sie auf große und kleine Buchstaben; oft steht es auf dem Router.',
  },
  wifi_out_of_range: {
    cause: 'Dieses Netzwerk ist nicht mehr in Reichweite.',
    userAction: 'Gehen Sie näher heran, oder wählen Sie ein anderes Netzwerk.',
  },
  wifi_enterprise: {
    cause: 'Das ist ein Firmennetzwerk, das ein Zertifikat oder ein Konto verlangt.',
    userAction:
      'Wählen Sie vorerst ein anderes Netzwerk, oder bitten Sie Ihre IT, diesen Laptop zu verbinden.',
  },
  wifi_switched_off: {
    cause: 'WLAN ist an diesem Laptop ausgeschaltet.',
    userAction:
      'Suchen Sie einen Schalter oder eine Taste mit einer Antenne oder einem Flugzeug. Versuchen Sie es dann noch einmal.',
  },
  wifi_failed: {
    cause: 'Dieser Laptop konnte sich mit diesem Netzwerk nicht verbinden.',
    userAction: 'Versuchen Sie es noch einmal, oder wählen Sie ein anderes Netzwerk.',
  },
  wifi_unavailable: {
    cause: 'Auf diesem Laptop lässt sich ein WLAN von hier aus nicht wählen.',
    userAction: 'Stecken Sie ein Netzwerkkabel ein, oder bitten Sie Ihre IT, das WLAN einzurichten.',
  },
};
