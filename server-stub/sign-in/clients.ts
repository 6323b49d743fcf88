import { CLIENTS } from '../../electron/contract/wire/challenge.ts';

/** Delegated permissions that exist here, by Graph's names where Graph has them. */
export const RESOURCE_SCOPES = [
  'Device.Register',
  'Provisioning.Run',
  'Provisioning.Technician',
  'UserAuthenticationMethod.Read',
  'UserAuthenticationMethod.ReadWrite',
  'UserAuthenticationMethod.Read.All',
  'UserAuthenticationMethod.ReadWrite.All',
  'User.Read',
  'User.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.AuthenticationMethod',
  'Policy.ReadWrite.ConditionalAccess',
  'Device.Read.All',
  'Device.ReadWrite.All',
  'User.ReadWrite.All',
  'User.RevokeSessions.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'RoleManagement.Read.Directory',
  'RoleManagement.ReadWrite.Directory',
] as const;

export const OIDC_SCOPES = ['openid', 'profile', 'offline_access'] as const;

/** Application permissions of `latchkey-admin`. */
export const ADMIN_PERMISSIONS = [
  'Provisioning.Technician',
  'UserAuthenticationMethod.ReadWrite.All',
  'UserAuthenticationMethod.Read.All',
  'User.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
  'Policy.Read.All',
  'Policy.ReadWrite.AuthenticationMethod',
  'Policy.ReadWrite.ConditionalAccess',
  'Device.Read.All',
  'Device.ReadWrite.All',
  'User.ReadWrite.All',
  'User.RevokeSessions.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'RoleManagement.Read.Directory',
] as const;

/** What sets a client of the challenge endpoint apart. */
export interface ChallengeClient {
  readonly id: string;
  /** As the sign-in rows call it. */
  readonly displayName: string;
  readonly scopes: readonly string[];
  /** Whether it holds a pass for its device key instead of spending it at sign-in. */
  readonly reserves: boolean;
  /** Built-in rule: what it may do always needs MFA. */
  readonly alwaysMfa: boolean;
  /** The one redirect URI; the provider wants one, and a code from the challenge endpoint never travels through it. */
  readonly redirectUri: (root: string) => string;
  /** Where a browser may bring a code of the authorization endpoint; without it, the client may not sign in there. */
  readonly browser?:
    | { readonly loopback: true }
    | { readonly loopback: false; readonly pages: readonly string[] };
  /** A program of its own, whose sign-in does not end when the browser's does. */
  readonly outlivesBrowser: boolean;
}

const AGENT: ChallengeClient = {
  id: CLIENTS.agent,
  displayName: 'Latchkey',
  scopes: [
    'openid',
    'profile',
    'Device.Register',
    'UserAuthenticationMethod.ReadWrite',
    'UserAuthenticationMethod.Read',
    'Provisioning.Run',
  ],
  reserves: true,
  alwaysMfa: true,
  redirectUri: () => 'com.latchkey.agent:/signed-in',
  outlivesBrowser: true,
};

const CLI: ChallengeClient = {
  id: CLIENTS.cli,
  displayName: 'Latchkey command line',
  scopes: [...OIDC_SCOPES, ...RESOURCE_SCOPES],
  reserves: false,
  alwaysMfa: false,
  redirectUri: () => 'http://127.0.0.1/',
  browser: { loopback: true },
  outlivesBrowser: true,
};

const CONSOLE: ChallengeClient = {
  id: CLIENTS.console,
  displayName: 'Latchkey console',
  scopes: [...OIDC_SCOPES, ...RESOURCE_SCOPES],
  reserves: false,
  alwaysMfa: false,
  redirectUri: (root) => `${root}/console/`,
  browser: { loopback: false, pages: ['/console/', '/security-info/'] },
  outlivesBrowser: false,
};

const PUBLIC_CLIENTS = [AGENT, CLI, CONSOLE];

/** The client that may sign people in at the challenge endpoint under this id. */
export function challengeClient(id: string): ChallengeClient | undefined {
  return PUBLIC_CLIENTS.find((client) => client.id === id);
}

/** Client metadata (RFC 7591) for the provider. The admin client authenticates with `client_secret_post`. */
export function clientMetadata(root: string, adminSecret: string) {
  const people = PUBLIC_CLIENTS.map((client) => ({
    client_id: client.id,
    client_name: client.displayName,
    application_type: client === CONSOLE ? ('web' as const) : ('native' as const),
    token_endpoint_auth_method: 'none' as const,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    redirect_uris: [client.redirectUri(root)],
    scope: client.scopes.filter((name) => !(RESOURCE_SCOPES as readonly string[]).includes(name)).join(' '),
    dpop_bound_access_tokens: client === AGENT,
  }));
  return [
    ...people,
    {
      client_id: CLIENTS.admin,
      client_secret: adminSecret,
      token_endpoint_auth_method: 'client_secret_post' as const,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    },
  ];
}
