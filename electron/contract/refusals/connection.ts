import type { RefusalRow } from './row.ts';

const ON_THE_LAPTOP = { status: null, oauth: null, entra: null } as const;

/** LK-1010 to LK-1039: what exactly is wrong with the way to the directory, and with a Wi-Fi network that was chosen. */
export const CONNECTION_REFUSALS = {
  no_address: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1010',
    cause: 'This laptop is connected to a network, but the network has given it no address.',
    userAction: 'Unplug the cable and plug it in again, or choose another network.',
    technicianAction:
      'Check DHCP for the MAC address below, the VLAN of the port, and 802.1X on wired networks.',
  },
  connection_blocked: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1011',
    cause: 'This network does not let the laptop through to your company’s directory.',
    userAction: 'Try another network, for example your phone’s hotspot, or tell your IT team this code.',
    technicianAction:
      'Allow TCP to the directory’s host and port, without inspection of TLS. The name resolves; the connection is cut.',
  },
  proxy_unreachable: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1012',
    cause: 'This laptop has to go through a proxy, and the proxy does not answer.',
    userAction: 'Check that you are on your company’s network, or tell your IT team this code.',
    technicianAction: 'Check the proxy of the machine policy (or HTTPS_PROXY) and that it runs.',
  },
  proxy_password_wanted: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1013',
    cause: 'The proxy of this network wants a password, and Latchkey never sends one.',
    userAction: 'Nothing that you know opens it. Try another network, or tell your IT team this code.',
    technicianAction:
      'Exempt the directory’s host on the proxy from authentication. Entering a password is no way out.',
  },
  certificate_expired: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1014',
    cause: 'The directory’s certificate has run out, so we did not send anything.',
    userAction:
      'Compare the date below with today’s, and tell your IT team this code. This laptop tries again by itself.',
    technicianAction:
      'Renew the directory’s certificate. If the laptop’s date is wrong, set its clock instead.',
  },
  certificate_wrong_name: {
    ...ON_THE_LAPTOP,
    retry: 'never',
    helpCode: 'LK-1015',
    cause: 'Somebody else answers in the place of your company’s directory, so we did not send anything.',
    userAction: 'Do not enter your pass here. Try another network, or tell your IT team this code.',
    technicianAction:
      'The certificate is for another name. Check the directory’s URL, its DNS entry, and the names in its certificate.',
  },
  wifi_passphrase_wrong: {
    ...ON_THE_LAPTOP,
    retry: 'other-input',
    helpCode: 'LK-1020',
    cause: 'The network did not accept this password.',
    userAction: 'Type it again. Capital and small letters matter; it is often printed on the router.',
    technicianAction: 'Check the passphrase, and that the access point takes WPA2 or WPA3 with a passphrase.',
  },
  wifi_out_of_range: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1021',
    cause: 'This network is not in reach any more.',
    userAction: 'Move closer to it, or choose another network.',
    technicianAction:
      'The access point was seen and then lost. Check its signal and whether it hides its name.',
  },
  wifi_enterprise: {
    ...ON_THE_LAPTOP,
    retry: 'other-input',
    helpCode: 'LK-1022',
    cause: 'This is a company network that laptops join with a certificate or an account.',
    userAction: 'Choose another network for now, or ask your IT team to connect this laptop.',
    technicianAction:
      'Bring an 802.1X profile onto the laptop (nmcli or an MDM), or offer a network with a passphrase for set-up.',
  },
  wifi_switched_off: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1023',
    cause: 'Wi-Fi is switched off on this laptop.',
    userAction: 'Look for a switch or a key with an antenna or an aeroplane, then try again.',
    technicianAction:
      'The radio is blocked by hardware (rfkill). Check the switch, the firmware settings and the adapter.',
  },
  wifi_failed: {
    ...ON_THE_LAPTOP,
    retry: 'now',
    helpCode: 'LK-1024',
    cause: 'This laptop could not connect to this network.',
    userAction: 'Try again, or choose another network.',
    technicianAction: 'NetworkManager’s reason is in the technical line and in its log.',
  },
  wifi_unavailable: {
    ...ON_THE_LAPTOP,
    retry: 'never',
    helpCode: 'LK-1025',
    cause: 'Wi-Fi cannot be chosen from here on this laptop.',
    userAction: 'Plug in a network cable, or ask your IT team to connect this laptop to Wi-Fi.',
    technicianAction:
      'On Linux, run NetworkManager and let the kiosk’s account use it (polkit). Elsewhere, connect in the system’s settings.',
  },
} as const satisfies Record<string, RefusalRow>;
