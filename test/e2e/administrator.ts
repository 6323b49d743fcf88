import { readFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import got, { type Got } from 'got';

interface Place {
  readonly url: string;
  /** http URL of the proxy on the way. */
  readonly proxy?: string;
  readonly caFile: string;
  readonly adminFile: string;
}

interface IssueOptions {
  readonly startDateTime?: string;
  readonly lifetimeInMinutes?: number;
  readonly isUsableOnce?: boolean;
}

/** An administrator's application: Graph through client credentials, over HTTPS, as scripts of real tenants use it. */
export class Administrator {
  readonly #graph: Got;

  private constructor(graph: Got) {
    this.#graph = graph;
  }

  static async signIn({ url, caFile, adminFile, proxy }: Place): Promise<Administrator> {
    const { clientId, clientSecret } = JSON.parse(await readFile(adminFile, 'utf8'));
    const directory = got.extend({
      prefixUrl: url,
      https: { certificateAuthority: await readFile(caFile, 'utf8') },
      timeout: { request: 10_000 },
      ...(proxy && { agent: { https: new Agent({ proxyEnv: { HTTPS_PROXY: proxy } }) } }),
    });
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: '.default',
    };
    const { access_token } = await directory.post('oauth2/token', { form }).json<{ access_token: string }>();
    return new Administrator(directory.extend({ headers: { authorization: `Bearer ${access_token}` } }));
  }

  async issue(user: string, options: IssueOptions = {}): Promise<{ id: string; pass: string }> {
    const json = { isUsableOnce: true, ...options };
    const path = `v1.0/users/${user}/authentication/temporaryAccessPassMethods`;
    const answer = await this.#graph.post(path, { json }).json<{ id: string; temporaryAccessPass: string }>();
    return { id: answer.id, pass: answer.temporaryAccessPass };
  }

  async passes(user: string): Promise<{ id: string; isUsable: boolean; methodUsabilityReason: string }[]> {
    return this.#values(`v1.0/users/${user}/authentication/temporaryAccessPassMethods`);
  }

  async deletePass(user: string, id: string): Promise<void> {
    await this.#graph.delete(`v1.0/users/${user}/authentication/temporaryAccessPassMethods/${id}`);
  }

  /** Who the pass method is for: one group, or `all_users`. */
  async includeInPasses(group: string): Promise<void> {
    const json = {
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      includeTargets: [{ targetType: 'group', id: group }],
    };
    const path =
      'v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
    await this.#graph.patch(path, { json });
  }

  async methods(
    user: string,
  ): Promise<{ '@odata.type': string; id: string; state?: string; assurance?: string }[]> {
    return this.#values(`v1.0/users/${user}/authentication/methods`);
  }

  async devices(): Promise<{ id: string; deviceId: string; displayName: string }[]> {
    return this.#values('v1.0/devices');
  }

  async signIns(user: string): Promise<
    {
      status: { errorCode: number };
      authenticationDetails: { authenticationMethod: string; succeeded: boolean }[];
    }[]
  > {
    return this.#values(`beta/auditLogs/signIns?$filter=userPrincipalName eq '${user}'`);
  }

  /** What the audit calls the things that were done, newest first. */
  async activities(): Promise<string[]> {
    const rows = await this.#values<{ activityDisplayName: string }>('v1.0/auditLogs/directoryAudits');
    return rows.map((row) => row.activityDisplayName);
  }

  /** Lets a scenario of the directory's chaos begin; `null` ends it. */
  async chaos(scenario: string | null): Promise<void> {
    const path = 'provisioning/v1/chaos';
    if (scenario === null) await this.#graph.delete(path);
    else await this.#graph.put(path, { json: { scenario } });
  }

  /** How often each rule of the scenario has struck. */
  async struck(): Promise<Record<string, number>> {
    return (await this.#graph.get('provisioning/v1/chaos').json<{ struck: Record<string, number> }>()).struck;
  }

  async #values<T>(path: string): Promise<T[]> {
    return (await this.#graph.get(path).json<{ value: T[] }>()).value;
  }
}

/** Hello-style credentials among a user's methods. */
export async function helloMethods(administrator: Administrator, user: string) {
  const methods = await administrator.methods(user);
  return methods.filter((method) => method['@odata.type'].includes('windowsHelloForBusiness'));
}
