import { Cache } from '@appfactory/kube/cache';
import type { KubeClient } from '@appfactory/kube/client';
import type { Log } from '@appfactory/kube/log';
import { APP_BUILDS, APP_TEMPLATES, RELEASES } from '@appfactory/kube/resources';
import type { AppBuild } from '@appfactory/resources/appBuild';
import type { AppTemplate } from '@appfactory/resources/appTemplate';
import type { Release } from '@appfactory/resources/release';

/** What the gateway keeps at hand of the record, as its own identity sees it. */
export interface Caches {
  builds: Cache<AppBuild>;
  templates: Cache<AppTemplate>;
  releases: Cache<Release>;
}

export function createCaches(client: KubeClient, log: Log): Caches {
  return {
    builds: new Cache({ client, log, type: APP_BUILDS }),
    templates: new Cache({ client, log, type: APP_TEMPLATES }),
    releases: new Cache({ client, log, type: RELEASES }),
  };
}

/** Fills the caches until the signal aborts. */
export async function runCaches({ builds, templates, releases }: Caches, signal: AbortSignal): Promise<void> {
  await Promise.all([builds.run(signal), templates.run(signal), releases.run(signal)]);
}

/** The kinds that are not here yet. */
export function notSynced({ builds, templates, releases }: Caches): string[] {
  return [builds, templates, releases].filter((cache) => !cache.isSynced).map((cache) => cache.type.plural);
}
