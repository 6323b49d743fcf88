import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { writeCheckpoint } from './audit/checkpoints.ts';
import { registerAuditRoutes } from './audit/routes.ts';
import type { DirectoryContext } from './context.ts';
import { registerCredentialRoutes } from './credentials/routes.ts';
import { registerDeviceRoutes } from './devices/routes.ts';
import { checkOptions, type Directory, type DirectoryOptions, urlOf } from './directory-options.ts';
import { registerGraphRoutes } from './graph/routes.ts';
import { createApp, type ServerPair } from './http/app.ts';
import { createContext, prepare } from './prepare.ts';
import { registerProvisioningRoutes } from './provisioning/routes.ts';
import { installInteractions } from './sign-in/browser/interaction-routes.ts';
import { installChallenge } from './sign-in/challenge-routes.ts';
import { Lockout } from './sign-in/lockout.ts';
import { mountProvider } from './sign-in/mount-provider.ts';
import { createProvider } from './sign-in/provider.ts';
import { StartProblem } from './start-problem.ts';
import { startSweeping } from './sweeping.ts';
import { ensureServerCertificate } from './tls/server-certificate.ts';

export type { Directory, DirectoryOptions } from './directory-options.ts';

const INSTALLERS = [
  registerDeviceRoutes,
  registerCredentialRoutes,
  registerGraphRoutes,
  registerProvisioningRoutes,
  registerAuditRoutes,
];

/** Every route of the directory; `publish` hands over the provider once it can be made. */
function installRoutes(context: DirectoryContext, pair: ServerPair) {
  const { app, finish } = createApp(context, pair);
  let made: Provider | undefined;
  const provider = (): Provider => {
    if (!made) throw new TypeError('the directory does not listen yet');
    return made;
  };
  mountProvider(app, context, provider);
  const parts = { context, lockout: new Lockout(), provider };
  installChallenge(app, parts);
  installInteractions(app, parts);
  for (const install of INSTALLERS) app.register((scope) => install(scope, context));
  app.register(async () => finish());
  const publish = (ready: Provider): void => {
    made = ready;
  };
  return { app, parts, publish };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    // The name would bind two sockets; clients that find ::1 first go on to 127.0.0.1 by themselves.
    await app.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port });
  } catch (thrown) {
    await app.close();
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new StartProblem('port_in_use', `port ${port} is taken`, thrown);
    throw new StartProblem('name_not_bindable', `cannot listen on ${host}, port ${port}`, thrown);
  }
  return (app.server.address() as AddressInfo).port;
}

function closeOnce(app: FastifyInstance, context: DirectoryContext): () => Promise<void> {
  const stopSweeping = startSweeping(context);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await app.close();
    await stopSweeping();
    await writeCheckpoint(context);
    await context.store.close();
  };
  return () => {
    closed ??= close();
    return closed;
  };
}

/**
 * Starts a directory: HTTPS with its own CA, data in one file. Routes come first, then the port, then the OAuth provider,
 * because the port is part of the issuer.
 *
 * @throws StartProblem `port_in_use`, `data_in_use`, `data_not_writable`, `seed_invalid`, `option_invalid`,
 *   `name_not_bindable`
 */
export async function createDirectory(options: DirectoryOptions): Promise<Directory> {
  checkOptions(options);
  const clock = options.clock ?? { now: () => Date.now() };
  const prepared = await prepare(options, clock);
  const { store, admin, tenant, demo } = prepared;
  try {
    const { context, listensAt } = createContext(options, clock, prepared);
    const certificate = await ensureServerCertificate({
      dataDir: options.dataDir,
      names: [new URL(urlOf(options, 443)).hostname],
      now: clock.now(),
    });
    const { app, parts, publish } = installRoutes(context, certificate);
    listensAt(urlOf(options, await listen(app, options.host ?? 'localhost', options.port ?? 0)));
    publish(createProvider(parts, prepared.key, admin.clientSecret));
    return {
      url: context.urls.root,
      caFile: certificate.caFile,
      tenantId: tenant.id,
      adminFile: admin.file,
      admin: { clientId: admin.clientId, clientSecret: admin.clientSecret },
      demo,
      context,
      close: closeOnce(app, context),
    };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}
