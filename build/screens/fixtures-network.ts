import type { NetworkInterface, WifiNetwork } from '../../electron/contract/connection.ts';
import type { CheckState, NetworkCheck } from '../../electron/contract/view.ts';
import { type Fixture, NOW, refused } from './fixture.ts';

const ADAPTERS: readonly NetworkInterface[] = [
  { name: 'enp0s31f6', kind: 'wired', link: 'down', addresses: [], mac: '00:00:5E:00:53:01' },
  { name: 'wlp2s0', kind: 'wireless', link: 'up', addresses: ['192.0.2.27'], mac: '00:00:5E:00:53:02' },
];

const UNPLUGGED = ADAPTERS.map((adapter) => ({ ...adapter, link: 'down', addresses: [] }) as const);

const NETWORKS: readonly WifiNetwork[] = [
  { id: '01 passphrase', name: 'Amal’s phone', signal: 92, security: 'passphrase' },
  { id: '02 passphrase', name: 'Home: 5 GHz', signal: 71, security: 'passphrase' },
  { id: '03 enterprise', name: 'Northwind Corp', signal: 64, security: 'enterprise' },
  { id: '04 open', name: 'Station Café', signal: 48, security: 'open' },
  { id: '05 enhanced-open', name: 'غرفة الضيوف', signal: 22, security: 'enhanced-open' },
];

function failedAt(failed: NetworkCheck): Record<NetworkCheck, CheckState> {
  const names = ['device', 'network', 'directory', 'clock', 'profile'] as const;
  const at = names.indexOf(failed);
  const states = names.map((name, index) => [
    name,
    index < at ? 'passed' : index === at ? 'failed' : 'waiting',
  ]);
  return Object.fromEntries(states) as Record<NetworkCheck, CheckState>;
}

const offline = { canGoBack: true, connection: 'offline' } as const;
const retrying = (refusal: ReturnType<typeof refused>) => ({ refusal, attempt: 2, seconds: 8 });

export const NETWORK_SCREENS: readonly Fixture[] = [
  {
    name: 'network-unplugged',
    step: 'network',
    screen: { kind: 'network', checks: failedAt('network'), refusal: refused('link_down') },
    view: { ...offline, wifi: 'here', interfaces: UNPLUGGED, retrying: retrying(refused('link_down')) },
  },
  {
    name: 'network-proxy-password',
    step: 'network',
    screen: { kind: 'network', checks: failedAt('directory'), refusal: refused('proxy_password_wanted') },
    view: {
      ...offline,
      wifi: 'elsewhere',
      interfaces: ADAPTERS,
      retrying: retrying(refused('proxy_password_wanted')),
    },
  },
  {
    name: 'network-clock',
    step: 'network',
    screen: {
      kind: 'network',
      checks: failedAt('directory'),
      refusal: refused('clock_wrong', { clock: { laptop: NOW - 400 * 86_400, offBy: -393 * 86_400 } }),
    },
    view: { ...offline, interfaces: ADAPTERS },
  },
  {
    name: 'wifi-looking',
    step: 'network',
    screen: { kind: 'wifi', phase: 'looking', networks: [] },
    view: offline,
  },
  {
    name: 'wifi',
    step: 'network',
    screen: { kind: 'wifi', phase: 'list', networks: NETWORKS },
    view: offline,
  },
  {
    name: 'wifi-wrong',
    step: 'network',
    screen: {
      kind: 'wifi',
      phase: 'list',
      networks: NETWORKS,
      network: '02 passphrase',
      refusal: refused('wifi_passphrase_wrong'),
    },
    view: offline,
  },
  {
    name: 'wifi-joining',
    step: 'network',
    screen: { kind: 'wifi', phase: 'joining', networks: NETWORKS, network: '01 passphrase' },
    view: offline,
  },
  {
    name: 'join-retrying',
    step: 'join',
    screen: { kind: 'join' },
    view: { connection: 'offline', wifi: 'here', retrying: retrying(refused('directory_unreachable')) },
  },
  {
    name: 'pin-retrying',
    step: 'proof',
    screen: {
      kind: 'proof',
      phase: 'working',
      authenticator: 'tpm',
      pin: { minimumLength: 6, maximumLength: 127, digitsOnly: true, refuseSimple: true, attempts: 5 },
    },
    view: { connection: 'connected', retrying: retrying(refused('directory_busy')) },
  },
];
