import { applyBuild, type Ref } from '@appfactory/e2e/testing/builds';
import { eventually } from '@appfactory/e2e/testing/eventually';
import type { Platform } from '@appfactory/e2e/testing/platform';
import { APP_BUILDS, PODS } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { LABEL_APPBUILD } from '@appfactory/resources/meta';

/** A todo list: one entity, everything else the app's own. */
const TODO = {
  title: 'Todo',
  entities: [
    {
      name: 'Task',
      fields: [
        { name: 'title', type: 'string', required: true },
        { name: 'dueOn', type: 'date' },
        { name: 'done', type: 'boolean' },
      ],
    },
  ],
  sandbox: { keepMinutes: 0 },
  release: { target: 'none' },
};

export function applyTodo({ client }: Platform, ref: Ref, spec: object = {}): Promise<AppBuild> {
  return applyBuild(client, ref, { ...TODO, ...spec });
}

/** Deletes a build and waits until nothing of it runs, so that it is not in the next one's way. */
export async function removeBuild({ client }: Platform, ref: Ref): Promise<void> {
  await client.delete(APP_BUILDS, ref);
  const { namespace, name } = ref;
  await eventually(`nothing of ${namespace}/${name} runs`, async () => {
    const { items } = await client.list(PODS, { namespace, labelSelector: `${LABEL_APPBUILD}=${name}` });
    return !(await client.find(APP_BUILDS, ref)) && items.length === 0;
  });
}
