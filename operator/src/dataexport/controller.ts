import { Controller, type Result, specChanged } from '@appfactory/kube/controller';
import { keyOf } from '@appfactory/kube/object';
import { type DataExport, LABEL_DATA_EXPORT } from '@appfactory/resources/dataExport';
import type { OperatorDeps } from '../runtime/deps.ts';
import { addFinalizer, finalize, perform, writeStatus } from './apply.ts';
import { decide } from './decide.ts';
import { gather } from './gather.ts';

const FINALIZE_AGAIN_MS = 1000;
/** The longest that a timer is set for. */
const LONGEST_WAIT_MS = 3_600_000;

/** DataExport -> a Job that packs a release's data, their archive in a bucket of its own, and the end of both. */
export function createDataExportController(deps: OperatorDeps): Controller {
  const { caches, log, registry } = deps;
  const keysOf = (exports: DataExport[]) => exports.map(({ metadata }) => keyOf(metadata));
  const ofRelease = (namespace: string | undefined, release: string) =>
    keysOf(caches.dataExports.list(namespace).filter(({ spec }) => spec.release === release));

  async function reconcile(key: string): Promise<Result | undefined> {
    const known = caches.dataExports.get(key);
    if (!known) return undefined;
    if (known.metadata.deletionTimestamp) {
      return (await finalize(deps, known)) ? undefined : { requeueAfter: FINALIZE_AGAIN_MS };
    }
    const wanted = await addFinalizer(deps, known);
    const { actions, status, again } = decide(await gather(deps, wanted, new Date()));
    const saved = await writeStatus(deps, wanted, status);
    if (saved !== wanted) {
      caches.dataExports.learn(saved);
      tell(deps, wanted, status);
    }
    for (const action of actions) await perform(deps, saved, action);
    return again === undefined ? undefined : { requeueAfter: Math.min(again, LONGEST_WAIT_MS) };
  }

  return (
    new Controller({ name: 'dataexport', log, registry, workers: 2, reconcile })
      .for(caches.dataExports, specChanged)
      // A later one of the same release takes the place of those before.
      .watches(caches.dataExports, ({ metadata, spec }) => ofRelease(metadata.namespace, spec.release), {
        updated: () => false,
      })
      .watches(caches.jobs, ({ metadata: { namespace, labels } }) => {
        const name = labels?.[LABEL_DATA_EXPORT];
        return name ? [keyOf({ name, namespace })] : [];
      })
      .watches(caches.releases, ({ metadata }) => ofRelease(metadata.namespace, metadata.name), {
        updated: (now, old) => now.metadata.deletionTimestamp !== old.metadata.deletionTimestamp,
      })
      .reads(caches.persistentVolumeClaims)
      .reads(caches.secrets)
      .reads(caches.pods)
  );
}

function tell(
  { recorder }: OperatorDeps,
  wanted: DataExport,
  { phase, conditions }: DataExport['status'] & object,
): void {
  if (phase === wanted.status?.phase || (phase !== 'Ready' && phase !== 'Failed')) return;
  const packed = conditions?.find(({ type }) => type === 'Packed');
  if (!packed) return;
  const type = phase === 'Failed' ? 'Warning' : 'Normal';
  recorder.record(wanted, { type, reason: packed.reason, action: 'Pack', note: packed.message });
}
