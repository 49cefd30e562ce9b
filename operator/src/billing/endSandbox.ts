import { SANDBOXES } from '@appfactory/kube/resources';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { deleteFound } from '../objects/write.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { billingOf } from './billing.ts';
import { tellSandbox } from './sandboxMeter.ts';

/** Deletes a sandbox. What it has run is told first: once it is gone, a crash would lose that. */
export async function endSandbox(deps: OperatorDeps, sandbox: Sandbox): Promise<void> {
  const billing = billingOf(deps);
  if (billing) await tellSandbox(deps, billing.teller, sandbox);
  await deleteFound(deps.client, SANDBOXES, sandbox.metadata, { uid: sandbox.metadata.uid });
}
