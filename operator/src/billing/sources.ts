import type { LedgerEntry } from '@appfactory/billing/ledger';
import type { UsageSource } from '@appfactory/events/usage';
import type { PersistentVolumeClaim } from '@appfactory/kube/core';
import { controllerOf } from '@appfactory/kube/ownership';
import type { AppBuild } from '@appfactory/resources/appBuild';
import { LABEL_APPBUILD } from '@appfactory/resources/meta';
import type { Sandbox } from '@appfactory/resources/sandbox';
import { LABEL_BUILD_UID } from '../appbuild/names.ts';

/** What entries of one source have in common. */
export type Origin = Pick<LedgerEntry, 'tenant' | 'build' | 'uid' | 'generation' | 'feature'>;

export interface Measured {
  source: UsageSource;
  origin: Origin;
}

/** A sandbox, which is its build's while it is owned by one. */
export function sandboxSource(sandbox: Sandbox, of: Pick<Origin, 'generation' | 'feature'>): Measured {
  const { namespace: tenant = '', uid } = sandbox.metadata;
  const owner = controllerOf(sandbox);
  const build: Partial<Origin> = owner?.kind === 'AppBuild' ? { build: owner.name, uid: owner.uid, ...of } : {};
  return { source: { tenant, build: build.build, source: `sandbox_${uid}` }, origin: { tenant, ...build } };
}

/** The volume of a released app; it is of no one generation. */
export function volumeSource(volume: PersistentVolumeClaim): Measured {
  const { namespace: tenant = '', uid, labels = {} } = volume.metadata;
  const build = labels[LABEL_APPBUILD];
  return {
    source: { tenant, build, source: `volume_${uid}` },
    origin: { tenant, build, uid: labels[LABEL_BUILD_UID] },
  };
}

/** One generation of a build that an agent begins. It has one entry and no more. */
export function generationSource({ metadata }: AppBuild, generation: number): Measured {
  const { namespace: tenant = '', name: build, uid } = metadata;
  return {
    source: { tenant, build, source: `build_${uid}-${generation}` },
    origin: { tenant, build, uid, generation },
  };
}
