import { isGuarded } from './access.ts';
import { accessChecks } from './accessChecks.ts';
import { BUILT_VIEWS } from './built.ts';
import { EntityChecks } from './entityChecks.ts';
import { inStatedOrder } from './featureOrder.ts';
import { hashOf } from './hash.ts';
import { figuresChecks } from './kinds/dashboard/figuresChecks.ts';
import { kindFeatures, type PlannedKinds } from './kinds/kinds.ts';
import { shortLabel } from './messages.ts';
import { groupByDependency, targetsOf } from './order.ts';
import type { Check, Plan, PlannedEntity, PlannedFeature, PlannedRole, Step } from './plan.ts';
import { viewChecks } from './views.ts';

/** Raised whenever the blueprint writes other code for the same plan: everything is written again then. */
export const BLUEPRINT_VERSION = '3';

type App = Plan['app'];

function foundationChecks(app: App): Check[] {
  const refused: Step[] =
    app.signUp === 'approval'
      ? [
          { do: 'at', path: '/sign-up/waiting' },
          { do: 'see', text: 'Waiting for approval', in: 'page' },
        ]
      : [{ do: 'at', path: '/sign-in' }];
  return [
    {
      name: 'Foundation: the owner signs in, and is in',
      as: 'owner',
      steps: [
        { do: 'open', path: '/dashboard' },
        { do: 'at', path: '/dashboard' },
        { do: 'see', text: app.title, in: 'page' },
      ],
    },
    {
      name: 'Foundation: a visitor is sent to the sign-in page, where a wrong password is refused',
      as: 'visitor',
      steps: [
        { do: 'open', path: '/dashboard' },
        { do: 'at', path: '/sign-in' },
        { do: 'fill', label: 'Email', value: 'nobody-{run}@example.com' },
        { do: 'fill', label: 'Password', value: 'not the password' },
        { do: 'click', role: 'button', name: 'Sign in' },
        { do: 'see', text: 'The e-mail or the password is not right.', in: 'page' },
        { do: 'at', path: '/sign-in' },
      ],
    },
    {
      name: 'Foundation: a stranger is refused',
      as: 'stranger',
      steps: [{ do: 'open', path: '/dashboard' }, ...refused],
    },
  ];
}

function dashboardChecks(entities: PlannedEntity[], checks: EntityChecks): Check[] {
  const newest =
    entities.find((entity) => entity.fields.some((field) => field.name === entity.labelField)) ?? entities[0];
  if (!newest) return [];
  const row = checks.row(newest, 'newest');
  return [
    {
      name: 'Dashboard: counts, and the newest rows',
      as: 'owner',
      steps: [
        ...row.steps,
        { do: 'see', text: row.label, in: 'main' },
        { do: 'open', path: '/dashboard' },
        ...entities.slice(0, 8).map((entity) => ({ do: 'see' as const, text: entity.plural, in: 'main' as const })),
        { do: 'see', text: row.label, in: 'main' },
      ],
    },
  ];
}

/** What an entity's code takes from the entities that it refers to. */
function seenOf(target: PlannedEntity) {
  const labelField = target.fields.find((field) => field.name === target.labelField);
  const { name, type, label, plural, variable, tableVariable, slug, table } = target;
  return { name, type, label, plural, variable, tableVariable, slug, table, labelField };
}

/** What of an entity its code is made from: a view that nothing builds is no reason to write it anew. */
function writtenOf({ views, ...entity }: PlannedEntity) {
  // Everything has a table.
  const built = views?.filter((view) => view !== 'table' && BUILT_VIEWS[view]);
  return built?.length ? { ...entity, views: built } : entity;
}

function idOf(group: PlannedEntity[]): string {
  const slugs = group.map((entity) => entity.slug).join('+');
  return slugs.length <= 70 ? `entity-${slugs}` : `entity-${slugs.slice(0, 50)}-${hashOf(slugs).slice(0, 8)}`;
}

/** Features in the order that they are built, each with its checks and the hash of what its code is made from. */
export function planFeatures(input: {
  app: App;
  /** Beside owner, member and visitor; absent: there are none. */
  roles?: PlannedRole[];
  template: string;
  entities: PlannedEntity[];
  serves: (entity: PlannedEntity) => string;
  kinds?: PlannedKinds;
  /** Names of entities and of features without entities that come first; see inStatedOrder. */
  order?: readonly string[];
}): PlannedFeature[] {
  const { app, roles, template, entities, serves, kinds, order = [] } = input;
  const guarded = isGuarded({ roles, entities });
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const checks = new EntityChecks(entities);
  const hash = (kind: string, made: unknown) => hashOf({ blueprint: BLUEPRINT_VERSION, template, kind, made });
  const groups = groupByDependency(entities);
  const featureOf = new Map(groups.flatMap((group) => group.map((entity) => [entity.name, idOf(group)])));

  const foundation: PlannedFeature = {
    id: 'foundation',
    title: `${app.title}: name, look, sign-in`,
    kind: 'foundation',
    entities: [],
    dependsOn: [],
    serves: 'spec.title, spec.look and spec.access',
    hash: hash('foundation', guarded ? { app, roles, guarded } : app),
    checks: foundationChecks(app),
  };
  const features = groups.map((group): PlannedFeature => {
    const id = idOf(group);
    const targets = group.flatMap(targetsOf).flatMap((name) => byName.get(name) ?? []);
    const needs = targets.flatMap((target) => featureOf.get(target.name) ?? []).filter((other) => other !== id);
    return {
      id,
      title: shortLabel(group.map((entity) => entity.plural).join(', '), 120),
      kind: 'entity',
      entities: group.map((entity) => entity.name),
      dependsOn: [...new Set(['foundation', ...needs])],
      serves: group.map(serves).join(' '),
      hash: hash('entity', { entities: group.map(writtenOf), targets: targets.map(seenOf) }),
      checks: group.flatMap((entity) => [
        ...checks.of(entity),
        ...viewChecks(entity, checks),
        ...(guarded ? accessChecks(entity, roles, checks) : []),
      ]),
    };
  });
  const publicSides = kinds ? kindFeatures({ ...kinds, app, entities, featureOf, hash }) : [];
  const figures = kinds?.figures;
  const dashboard: PlannedFeature = {
    id: 'dashboard',
    title: figures ? 'Dashboard: charts, import, export' : 'Dashboard',
    kind: 'dashboard',
    entities: [],
    dependsOn: ['foundation', ...features.map((feature) => feature.id)],
    serves: figures ? 'The figures that the prompt asks for.' : 'An overview of everything that the app keeps.',
    hash: hash('dashboard', figures ? { entities: entities.map(writtenOf), roles, figures } : entities.map(writtenOf)),
    checks: figures ? figuresChecks(figures, entities, roles) : dashboardChecks(entities, checks),
  };
  return withUniqueNames(inStatedOrder([foundation, ...features, ...publicSides, dashboard], order));
}

/** Numbers the checks that would have the name of an earlier one: two entities may have the same label. */
function withUniqueNames(features: PlannedFeature[]): PlannedFeature[] {
  const seen = new Map<string, number>();
  const nameOf = (check: Check) => {
    const count = (seen.get(check.name) ?? 0) + 1;
    seen.set(check.name, count);
    return count === 1 ? check.name : `${check.name} (${count})`;
  };
  return features.map((feature) => ({
    ...feature,
    checks: feature.checks.map((check) => ({ ...check, name: nameOf(check) })),
  }));
}
