import type { KubeClient } from '@appfactory/kube/client';
import { APP_BUILDS, ROLE_BINDINGS, ROLES, SECRETS } from '@appfactory/kube/resources';
import { ownerReader, ownerSecret } from '@appfactory/operator/appbuild/ownerSecret';
import { untilAllowed } from './access.ts';

const GATEWAY = 'appfactory:gateway';

/** Makes the first owner of a built app as the operator does when its agent begins; the gateway may read it then. */
export async function makeFirstOwner(
  admin: KubeClient,
  ref: { namespace: string; name: string },
  password: string,
): Promise<void> {
  const build = await admin.get(APP_BUILDS, ref);
  const secret = ownerSecret(build);
  await admin.create(SECRETS, { ...secret, stringData: { ...secret.stringData, password } });
  const { role, roleBinding } = ownerReader(build, GATEWAY);
  await admin.create(ROLES, role);
  await admin.create(ROLE_BINDINGS, roleBinding);
  const { namespace } = ref;
  const { name } = secret.metadata;
  await untilAllowed(admin, GATEWAY, { group: '', resource: 'secrets', namespace, name });
}
