import { type AppKind, BUILT_IN_ROLES } from '@appfactory/resources/appBuild';
import { BUILT_KINDS } from '../built.ts';
import type { Expansion } from '../expansion/expand.ts';
import type { Plan, PlannedEntity, PlannedFeature } from '../plan.ts';
import type { PlannedBlog } from './blog/blog.ts';
import { blogChecks } from './blog/blogChecks.ts';
import { planBlog } from './blog/planBlog.ts';
import { shapeBlog } from './blog/shapeBlog.ts';
import type { PlannedFigures } from './dashboard/figures.ts';
import { planFigures } from './dashboard/planFigures.ts';
import { shapeFigures } from './dashboard/shapeFigures.ts';
import type { PlannedLanding } from './landing/landing.ts';
import { landingChecks } from './landing/landingChecks.ts';
import { planLanding } from './landing/planLanding.ts';
import { shapeLanding } from './landing/shapeLanding.ts';
import { planShop } from './shop/planShop.ts';
import { shapeShop } from './shop/shapeShop.ts';
import type { PlannedShop } from './shop/shop.ts';
import { shopChecks } from './shop/shopChecks.ts';

/** What the kinds of an app have beside its rows. */
export interface PlannedKinds {
  landing?: PlannedLanding;
  blog?: PlannedBlog;
  shop?: PlannedShop;
  figures?: PlannedFigures;
}

const builds = (kinds: AppKind[], kind: AppKind) => BUILT_KINDS[kind] && kinds.includes(kind);

/**
 * What an expansion keeps once its kinds have their say.
 * @param stated names of the entities that the spec or a document states: no field of theirs changes
 */
export function shapeKinds(expansion: Expansion, prompt: string, stated: ReadonlySet<string>): Expansion {
  const landing = builds(expansion.kinds, 'landing') ? shapeLanding(expansion, prompt, stated) : expansion;
  const shop = builds(expansion.kinds, 'shop') ? shapeShop(landing, prompt, stated) : landing;
  const blog = builds(expansion.kinds, 'blog') ? shapeBlog(shop, stated) : shop;
  return withoutDangling(builds(expansion.kinds, 'dashboard') ? shapeFigures(blog, prompt, stated) : blog);
}

/** Takes out references to entities that a kind does not keep, and rights of roles that it does not have. */
function withoutDangling(shaped: Expansion): Expansion {
  const kept = new Set(shaped.entities.map(({ name }) => name));
  const roles = new Set<string>([...BUILT_IN_ROLES, ...shaped.roles.map(({ name }) => name)]);
  const entities = shaped.entities.map(({ permissions, ...entity }) => {
    const known = permissions?.filter(({ role }) => roles.has(role));
    return {
      ...entity,
      fields: entity.fields.filter(({ to }) => to === undefined || kept.has(to)),
      ...(known?.length ? { permissions: known } : {}),
    };
  });
  return { ...shaped, entities };
}

/** Plans the public sides of an app, and its figures. Marks the fields of `entities` that are written in a way of their own. */
export function planKinds(input: {
  app: Plan['app'];
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
}): PlannedKinds {
  const { kinds } = input.expansion;
  const blog = builds(kinds, 'blog') ? planBlog(input) : undefined;
  const shop = builds(kinds, 'shop') ? planShop(input) : undefined;
  const figures = builds(kinds, 'dashboard') ? planFigures(input) : undefined;
  return {
    ...(builds(kinds, 'landing') ? { landing: planLanding(input) } : {}),
    ...(blog ? { blog } : {}),
    ...(shop ? { shop } : {}),
    ...(figures ? { figures } : {}),
  };
}

interface FeatureInput extends PlannedKinds {
  app: Plan['app'];
  entities: PlannedEntity[];
  /** Id of the feature that brings an entity. */
  featureOf: Map<string, string>;
  hash: (kind: string, made: unknown) => string;
}

/** A feature for each public side, behind the features whose rows it shows. */
export function kindFeatures({ app, landing, blog, shop, entities, featureOf, hash }: FeatureInput): PlannedFeature[] {
  const used = (names: (string | undefined)[]) => entities.filter((entity) => names.includes(entity.name));
  const needs = (seen: PlannedEntity[]) => [
    ...new Set(['foundation', ...seen.flatMap((entity) => featureOf.get(entity.name) ?? [])]),
  ];
  const features: PlannedFeature[] = [];
  if (landing) {
    const seen = used([
      ...landing.sections.map(({ rows }) => rows?.entity),
      ...landing.forms.map(({ entity }) => entity),
    ]);
    features.push({
      id: 'landing',
      title: `Landing page: ${landing.headline}`.slice(0, 120),
      kind: 'landing',
      entities: [],
      dependsOn: needs(seen),
      serves: 'The page that everybody sees: what the prompt says of it.',
      hash: hash('landing', { app, landing, entities: seen, blog: blog !== undefined }),
      checks: landingChecks(landing, entities),
    });
  }
  if (blog) {
    const post = used([blog.post.entity]);
    const seen = used([
      blog.post.entity,
      blog.comment?.entity,
      ...post.flatMap((entity) => entity.fields.map((field) => field.to)),
    ]);
    features.push({
      id: 'blog',
      title: 'Public blog',
      kind: 'blog',
      entities: [],
      dependsOn: needs(seen),
      serves: 'The blog that everybody reads: what the prompt says of it.',
      hash: hash('blog', { app, blog, entities: seen, landing: landing !== undefined }),
      checks: blogChecks(blog, entities),
    });
  }
  if (shop) {
    const seen = used([
      shop.product.entity,
      shop.category?.entity,
      shop.variant?.entity,
      shop.order.entity,
      shop.line.entity,
    ]);
    features.push({
      id: 'shop',
      title: 'Public shop',
      kind: 'shop',
      entities: [],
      dependsOn: needs(seen),
      serves: 'The shop where everybody orders: what the prompt says of it.',
      hash: hash('shop', { app, shop, entities: seen, landing: landing !== undefined, blog: blog !== undefined }),
      checks: shopChecks(shop, entities),
    });
  }
  return features;
}
