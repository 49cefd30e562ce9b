import { randomBytes } from 'node:crypto';
import { isAlreadyExists, isNotFound } from '@appfactory/kube/errors';
import { APP_BUILDS } from '@appfactory/kube/resources';
import { type Again, type AppBuild, appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { ANNOTATION_TRACEPARENT, API_VERSION } from '@appfactory/resources/meta';
import { traceHeaders } from '@appfactory/tracing/tracing';
import { Failed, invalid } from '../graphql/failure.ts';
import type { Caches } from '../kube/caches.ts';
import { noNamespace, type PersonKube } from '../kube/personKube.ts';
import { may } from '../tenants/access.ts';
import { checkName, checkNamespace, nameFrom } from './buildName.ts';
import { plain } from './plain.ts';

export interface NewBuild {
  namespace: string;
  name?: string;
  prompt?: string;
  spec?: unknown;
}

export interface BuildChange {
  namespace: string;
  name: string;
  /** Fields to set; null takes one away; what is left out stays. */
  spec: unknown;
  version?: string;
}

export interface GoingBack {
  mode: Again['mode'];
  /** Id of a feature. */
  feature: string;
  version?: string;
}

export interface BuildRefInput {
  namespace: string;
  name: string;
}

/** A name that was made up is tried with these many endings. */
const ENDINGS = 5;
const MANAGER = 'gateway';

/** What people do with AppBuilds. Every method throws Failed or ApiError for what is expected to go wrong. */
export class BuildChanges {
  readonly #caches: Pick<Caches, 'builds'>;

  constructor(caches: Pick<Caches, 'builds'>) {
    this.#caches = caches;
  }

  async create(kube: PersonKube, { namespace, name, prompt, spec: given }: NewBuild): Promise<AppBuild> {
    checkNamespace(namespace);
    const stated = plain(given ?? {}) as Record<string, unknown>;
    if (prompt !== undefined && stated.prompt !== undefined && stated.prompt !== prompt) {
      throw new Failed('INVALID', 'There are two prompts: give prompt or spec.prompt.', 'prompt');
    }
    const spec = { ...withoutNulls(stated), ...(prompt === undefined ? {} : { prompt }) };
    const parsed = appBuildSpecSchema.safeParse(spec);
    if (!parsed.success) throw invalid(parsed.error, prompt === undefined ? 'spec' : '');
    const { title, prompt: said = '', entities = [], sources = [] } = parsed.data;
    if (said.trim() === '' && entities.length === 0 && sources.length === 0) {
      throw new Failed('INVALID', 'Say what to build: give a prompt, or entities, or sources.', 'prompt');
    }
    if (name !== undefined) return this.#create(kube, namespace, checkName(name), spec);
    const base = nameFrom(title ?? (said || entities[0]?.name || 'app'));
    for (let tries = 0; ; tries++) {
      const ending = tries === 0 ? '' : `-${randomBytes(3).toString('hex')}`;
      try {
        return await this.#create(kube, namespace, base + ending, spec);
      } catch (error) {
        if (!isAlreadyExists(error) || tries >= ENDINGS) throw error;
      }
    }
  }

  /** A merge patch of the spec, so that what others state stays theirs. */
  async change(kube: PersonKube, { namespace, name, spec: given, version }: BuildChange): Promise<AppBuild> {
    const spec = plain(given) as Record<string, unknown>;
    const parsed = changedSpecSchema.safeParse(withoutNulls(spec));
    if (!parsed.success) throw invalid(parsed.error, 'spec');
    // Whoever changes a build that was cancelled wants it built.
    return this.#patch(kube, { namespace, name }, { cancelled: null, ...spec }, version);
  }

  /** Stops the work on a build; it goes on where it was, also when it was cancelled. */
  setPaused(kube: PersonKube, ref: BuildRefInput, paused: boolean): Promise<AppBuild> {
    return this.#patch(kube, ref, paused ? { paused } : { paused, cancelled: null });
  }

  /** Ends the work on a build. What is committed stays, and what is served. */
  async cancel(kube: PersonKube, ref: BuildRefInput): Promise<AppBuild> {
    const { metadata, spec, status } = await this.#find(kube, ref);
    const isOver = status?.phase === 'Ready' || status?.phase === 'Failed';
    if (isOver && !spec.cancelled && status.observedGeneration === metadata.generation) {
      await checkMayChange(kube, ref);
      throw new Failed('INVALID', `Nobody works on this build, so there is nothing to cancel: it is ${status.phase}.`);
    }
    return this.#patch(kube, ref, { cancelled: true });
  }

  /** Serves an earlier artifact, or (null) the newest one again. */
  async rollBack(kube: PersonKube, ref: BuildRefInput, digest: string | null): Promise<AppBuild> {
    const build = await this.#find(kube, ref);
    const known = build.status?.artifacts ?? [];
    if (digest !== null && !known.some((artifact) => artifact.digest === digest)) {
      throw new Failed('INVALID', 'This build has no artifact of this digest: status.artifacts shows them.', 'digest');
    }
    return this.#patch(kube, ref, { release: { artifact: digest } });
  }

  /**
   * Goes back in the history of an app: writes a feature and what came after it again, or makes the app what it was after a
   * feature. What was paused or cancelled goes on with it.
   */
  async goBack(kube: PersonKube, ref: BuildRefInput, { mode, feature, version }: GoingBack): Promise<AppBuild> {
    const { status } = await this.#find(kube, ref);
    const features = status?.plan?.features ?? [];
    const known = mode === 'RollBack' ? features.filter(({ commit }) => commit) : features;
    if (!known.some(({ id }) => id === feature)) {
      await checkMayChange(kube, ref);
      const which = mode === 'RollBack' ? 'no commit of such a feature' : 'no such feature';
      const names = known.map(({ id }) => id).join(', ') || 'none yet';
      throw new Failed('INVALID', `This build has ${which}. Name one that it has: ${names}.`, 'feature');
    }
    // A name of its own: the same thing can be asked for again.
    const again = { mode, feature, request: randomBytes(6).toString('hex') };
    const spec = { again, paused: false, cancelled: null };
    // An older version that somebody serves instead would hide what they go back to.
    return this.#patch(kube, ref, mode === 'RollBack' ? { ...spec, release: { artifact: null } } : spec, version);
  }

  /** Deletes the build with everything that hangs on it. @param id of the build that is meant, when given. */
  async delete(kube: PersonKube, ref: BuildRefInput, id?: string): Promise<void> {
    const gone = !(await kube.in(checked(ref).namespace).delete(APP_BUILDS, checked(ref), { uid: id }));
    if (gone) throw notFound(ref);
  }

  async #create(kube: PersonKube, namespace: string, name: string, spec: object): Promise<AppBuild> {
    const client = kube.in(namespace);
    const build = await client
      .create(
        APP_BUILDS,
        { apiVersion: API_VERSION, kind: 'AppBuild', metadata: { namespace, name, ...traceMetadata() }, spec },
        MANAGER,
      )
      .catch((error: unknown) => {
        // The API server says so of the namespace.
        if (isNotFound(error)) throw noNamespace(namespace);
        throw error;
      });
    this.#caches.builds.learn(structuredClone(build));
    return kube.show(build);
  }

  async #patch(kube: PersonKube, ref: BuildRefInput, spec: object, resourceVersion?: string): Promise<AppBuild> {
    const client = kube.in(checked(ref).namespace);
    const build = await client
      .mergePatch(
        APP_BUILDS,
        checked(ref),
        { spec, metadata: traceMetadata() },
        { fieldManager: MANAGER, resourceVersion },
      )
      .catch((error: unknown) => {
        if (isNotFound(error)) throw notFound(ref);
        throw error;
      });
    this.#caches.builds.learn(structuredClone(build));
    return kube.show(build);
  }

  async #find(kube: PersonKube, ref: BuildRefInput): Promise<AppBuild> {
    const build = await kube.builds.find(checked(ref));
    if (!build) throw notFound(ref);
    return build;
  }
}

/** What goes on with this spec is a part of the trace of the request. */
function traceMetadata(): { annotations?: Record<string, string> } {
  const { traceparent } = traceHeaders();
  return traceparent ? { annotations: { [ANNOTATION_TRACEPARENT]: traceparent } } : {};
}

/** A spec of which only what changes is given: nothing in it is required, and nothing filled in. */
const changedSpecSchema = appBuildSpecSchema.partial();

function checked({ namespace, name }: BuildRefInput): BuildRefInput {
  return { namespace: checkNamespace(namespace), name: checkName(name) };
}

/** Whoever may not change a build hears that first, whatever else is wrong. */
async function checkMayChange(kube: PersonKube, { namespace, name }: BuildRefInput): Promise<void> {
  if (await may({ kube }, namespace, { verb: 'patch', resource: 'appbuilds', name })) return;
  throw new Failed('FORBIDDEN', `You may not change the build "${name}".`);
}

export function notFound({ namespace, name }: BuildRefInput): Failed {
  return new Failed('NOT_FOUND', `There is no build "${name}" in namespace "${namespace}".`, 'name');
}

/** What is left when everything that a merge patch takes away is gone. */
function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      if (part === null) return [];
      const isObject = typeof part === 'object' && !Array.isArray(part);
      return [[key, isObject ? withoutNulls(part as Record<string, unknown>) : part]];
    }),
  );
}
