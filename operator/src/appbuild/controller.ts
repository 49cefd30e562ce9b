import { Controller, type Predicate, specChanged } from '@appfactory/kube/controller';
import { isConflict, isNotFound } from '@appfactory/kube/errors';
import { type Key, keyOf } from '@appfactory/kube/object';
import type { AppBuild, AppBuildStatus } from '@appfactory/resources/appBuild';
import { ANNOTATION_TRACEPARENT, LABEL_APPBUILD } from '@appfactory/resources/meta';
import { inSpan } from '@appfactory/tracing/tracing';
import { billingOf } from '../billing/billing.ts';
import { cleanUp, withCleanUp } from '../objects/cleanUp.ts';
import { bounded } from '../progress/bound.ts';
import { eventsConnection } from '../progress/connection.ts';
import { ProgressFeed } from '../progress/feed.ts';
import type { OperatorDeps } from '../runtime/deps.ts';
import { NameTaken, perform, previewAddress, writeStatus } from './apply.ts';
import { conditionsOf, type Judgements, judgeReady, phaseOf, REASON_WAITING_FOR_CAPACITY } from './conditions.ts';
import { decide } from './decide.ts';
import { addFinalizer, finalize } from './finalize.ts';
import { type GatherOptions, gather, isEnded } from './gather.ts';
import { accountOf, limitChanged, waitsForLedger } from './limits.ts';
import { NoRoom } from './startStop.ts';
import { turns } from './turns.ts';

/** Shortest time between two writes of one build's progress. */
const PROGRESS_EVERY_MS = 300;
/** Events before a build's first status, or with a clock that is behind, must not be missed. */
const CLOCK_SLACK_MS = 5 * 60_000;
const FINALIZE_AGAIN_MS = 1000;

/** Makes AppBuilds come true: gather what is, decide what that means, apply what follows. */
export function createAppBuildController(deps: OperatorDeps): Controller {
  const { caches, log } = deps;
  const billing = billingOf(deps);
  /** When and with which version each status was last written. */
  const written = new Map<Key, { at: number; version?: string }>();
  const feed = new ProgressFeed({
    connection: eventsConnection(deps),
    log,
    since: () => oldestUnfinished(deps),
    wake: (key) => controller.enqueue(key, (written.get(key)?.at ?? 0) + PROGRESS_EVERY_MS - Date.now()),
  });
  const options: GatherOptions = {
    caches,
    eventsSince: () => feed.liveSince,
    billing,
    slots: deps.config.maxActiveBuilds,
    previewURL: ({ spec, status }) => {
      const port = caches.appTemplates.get({ name: spec.template })?.spec.start.port ?? 3000;
      const router = deps.config.sandboxRouterUrl;
      return router && status?.sandboxID ? previewAddress(router, port, status.sandboxID) : undefined;
    },
  };

  async function reconcile(key: Key) {
    const known = caches.appBuilds.get(key);
    if (!known) {
      feed.forget(key);
      billing?.feed.forget(accountOf(key));
      written.delete(key);
      return undefined;
    }
    if (known.metadata.deletionTimestamp) {
      return (await finalize(deps, known)) ? undefined : { requeueAfter: FINALIZE_AGAIN_MS };
    }
    const build = await addFinalizer(deps, known);
    const seen = gather(build, feed.pending(key), new Date(), options);
    const decision = decide(seen);
    let { status } = decision;
    let failure: Error | undefined;
    try {
      for (const action of decision.actions) await traced(build, action.do, () => perform(deps, seen, action));
    } catch (error) {
      if (isConflict(error) || isNotFound(error) || error instanceof NoRoom) throw error;
      failure = error instanceof Error ? error : new Error(String(error));
      status = withFailure(seen.status, build, failure);
    }
    const left = await cleanUp(decision.cleanUp, (action) => perform(deps, seen, action));
    const { conditions } = build.status ?? {};
    status = bounded({
      ...status,
      conditions: withCleanUp(status.conditions, left, conditions, build.metadata.generation),
    });
    const saved = await writeStatus(deps, build, status);
    if (saved !== build) {
      written.set(key, { at: Date.now(), version: saved.metadata.resourceVersion });
      caches.appBuilds.learn(saved);
      for (const turn of turns(build.status, status)) deps.recorder.record(build, turn);
    }
    feed.settle(key, status.lastSequence ?? 0);
    // Nothing more is used by what has ended.
    if (isEnded({ ...build, status }) && !seen.sandbox) billing?.feed.forget(accountOf(key));
    else billing?.feed.settle(accountOf(key), status.usage?.sequence ?? 0);
    if (failure && !(failure instanceof NameTaken)) throw failure;
    if (left) throw left.error;
    return { requeueAfter: decision.requeueAfter };
  }

  const changed: Predicate<AppBuild> = {
    // Our own writes of the status wake nobody; somebody else's are put right.
    updated: (now, old) =>
      (specChanged.updated?.(now, old) ?? true) ||
      written.get(keyOf(now.metadata))?.version !== now.metadata.resourceVersion,
  };
  const controller = new Controller({ name: 'appbuild', log, registry: deps.registry, reconcile })
    .for(caches.appBuilds, changed)
    .owns(caches.sandboxes, 'AppBuild')
    .owns(caches.jobs, 'AppBuild')
    .owns(caches.releases, 'AppBuild')
    .owns(caches.configMaps, 'AppBuild')
    .watches(caches.pods, ({ metadata }) => {
      const name = metadata.labels?.[LABEL_APPBUILD];
      return name ? [keyOf({ name, namespace: metadata.namespace })] : [];
    })
    // A tenant's limit holds its builds up, and lets them go on; an agency's those of its clients.
    .watches(caches.tenants, ({ metadata }) => unfinishedOf(metadata.name), { updated: limitChanged })
    .watches(caches.appTemplates, () => keysOf(caches.appBuilds.list().filter(lacksTemplate)), {
      updated: never,
      deleted: never,
    })
    // Room that becomes free is for those who wait; those who hold it without need hear of the first who waits.
    .watches(caches.sandboxes, () => oldestWaiting(caches.appBuilds.list()), { added: never, updated: never })
    .watches(caches.appBuilds, () => oldestWaiting(caches.appBuilds.list()), {
      added: never,
      updated: (now, old) => wantsNothing(now) && !wantsNothing(old),
    })
    .watches(caches.appBuilds, () => keysOf(caches.appBuilds.list().filter(({ status }) => status?.sandbox)), {
      added: waitsForRoom,
      updated: (now, old) => waitsForRoom(now) && !waitsForRoom(old),
      deleted: never,
    })
    .reads(caches.secrets)
    .reads(caches.nodes)
    .reads(caches.persistentVolumeClaims);
  billing?.feed.onNews(({ tenant, build }) => {
    if (build === undefined) {
      for (const waiting of unfinishedOf(tenant).filter((key) => waitsForLedger(caches.appBuilds.get(key)))) {
        controller.enqueue(waiting);
      }
      return;
    }
    const key = keyOf({ namespace: tenant, name: build });
    controller.enqueue(key, (written.get(key)?.at ?? 0) + PROGRESS_EVERY_MS - Date.now());
  });

  function unfinishedOf(tenant: string): Key[] {
    const namespaces = [tenant, ...caches.tenants.byIndex('agency', tenant).map(({ metadata }) => metadata.name)];
    const builds = namespaces.flatMap((namespace) => caches.appBuilds.list(namespace));
    return keysOf(builds.filter((build) => !wantsNothing(build) || build.status?.phase === 'Paused'));
  }

  if (deps.config.natsUrl) {
    void Promise.all([caches.appBuilds.synced, caches.configMaps.synced]).then(() => feed.run(deps.signal));
  }
  return controller;
}

/** A part of the trace of whatever caused the build's spec. */
function traced(build: AppBuild, what: string, work: () => Promise<void>): Promise<void> {
  const { namespace, name, generation, annotations } = build.metadata;
  const attributes = { 'k8s.namespace.name': namespace, 'appfactory.build': name, 'appfactory.generation': generation };
  const parent = { traceparent: annotations?.[ANNOTATION_TRACEPARENT] };
  return inSpan(`AppBuild ${what}`, { attributes, parent }, work);
}

function keysOf(builds: AppBuild[]): Key[] {
  return builds.map(({ metadata }) => keyOf(metadata));
}

function waitsForRoom({ status }: AppBuild): boolean {
  return status?.conditions?.some(({ reason }) => reason === REASON_WAITING_FOR_CAPACITY) ?? false;
}

const never = () => false;

/** More than can be let in at once; the others look again by themselves. */
const MOST_WOKEN = 20;

function oldestWaiting(builds: AppBuild[]): Key[] {
  const age = ({ metadata }: AppBuild) => metadata.creationTimestamp ?? '';
  const waiting = builds.filter(waitsForRoom).sort((a, b) => (age(a) < age(b) ? -1 : 1));
  return keysOf(waiting.slice(0, MOST_WOKEN));
}

function wantsNothing({ metadata, status }: AppBuild): boolean {
  return metadata.deletionTimestamp !== undefined || ENDED.has(status?.phase ?? '');
}

const ENDED = new Set(['Ready', 'Failed', 'Paused', 'Cancelled']);

function lacksTemplate({ status }: AppBuild): boolean {
  return status?.conditions?.some(({ reason }) => reason === 'TemplateMissing') ?? false;
}

function oldestUnfinished({ caches }: OperatorDeps): Date {
  const times = caches.appBuilds
    .list()
    .filter((build) => !isEnded(build))
    .map(({ metadata, status }) => Date.parse(status?.times?.applied ?? metadata.creationTimestamp ?? ''))
    .filter((time) => !Number.isNaN(time));
  return new Date(Math.min(Date.now(), ...times) - CLOCK_SLACK_MS);
}

/** The status when an action failed: what was so stays said, and Ready says what could not be done. */
function withFailure(status: AppBuildStatus, build: AppBuild, error: Error): AppBuildStatus {
  const { message } = error;
  const terminal = error instanceof NameTaken;
  const failed = { status: 'False' as const, reason: terminal ? error.name : 'ActionFailed', message, terminal };
  const unknown = { status: 'Unknown' as const, reason: 'Waiting', message: 'Waits for what could not be done' };
  const before = status.conditions ?? [];
  const kept = (type: string) => {
    const old = before.find((condition) => condition.type === type && condition.status === 'True');
    return old ? { status: old.status, reason: old.reason, message: old.message } : unknown;
  };
  const steps: Judgements = {
    Planned: kept('Planned'),
    SandboxReady: kept('SandboxReady'),
    Built: kept('Built'),
    Verified: kept('Verified'),
    Released: kept('Released'),
  };
  const first =
    (Object.keys(steps) as (keyof Judgements)[]).find((type) => steps[type].status !== 'True') ?? 'Released';
  const all = { ...steps, [first]: failed };
  const conditions = conditionsOf(all, judgeReady(all), before, build.metadata.generation ?? 1, new Date());
  return {
    ...status,
    // Not the new generation's: nothing was decided about it that holds.
    observedGeneration: status.observedGeneration,
    phase: phaseOf(conditions),
    conditions,
    message: message.slice(0, 1024),
  };
}
