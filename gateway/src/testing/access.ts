import type { KubeClient } from '@appfactory/kube/client';
import { type AccessQuestion, reviewAccess } from '@appfactory/kube/reviews';
import { eventually } from '@appfactory/operator/testing/eventually';
import { GROUP } from '@appfactory/resources/meta';

/**
 * Waits until the API server lets somebody do something: it knows of a Role and a RoleBinding a moment after it has stored them.
 * @param who a user, or a ServiceAccount
 * @param deed default: to get AppBuilds in the ServiceAccount's namespace
 */
export async function untilAllowed(
  admin: KubeClient,
  who: string | { namespace: string; name: string },
  deed: Partial<AccessQuestion['resource']> = {},
): Promise<void> {
  const user = typeof who === 'string' ? who : `system:serviceaccount:${who.namespace}:${who.name}`;
  const namespace = typeof who === 'string' ? undefined : who.namespace;
  const resource = { namespace, group: GROUP, resource: 'appbuilds', verb: 'get', ...deed };
  await eventually(`${user} may`, async () => (await reviewAccess(admin, { user, resource })).allowed);
}
