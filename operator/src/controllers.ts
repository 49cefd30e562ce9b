import { NAMESPACES } from '@appfactory/kube/resources';
import { createAppBuildController } from './appbuild/controller.ts';
import { billingOf } from './billing/billing.ts';
import { createMonthController } from './billing/monthController.ts';
import { createSandboxMeter } from './billing/sandboxMeter.ts';
import { createVolumeMeter } from './billing/volumeMeter.ts';
import { createDataExportController } from './dataexport/controller.ts';
import { createReleaseController } from './release/controller.ts';
import { createRetentionController } from './retention/controller.ts';
import type { OperatorDeps } from './runtime/deps.ts';
import type { Cloud } from './sandbox/cloud.ts';
import { createSandboxController } from './sandbox/controller.ts';
import { createE2bCloud } from './sandbox/e2bCloud.ts';
import { Sweeper } from './sandbox/sweeper.ts';
import { createSandboxPoolController } from './sandboxpool/controller.ts';
import { createTenantController } from './tenant/controller.ts';

/** What the operator runs while it leads: a Controller, or a loop of another kind. */
export interface Runnable {
  /** @param signal stops taking work. @param finish gives up what is in hand. */
  run(signal: AbortSignal, finish: AbortSignal): Promise<void>;
}

/** One controller per kind. None knows another: they meet in the objects only. */
export async function createControllers(deps: OperatorDeps): Promise<Runnable[]> {
  const cloud = await connectCloud(deps);
  return [
    createAppBuildController(deps),
    createReleaseController(deps),
    createDataExportController(deps),
    createSandboxController(deps, cloud),
    createSandboxPoolController(deps),
    createTenantController(deps),
    new Sweeper(deps, cloud),
    ...historyOf(deps),
    ...metersOf(deps),
  ];
}

/** What runs and what is kept, told to the ledgers; and what they hold, for those who keep limits. */
function metersOf(deps: OperatorDeps): Runnable[] {
  const billing = billingOf(deps);
  if (!billing) return [];
  const { teller, feed } = billing;
  return [
    createSandboxMeter(deps, teller),
    createVolumeMeter(deps, teller),
    createMonthController(deps, billing),
    feed,
  ];
}

/** Without NATS there is no history to be cut. */
function historyOf(deps: OperatorDeps): Runnable[] {
  return deps.config.natsUrl ? [createRetentionController(deps)] : [];
}

async function connectCloud({ client, config }: OperatorDeps): Promise<Cloud | undefined> {
  if (!config.e2b) return undefined;
  // The uid of the platform's namespace tells this cluster from others that use the same account.
  const { metadata } = await client.get(NAMESPACES, { name: config.leaseNamespace });
  return createE2bCloud({ ...config.e2b, cluster: metadata.uid ?? '' });
}
