/*
 * What nmcli 1.42.4 (Debian 12) printed before python-dbusmock 0.28.7's NetworkManager, to which these access points were added.
 * Sentences of refusals: recorded, or as people quote them in public (nm-l2tp/NetworkManager-l2tp#236, home-assistant/supervisor#3999).
 */

/** `-t -e yes -f BSSID,SSID-HEX,MODE,SIGNAL,SECURITY device wifi list` */
export const LISTED = `00\\:53\\:00\\:00\\:00\\:03:486F6D653A20352047487A205C206B69746368656E:Infra:91:WPA2
00\\:53\\:00\\:00\\:00\\:01:4E6F72746877696E64204775657374:Infra:82:
00\\:53\\:00\\:00\\:00\\:05:4E6F72746877696E6420436F7270:Infra:77:WPA2 802.1X
00\\:53\\:00\\:00\\:00\\:02:486F6D653A20352047487A205C206B69746368656E:Infra:64:WPA2
00\\:53\\:00\\:00\\:00\\:06:4E657720466C6174:Infra:55:WPA3
00\\:53\\:00\\:00\\:00\\:07:4D6978656420466C6174:Infra:54:WPA2 WPA3
00\\:53\\:00\\:00\\:00\\:04::Infra:40:WPA2
00\\:53\\:00\\:00\\:00\\:08:436F66666565:Infra:33:OWE
00\\:53\\:00\\:00\\:00\\:09:436166E9:Infra:21:WPA2
`;

/** The same with SSID in place of SSID-HEX, for what escaping does to it. */
export const LISTED_NAME = '00\\:53\\:00\\:00\\:00\\:03:Home\\: 5 GHz \\\\ kitchen:Infra:91:WPA2';

export const DEVICES = 'wlan0:wifi:disconnected\n';
export const RADIO = 'missing:enabled\n';

export const NOT_RUNNING = {
  code: 8,
  stdout: '',
  stderr: 'Error: NetworkManager is not running.\n',
} as const;
export const NO_BUS = {
  code: 1,
  stdout: '',
  stderr: 'Error: Could not create NMClient object: Could not connect: No such file or directory.\n',
} as const;
export const NO_SUCH_NETWORK = {
  code: 10,
  stdout: '',
  stderr: "Error: No network with SSID 'Nowhere' found.\n",
} as const;
export const WRONG_SECRET = {
  code: 4,
  stdout: '',
  stderr: 'Error: Connection activation failed: (7) Secrets were required, but not provided.\n',
} as const;
/** Newer ones leave the number out. */
export const WRONG_SECRET_NEWER = {
  code: 4,
  stdout: '',
  stderr: 'Error: Connection activation failed: Secrets were required, but not provided.\n',
} as const;
export const GONE = {
  code: 4,
  stdout: '',
  stderr: 'Error: Connection activation failed: (53) The Wi-Fi network could not be found.\n',
} as const;
export const NO_LEASE = {
  code: 4,
  stdout: '',
  stderr:
    'Error: Connection activation failed: (5) IP configuration could not be reserved (no available address, timeout, etc.).\n',
} as const;
export const ACTIVATED = {
  code: 0,
  stdout:
    "Password: •••••\r\x1b[2KDevice 'wlan0' successfully activated with '4fbbfd4a-3c90-48ef-9b80-e60fe1db9e5e'.\n",
  stderr: '',
} as const;
