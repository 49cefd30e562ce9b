import { type AppBuildSpec, appBuildSpecSchema, type EntitySpec } from '@appfactory/resources/appBuild';
import { BUILT_VIEWS, isBuiltType, STAND_IN } from '../built.ts';
import { fieldKey } from '../expansion/expand.ts';
import { expandSpec } from '../expansion/expandSpec.ts';
import { brief, canonicalJson } from '../hash.ts';
import type { Plan } from '../plan.ts';
import { planApp } from '../planApp.ts';
import type { StatedApp } from './change.ts';

/** Everything that a spec comes to, and its plan. @throws PlanError where the spec cannot be built */
export function statedAppOf(name: string, spec: AppBuildSpec): { app: StatedApp; plan: Plan } {
  const plan = planApp({ name, namespace: 'default', generation: 1, spec });
  const { stated: pinned, expansion } = expandSpec(spec);
  const { roles, entities, accent, asked } = expansion;
  const planned = new Map(plan.entities.map((entity) => [entity.name, entity]));
  const app: StatedApp = {
    title: plan.app.title,
    ...(accent === undefined ? {} : { accent }),
    signUp: spec.access.signUp,
    roles,
    entities: entities
      .map((entity) => (pinned.has(entity.name) ? entity : withoutAssumed(entity, asked.fields)))
      .map((entity) => stated(entity, planned.get(entity.name)?.states?.free)),
  };
  return { app, plan };
}

/**
 * The spec that states all that this one, its prompt and its documents come to: planned, it gives the same app, whatever
 * else the words of its prompt could mean.
 * @throws PlanError where the spec cannot be built
 */
export function statedSpecOf(name: string, spec: AppBuildSpec): Partial<AppBuildSpec> {
  const { app } = statedAppOf(name, spec);
  const { kinds, discovery } = expandSpec(spec).expansion;
  const { sources, ...rest } = spec;
  const whole = appBuildSpecSchema.parse({
    ...rest,
    title: app.title,
    kinds,
    look: { ...spec.look, ...(app.accent === undefined ? {} : { accent: app.accent }) },
    roles: app.roles,
    entities: app.entities,
  });
  const kept = new Set(app.entities.map((entity) => entity.name));
  const more = [...expandSpec(whole).expansion.entities, ...(discovery?.entities ?? [])].map((entity) => entity.name);
  return { ...whole, omit: [...new Set([...(spec.omit ?? []), ...more])].filter((one) => !kept.has(one)) };
}

/** Without what nobody asked for and nothing builds: once stated, it would be missed. */
function withoutAssumed({ views, ...entity }: EntitySpec, asked: ReadonlySet<string>): EntitySpec {
  const built = views?.filter((view) => BUILT_VIEWS[view]);
  const fields = entity.fields.filter(
    ({ type, name }) => isBuiltType(type) || STAND_IN[type] !== undefined || asked.has(fieldKey(entity.name, name)),
  );
  return { ...entity, ...(built?.length ? { views: built } : {}), fields: fields.length > 0 ? fields : entity.fields };
}

/** Once they are stated, steps that were only assumed stay so. */
function stated({ states, ...entity }: EntitySpec, free: boolean | undefined): EntitySpec {
  return states ? { ...entity, states: { ...states, ...(free ? { free } : {}) } } : entity;
}

/** What a spec must state so that it comes to another app, as a merge patch. */
export function patchOf(spec: AppBuildSpec, before: StatedApp, after: StatedApp): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  if (after.title !== before.title) patch.title = after.title;
  if (after.accent !== before.accent) patch.look = { accent: after.accent ?? null };
  if (after.signUp !== before.signUp) patch.access = { signUp: after.signUp };
  const rolesChange = !same(before.roles, after.roles);
  const entitiesChange = !same(before.entities, after.entities);
  if (rolesChange || entitiesChange) {
    // Rights are for roles: both are stated, or neither.
    if (rolesChange || (after.roles.length > 0 && spec.roles === undefined)) patch.roles = after.roles;
    patch.entities = after.entities;
    const kept = new Set(after.entities.map(({ name }) => name));
    const omit = [
      ...(spec.omit ?? []).filter((name) => !kept.has(name)),
      ...before.entities.map(({ name }) => name).filter((name) => !kept.has(name)),
    ];
    if (!same(omit, spec.omit ?? [])) patch.omit = omit;
    const gone = new Set(omit);
    const order = spec.order?.filter((name) => !gone.has(name));
    if (order && order.length !== spec.order?.length) patch.order = order;
  }
  return patch;
}

/** Whether two parts of a spec say the same. */
export const same = (a: unknown, b: unknown) => canonicalJson(brief(a)) === canonicalJson(brief(b));
