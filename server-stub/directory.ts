import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import { writeCheckpoint } from './audit/checkpoints.ts';
import { registerAuditRoutes } from './audit/routes.ts';
import { Chaos } from './chaos/chaos.ts';
import { installChaos } from './chaos/install.ts';
import { registerChaosRoutes } from './chaos/routes.ts';
import { OWN_PAGES, type PagesOptions } from './console/serve/pages.ts';
import { registerPages } from './console/serve/serve.ts';
import type { DirectoryContext } from './context.ts';
import { registerCredentialRoutes } from './credentials/routes.ts';
import { registerDeviceRoutes } from './devices/routes.ts';
import { checkOptions, type Directory, type DirectoryOptions, urlOf } from './directory-options.ts';
import { registerGraphRoutes } from './graph/routes.ts';
import { createApp, type ServerPair } from './http/app.ts';
import { type Lifecycle, registerHealthRoutes } from './http/health.ts';
import { logFailure } from './http/log-failure.ts';
import { collectRoutes } from './openapi/collect-routes.ts';
import { registerOpenapiRoute } from './openapi/routes.ts';
import { createContext, prepare } from './prepare.ts';
import { noteBranding } from './provisioning/profile.ts';
import { registerProvisioningRoutes } from './provisioning/routes.ts';
import { readFiles } from './read-files.ts';
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
function installRoutes(
  context: DirectoryContext,
  pair: ServerPair,
  { chaos, pages }: { readonly chaos: Chaos | undefined; readonly pages: PagesOptions },
) {
  const { app, finish } = createApp(context, pair);
  const routes = collectRoutes(app);
  const lifecycle: Lifecycle = { provider: false, stopping: false };
  if (chaos) installChaos(app, context, chaos);
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
  app.register((scope) => registerHealthRoutes(scope, context, lifecycle));
  app.register((scope) => registerOpenapiRoute(scope, context, routes));
  if (chaos) app.register((scope) => registerChaosRoutes(scope, context, chaos));
  app.register((scope) => registerPages(scope, pages));
  app.register(async () => finish());
  const publish = (ready: Provider): void => {
    made = ready;
    lifecycle.provider = true;
  };
  return { app, parts, lifecycle, publish };
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

interface Running {
  readonly app: FastifyInstance;
  readonly context: DirectoryContext;
  readonly lifecycle: Lifecycle;
  readonly drainMs: number;
}

/** Ends in this order: not ready any more, no new requests, those under way, the store. */
function closeOnce({ app, context, lifecycle, drainMs }: Running): () => Promise<void> {
  const stopSweeping = startSweeping(context);
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    lifecycle.stopping = true;
    await pause(drainMs);
    await app.close();
    await stopSweeping();
    try {
      await writeCheckpoint(context);
    } catch (thrown) {
      logFailure(context.log, 'no audit checkpoint at the end', thrown);
    }
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
 * @throws StartProblem `port_in_use`, `data_in_use`, `data_not_writable`, `seed_invalid`, `chaos_invalid`,
 *   `option_invalid`, `name_not_bindable`
 */
export async function createDirectory(options: DirectoryOptions): Promise<Directory> {
  checkOptions(options);
  const machineClock = options.clock ?? { now: () => Date.now() };
  const files = readFiles(options);
  const chaos = files.chaos && new Chaos(files.chaos, machineClock);
  const clock = chaos?.clock ?? machineClock;
  const prepared = await prepare(options, files, clock);
  const { store, admin, tenant, demo } = prepared;
  try {
    const { context, listensAt } = createContext(options, clock, prepared, chaos);
    const certificate = await ensureServerCertificate({
      dataDir: options.dataDir,
      names: [new URL(urlOf(options, 443)).hostname],
      // Not the scenario's: a wrong clock is to be noticed by its time, and not by a certificate from the future.
      now: machineClock.now(),
    });
    const { app, parts, lifecycle, publish } = installRoutes(context, certificate, {
      chaos,
      pages: options.pages ?? OWN_PAGES,
    });
    listensAt(urlOf(options, await listen(app, options.host ?? 'localhost', options.port ?? 0)));
    publish(createProvider(parts, prepared.key, admin.clientSecret));
    // There is one from the start, and one after a crash.
    await writeCheckpoint(context);
    await noteBranding(context);
    return {
      url: context.urls.root,
      caFile: certificate.caFile,
      tenantId: tenant.id,
      adminFile: admin.file,
      admin: { clientId: admin.clientId, clientSecret: admin.clientSecret },
      demo,
      chaos,
      context,
      close: closeOnce({ app, context, lifecycle, drainMs: options.drainMs ?? 0 }),
    };
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}
