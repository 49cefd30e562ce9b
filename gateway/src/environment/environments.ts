import { isForbidden } from '@appfactory/kube/errors';
import {
  ANNOTATION_PLAIN,
  LABEL_ENVIRONMENT_CHANGE,
  LONGEST_PLAIN,
  MOST_VARIABLES,
  variableNameSchema,
  variableValueSchema,
} from '@appfactory/resources/environment';
import type { Release } from '@appfactory/resources/release';
import { checkName, checkNamespace } from '../builds/buildName.ts';
import { Failed, invalid } from '../graphql/failure.ts';
import type { SecretText } from '../graphql/secretText.ts';
import { dropChange } from '../kube/dropChange.ts';
import { type Asker, may } from '../tenants/access.ts';

export interface NewVariable {
  name: string;
  value: SecretText;
  secret: boolean;
}

export interface EnvironmentChange {
  namespace: string;
  name: string;
  set: NewVariable[];
  remove: string[];
}

/** They may drop a change; what becomes of it is the operator's. */
export function mayChangeEnvironment({ kube }: Pick<Asker, 'kube'>, namespace: string): Promise<boolean> {
  return may({ kube }, namespace, { verb: 'create', resource: 'secrets', group: '' });
}

/**
 * Changes the environment variables of a released app, as the person.
 * @returns when it was dropped; the release says who set what, and when, as soon as it is in
 * @throws Failed or ApiError when nothing is changed
 */
export async function changeEnvironment(asker: Asker, change: EnvironmentChange): Promise<Date> {
  const { kube } = asker;
  const ref = { namespace: checkNamespace(change.namespace), name: checkName(change.name) };
  const release = await kube.releases.find(ref);
  if (!release) {
    throw new Failed('NOT_FOUND', `There is no released app "${ref.name}" in namespace "${ref.namespace}".`, 'name');
  }
  checkChange(change, release);
  const { set, remove } = change;
  try {
    return await dropChange(asker, {
      namespace: ref.namespace,
      label: LABEL_ENVIRONMENT_CHANGE,
      of: ref.name,
      set,
      remove,
      annotations: { [ANNOTATION_PLAIN]: set.flatMap(({ name, secret }) => (secret ? [] : [name])).join(',') },
    });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    throw new Failed(
      'FORBIDDEN',
      `Only members and owners of "${ref.namespace}" change what its apps are given.`,
      'namespace',
    );
  }
}

/** @throws Failed that names the field */
function checkChange({ set, remove }: EnvironmentChange, { status }: Release): void {
  if (set.length + remove.length === 0) throw new Failed('INVALID', 'Give a variable to set, or one to remove.', 'set');
  for (const [index, variable] of set.entries()) checkVariable(variable, `set[${index}]`);
  const named = [...set.map(({ name }) => name), ...remove];
  const twice = named.find((name, index) => named.indexOf(name) !== index);
  if (twice !== undefined) throw new Failed('INVALID', `"${twice}" is named twice: once is enough.`, 'set');
  const present = new Set(status?.environment?.variables.flatMap(({ name, ofTenant }) => (ofTenant ? [] : [name])));
  const unknown = remove.findIndex((name) => !present.has(name));
  if (unknown >= 0) {
    throw new Failed('INVALID', `The app has no variable "${remove[unknown]}" of its own.`, `remove[${unknown}]`);
  }
  const after = new Set([...present, ...set.map(({ name }) => name)]).size - remove.length;
  if (after > MOST_VARIABLES) {
    throw new Failed('INVALID', `An app has at most ${MOST_VARIABLES} variables: remove some first.`, 'set');
  }
}

function checkVariable({ name, value, secret }: NewVariable, field: string): void {
  const parsedName = variableNameSchema.safeParse(name);
  if (!parsedName.success) throw invalid(parsedName.error, `${field}.name`);
  const text = value.reveal();
  const parsedValue = variableValueSchema.safeParse(text);
  if (!parsedValue.success) throw invalid(parsedValue.error, `${field}.value`);
  if (!secret && text.length > LONGEST_PLAIN) {
    throw new Failed(
      'INVALID',
      `A value that everybody may see has at most ${LONGEST_PLAIN} characters: make it a secret.`,
      `${field}.value`,
    );
  }
}
