import { managedLabels } from '@appfactory/kube/ownership';
import { type DataExport, LABEL_DATA_EXPORT } from '@appfactory/resources/dataExport';
import type { ObjectMeta } from '@appfactory/resources/meta';
import { LABEL_RELEASE } from '@appfactory/resources/release';

export const FINALIZER = 'appfactory.dev/data-export';

export const jobName = ({ metadata }: DataExport) => `${metadata.name}-data`;
export const storeSecretName = ({ metadata }: DataExport) => `${metadata.name}-data-nats`;

/** With the release's label, which lets its pods reach NATS, and makes a release that goes wait until none has its volume open. */
export function exportMeta({ metadata, spec }: DataExport, name: string): ObjectMeta {
  return {
    name,
    namespace: metadata.namespace,
    labels: managedLabels({ [LABEL_RELEASE]: spec.release, [LABEL_DATA_EXPORT]: metadata.name }),
  };
}
