import type { Controller } from '@appfactory/kube/controller';
import { createAppBuildController } from './appbuild/controller.ts';
import { createReleaseController } from './release/controller.ts';
import type { OperatorDeps } from './runtime/deps.ts';
import { createSandboxController } from './sandbox/controller.ts';
import { createSandboxPoolController } from './sandboxpool/controller.ts';

/** One controller per kind. None knows another: they meet in the objects only. */
export async function createControllers(deps: OperatorDeps): Promise<Controller[]> {
  return [
    createSandboxController(deps, undefined),
    createSandboxPoolController(deps),
    createAppBuildController(deps),
    createReleaseController(deps),
  ];
}
