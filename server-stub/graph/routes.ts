import type { FastifyInstance } from 'fastify';
import type { DirectoryContext } from '../context.ts';
import { registerAuditLogRoutes } from './audit-logs.ts';
import { registerStrengthRoutes } from './authentication-strengths.ts';
import { registerBatchRoutes } from './batch.ts';
import { registerConditionalAccessRoutes } from './conditional-access.ts';
import { registerWhatIfRoutes } from './conditional-access-what-if.ts';
import { registerDeviceObjectRoutes } from './devices.ts';
import { registerGroupRoutes } from './groups.ts';
import { registerMethodRoutes } from './methods.ts';
import { registerPassPolicyRoutes } from './pass-policy.ts';
import { registerPassRoutes } from './passes.ts';
import { registerRoleRoutes } from './roles.ts';
import { registerSoftwareOathRoutes } from './software-oath.ts';
import { registerUserChangeRoutes } from './user-changes.ts';
import { registerUserRoutes } from './users.ts';

/** Everything under `/v1.0` and `/beta` but passkey provisioning, which belongs to `credentials/`. */
export async function registerGraphRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  await registerUserRoutes(app, context);
  await registerUserChangeRoutes(app, context);
  await registerGroupRoutes(app, context);
  await registerRoleRoutes(app, context);
  await registerMethodRoutes(app, context);
  await registerPassRoutes(app, context);
  await registerSoftwareOathRoutes(app, context);
  await registerPassPolicyRoutes(app, context);
  await registerDeviceObjectRoutes(app, context);
  await registerConditionalAccessRoutes(app, context);
  await registerStrengthRoutes(app, context);
  await registerWhatIfRoutes(app, context);
  await registerAuditLogRoutes(app, context);
  await registerBatchRoutes(app, context);
}
