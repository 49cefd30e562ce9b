import { randomBytes } from 'node:crypto';
import { ApiError, isForbidden } from '@appfactory/kube/errors';
import { DATA_EXPORTS } from '@appfactory/kube/resources';
import { type DataExport, keepHoursSchema } from '@appfactory/resources/dataExport';
import { API_VERSION } from '@appfactory/resources/meta';
import { checkName, checkNamespace } from '../builds/buildName.ts';
import { Failed, invalid } from '../graphql/failure.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { may } from '../tenants/access.ts';

interface ReleaseRef {
  namespace: string;
  name: string;
}

export interface ExportRequest extends ReleaseRef {
  keepHours: number | undefined;
}

const MANAGER = 'gateway';
/** Names that Kubernetes may have for one. */
const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** They may ask for one, and so download it. */
export function mayExport(kube: PersonKube, namespace: string): Promise<boolean> {
  return may({ kube }, namespace, { verb: 'create', resource: 'dataexports' });
}

/** The last export of a release; undefined where there is none, or where Kubernetes does not let the person see any. */
export async function lastExport(kube: PersonKube, { namespace, name }: ReleaseRef): Promise<DataExport | undefined> {
  try {
    const { items } = await kube.in(namespace).list(DATA_EXPORTS, { namespace });
    const born = ({ metadata }: DataExport) => Date.parse(metadata.creationTimestamp ?? '') || 0;
    return items
      .filter(({ spec, metadata }) => spec.release === name && !metadata.deletionTimestamp)
      .sort((a, b) => born(b) - born(a) || (a.metadata.name < b.metadata.name ? 1 : -1))[0];
  } catch (error) {
    if (isForbidden(error) || (error instanceof Failed && error.code === 'FORBIDDEN')) return undefined;
    throw error;
  }
}

/**
 * Asks for the data of a released app, as the person. While they are being packed for somebody already, that one is given.
 * @throws Failed or ApiError when they may not, or there is no such app
 */
export async function askForExport(kube: PersonKube, { keepHours, ...input }: ExportRequest): Promise<DataExport> {
  const ref = { namespace: checkNamespace(input.namespace), name: checkName(input.name) };
  const hours = keepHoursSchema.optional().safeParse(keepHours);
  if (!hours.success) throw invalid(hours.error, 'keepHours');
  const release = await kube.releases.find(ref);
  if (!release) {
    throw new Failed('NOT_FOUND', `There is no released app "${ref.name}" in namespace "${ref.namespace}".`, 'name');
  }
  if (!(await mayExport(kube, ref.namespace))) throw notTheirs(ref.namespace);
  const last = await lastExport(kube, ref);
  const phase = last?.status?.phase ?? 'Pending';
  if (last && (phase === 'Pending' || phase === 'Packing')) return last;
  const wanted = {
    apiVersion: API_VERSION,
    kind: 'DataExport',
    metadata: { name: `${ref.name}-${randomBytes(4).toString('hex')}`, namespace: ref.namespace },
    // Left out, the API server says how long.
    spec: { release: ref.name, ...(hours.data !== undefined && { keepHours: hours.data }) },
  } as Omit<DataExport, 'status'>;
  return kube.in(ref.namespace).create(DATA_EXPORTS, wanted, MANAGER);
}

/**
 * Deletes an export with its archive, as the person; the packing of one that is under way ends.
 * @throws Failed or ApiError when they may not, or there is none of this name
 */
export async function deleteExport(kube: PersonKube, input: ReleaseRef): Promise<void> {
  const namespace = checkNamespace(input.namespace);
  const { name } = input;
  const isDeleted =
    NAME.test(name) &&
    (await kube
      .in(namespace)
      .delete(DATA_EXPORTS, { namespace, name })
      .catch((error: unknown) => {
        if (error instanceof ApiError && isForbidden(error)) throw notTheirs(namespace);
        throw error;
      }));
  if (!isDeleted) throw new Failed('NOT_FOUND', `There is no data export "${name}" in "${namespace}".`, 'name');
}

/** The export, when Kubernetes shows it to them, and its archive is there. */
export async function findReady(kube: PersonKube, ref: ReleaseRef): Promise<DataExport | undefined> {
  const found = await kube.in(checkNamespace(ref.namespace)).find(DATA_EXPORTS, ref);
  const { archive, expiresAt } = found?.status ?? {};
  if (!found || !archive || found.metadata.deletionTimestamp) return undefined;
  return expiresAt !== undefined && Date.parse(expiresAt) <= Date.now() ? undefined : found;
}

function notTheirs(namespace: string): Failed {
  return new Failed('FORBIDDEN', `Only members and owners of "${namespace}" take the data of its apps.`, 'namespace');
}
