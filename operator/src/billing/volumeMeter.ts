import { Controller, type Result } from '@appfactory/kube/controller';
import type { PersistentVolumeClaim } from '@appfactory/kube/core';
import type { Key } from '@appfactory/kube/object';
import { parseQuantity } from '@appfactory/kube/quantity';
import { LABEL_RELEASE } from '@appfactory/resources/release';
import type { OperatorDeps } from '../runtime/deps.ts';
import { volumeSource } from './sources.ts';
import { untilNextHour, volumeEntries } from './spans.ts';
import type { Teller } from './teller.ts';

const MEBIBYTE = 2 ** 20;

/** Tells the ledger the size of released apps' volumes, hour by hour, also of those that stay when their app is gone. */
export function createVolumeMeter({ caches, log, registry }: OperatorDeps, teller: Teller): Controller {
  async function reconcile(key: Key): Promise<Result | undefined> {
    const volume = caches.persistentVolumeClaims.get(key);
    if (!volume || volume.metadata.deletionTimestamp) return undefined;
    const now = new Date();
    const measured = volumeSource(volume);
    const since = new Date(volume.metadata.creationTimestamp ?? now);
    const size = Math.ceil(parseQuantity(volume.spec.resources?.requests?.storage ?? '0') / MEBIBYTE);
    await teller.advance(measured.source, since, (from) => volumeEntries(measured, { from, until: now }, size));
    return { requeueAfter: untilNextHour(now) };
  }

  return new Controller({ name: 'volume-meter', log, registry, workers: 2, reconcile }).for(
    caches.persistentVolumeClaims,
    { added: isOfRelease, updated: () => false, deleted: () => false },
  );
}

function isOfRelease({ metadata }: PersistentVolumeClaim): boolean {
  return metadata.labels?.[LABEL_RELEASE] !== undefined;
}
