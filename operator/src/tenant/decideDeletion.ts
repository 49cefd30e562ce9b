import { ANNOTATION_CONFIRM, type TenantStatus } from '@appfactory/resources/tenant';
import type { Judgement } from '../objects/judgement.ts';
import { conditionsOf } from './conditions.ts';
import { namespaceOf } from './names.ts';
import type { Contents, DeletionAction, ObservedDeletion } from './observed.ts';

export interface DeletionDecision {
  actions: DeletionAction[];
  status: TenantStatus;
}

/**
 * How far the deletion of a tenant may go. Nothing is taken away before its name was typed; then apps go by the rules of
 * their own kinds, and a volume that is to be kept keeps the namespace. Pure.
 */
export function decideDeletion({ tenant, namespace, contents }: ObservedDeletion, now: Date): DeletionDecision {
  const { name, generation = 1, annotations } = tenant.metadata;
  const answer = (actions: DeletionAction[], judgement: Omit<Judgement, 'status'>): DeletionDecision => ({
    actions,
    status: {
      ...tenant.status,
      observedGeneration: generation,
      conditions: conditionsOf({}, { status: 'False', ...judgement }, tenant.status?.conditions ?? [], generation, now),
    },
  });
  if (namespace.state === 'absent' || namespace.state === 'foreign') {
    return answer([{ do: 'removeFinalizer' }], { reason: 'Deleting', message: 'Nothing of it is left' });
  }
  if (namespace.state === 'terminating') {
    return answer([], { reason: 'Deleting', message: `The namespace ${namespaceOf(tenant)} is being deleted` });
  }
  if (annotations?.[ANNOTATION_CONFIRM] !== name) {
    return answer([], {
      reason: 'DeletionNotConfirmed',
      message: `${whatGoes(tenant.metadata.name, contents)} Nothing happens until its name is typed: kubectl annotate tenant ${name} ${ANNOTATION_CONFIRM}=${name}`,
      terminal: true,
    });
  }
  const { builds, releases, sandboxes, members, volumes } = contents;
  const actions: DeletionAction[] = [];
  if (builds.length > 0) actions.push({ do: 'deleteBuilds' });
  // Those of builds go with them, by the build's own data policy.
  else if (releases.length > 0) actions.push({ do: 'deleteReleases' });
  if (sandboxes.length > 0) actions.push({ do: 'deleteSandboxes' });
  if (members.length > 0) actions.push({ do: 'deleteMembers' });
  if (actions.length === 0) {
    // One that goes anyway is no reason to keep the namespace.
    const isKept = volumes.some(({ kept }) => kept);
    actions.push(isKept ? { do: 'releaseNamespace' } : { do: 'deleteNamespace' });
  }
  return answer(actions, { reason: 'Deleting', message: whatGoes(name, contents) });
}

const MOST_NAMES = 10;

function whatGoes(name: string, { builds, releases, sandboxes, members, volumes }: Contents): string {
  const parts = [
    listed('build', builds),
    listed('released app', releases),
    listed('sandbox', sandboxes, 'es'),
    listed('member', members),
    listed('volume', namesOf(volumes, false)),
  ].filter(Boolean);
  const kept = namesOf(volumes, true);
  const stays = kept.length > 0 ? ` Kept, with the namespace: ${listed('volume', kept)}.` : '';
  return `Deleting the tenant "${name}" takes away ${parts.length > 0 ? parts.join('; ') : 'its namespace, which is empty'}.${stays}`;
}

function namesOf(volumes: Contents['volumes'], kept: boolean): string[] {
  return volumes.filter((volume) => volume.kept === kept).map(({ name }) => name);
}

function listed(word: string, names: string[], plural = 's'): string {
  if (names.length === 0) return '';
  const shown = names.toSorted().slice(0, MOST_NAMES).join(', ');
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${names.length} ${word}${names.length === 1 ? '' : plural} (${shown}${more})`;
}
