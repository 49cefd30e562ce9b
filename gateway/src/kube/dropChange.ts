import { randomUUID } from 'node:crypto';
import { SECRETS } from '@appfactory/kube/resources';
import { ANNOTATION_REMOVED, ANNOTATION_SET_BY, CHANGE_TYPE } from '@appfactory/resources/environment';
import { nameOf } from '../accounts/person.ts';
import type { SecretText } from '../graphql/secretText.ts';
import type { Asker } from '../tenants/access.ts';

export interface Change {
  namespace: string;
  /** What is to be changed, and whose. */
  label: string;
  of: string;
  set: { name: string; value: SecretText }[];
  remove: string[];
  annotations?: Record<string, string>;
}

const MANAGER = 'gateway';

/**
 * Says, as the person, what is to be changed of what neither they nor the gateway may read: they may create a Secret of this type and
 * read none. The operator takes what it holds to where it belongs, and deletes it.
 * @returns when it was dropped
 * @throws ApiError when they may not
 */
export async function dropChange(asker: Asker, change: Change): Promise<Date> {
  const { namespace, label, of, set, remove, annotations } = change;
  const { metadata } = await asker.kube.in(namespace).create(
    SECRETS,
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `change-${randomUUID()}`,
        namespace,
        labels: { [label]: of },
        annotations: {
          ...annotations,
          [ANNOTATION_SET_BY]: setterIn(asker, namespace),
          [ANNOTATION_REMOVED]: remove.join(','),
        },
      },
      type: CHANGE_TYPE,
      stringData: Object.fromEntries(set.map(({ name, value }) => [name, value.reveal()])),
    },
    MANAGER,
  );
  return new Date(metadata.creationTimestamp ?? 0);
}

/** As Kubernetes knows them: NAME@TENANT for a member. */
function setterIn({ person, kube }: Asker, namespace: string): string {
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(kube.userIn(namespace));
  return account ? `${account[2]}@${account[1]}` : nameOf(person);
}
