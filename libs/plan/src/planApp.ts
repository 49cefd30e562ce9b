import { type AppBuildSpec, appBuildSpecSchema, type EntitySpec, type RoleSpec } from '@appfactory/resources/appBuild';
import { letReferencesBeRead, stepsOf } from './access.ts';
import { isFile } from './built.ts';
import { readable } from './discovery/text/tokens.ts';
import { refuseContradictions } from './expansion/contradictions.ts';
import { clean } from './expansion/expand.ts';
import { expandSpec } from './expansion/expandSpec.ts';
import { honour } from './expansion/honour.ts';
import { planFeatures } from './features.ts';
import { hashOf } from './hash.ts';
import { planKinds } from './kinds/kinds.ts';
import type { PlannedLanding } from './kinds/landing/landing.ts';
import { brandIn, callIn } from './kinds/landing/planLanding.ts';
import { limited } from './limited.ts';
import { shortLabel } from './messages.ts';
import { normaliseEntities } from './normalise.ts';
import { breakRequiredCycles } from './order.ts';
import type { Plan, PlannedEntity, PlannedRole } from './plan.ts';
import { PlanError } from './planError.ts';
import { lowerLabel, sentenceCase } from './words.ts';

export { PlanError } from './planError.ts';

const DEFAULT_TEMPLATE = 'nextjs-shadcn-fullstack';

export interface PlanInput {
  /** Name and namespace of the AppBuild. */
  name: string;
  namespace: string;
  /** Generation of the spec; the plan of two generations with the same spec is the same. */
  generation: number;
  spec: AppBuildSpec;
}

/**
 * Expands a spec into a plan. Pure: the same spec gives the same plan, byte for byte.
 * @throws PlanError where the spec cannot be built
 */
export function planApp({ name, spec: given }: PlanInput): Plan {
  const spec = complete(given);
  const prompt = spec.prompt?.trim() ?? '';
  const pinned = spec.entities ?? [];
  if (prompt === '' && pinned.length === 0 && !spec.sources?.length) {
    throw new PlanError('spec', 'there is nothing to build: give a prompt, or entities, or both');
  }
  refuseContradictions(spec);
  const { documents, stated, expansion } = expandSpec(spec);
  const honoured = honour(expansion);
  const assumptions: string[] = [];
  if (spec.template === undefined) {
    assumptions.push(`Template ${DEFAULT_TEMPLATE}: the only one that keeps rows and signs people in.`);
  }
  const open = expansion.roles.filter((role) => role.signUp === 'open');
  if (open.length > 0) {
    const names = open.map((role) => role.label ?? sentenceCase(role.name)).join(' or ');
    assumptions.push(`Whoever signs up is ${names}; an owner gives the other roles.`);
  } else if (spec.access.signUp === 'approval') assumptions.push('Whoever signs up waits until an owner lets them in.');
  assumptions.push(...documents.assumptions, ...expansion.assumptions);
  assumptions.push(
    'What a later spec leaves out is hidden, not deleted: its values stay in the database. A renamed field counts as left out and added.',
    ...honoured.assumptions,
  );

  // Steps that nobody stated, nor who takes them, must not keep anybody from putting a state right.
  const isFree = ({ name, states }: EntitySpec) =>
    states?.free ??
    (!stated.has(name) && !expansion.stepped?.has(name) && !states?.transitions.some((step) => step.roles?.length));
  const entities = normaliseEntities(honoured.entities, (text) => assumptions.push(text), isFree);
  const free = entities.filter((entity) => stepsOf(entity)?.free).map((entity) => lowerLabel(entity.plural));
  if (free.length > 0)
    assumptions.push(
      `Beside its buttons, the state may be chosen in the form of ${free.join(', ')}: state the steps to allow those only.`,
    );
  breakRequiredCycles(entities, (entity, field) =>
    assumptions.push(
      `“${field.label}” of ${lowerLabel(entity.label)} is optional: required both ways, no first row could ever be made.`,
    ),
  );
  letReferencesBeRead(entities, (text) => assumptions.push(text));
  const isPublic = expansion.kinds.some((kind) => kind === 'landing' || kind === 'blog' || kind === 'shop');
  const title =
    expansion.title ||
    (isPublic && (brandIn(prompt, expansion) ?? callIn(name, prompt, expansion))) ||
    sentenceCase(name);
  const app: Plan['app'] = {
    name,
    title,
    description: describe(
      prompt,
      entities.map((entity) => entity.plural),
    ),
    signUp: spec.access.signUp,
    ...(expansion.accent === undefined ? {} : { accent: expansion.accent.toLowerCase() }),
  };
  const template = spec.template ?? DEFAULT_TEMPLATE;
  const sides = planKinds({ app, expansion, prompt, entities });
  const { kinds, roles, capabilities, questions } = expansion;
  const plan: Omit<Plan, 'hash'> = {
    version: 1,
    app,
    template,
    // What is as it was before there were kinds and roles keeps the hash that it had.
    ...(kinds.length === 1 && kinds[0] === 'app' ? {} : { kinds }),
    ...(roles.length === 0 ? {} : { roles: roles.map(plannedRole) }),
    ...(capabilities.length === 0 ? {} : { capabilities }),
    entities,
    ...sides,
    features: planFeatures({
      kinds: sides,
      app,
      ...(roles.length === 0 ? {} : { roles: roles.map(plannedRole) }),
      template,
      entities,
      order: spec.order,
      serves: (entity) =>
        entity.description ??
        (stated.has(entity.name)
          ? `spec.entities: ${entity.name}.`
          : `“${expansion.serves.get(entity.name) ?? shortLabel(clean(prompt), 160)}”`),
    }),
    assumptions: limited(assumptions),
    notBuilt: limited([
      ...expansion.notBuilt,
      ...honoured.notBuilt,
      ...documents.notBuilt,
      ...filesNotAsked(entities, sides.landing),
    ]),
    ...(questions.length === 0 ? {} : { questions }),
  };
  return { ...plan, hash: hashOf(plan) };
}

/** The files that a form of a public page would ask for: whoever has no account could fill the disk with them. */
function filesNotAsked(entities: PlannedEntity[], landing: PlannedLanding | undefined): string[] {
  return (landing?.forms ?? []).flatMap((form) => {
    const entity = entities.find(({ name }) => name === form.entity);
    const files = entity?.fields.filter(isFile).map(({ label }) => `“${label}”`) ?? [];
    if (!entity || files.length === 0) return [];
    return [
      `Visitors cannot send files: ${files.join(', ')} of ${lowerLabel(entity.plural)} is added by whoever is signed in.`,
    ];
  });
}

function plannedRole(role: RoleSpec): PlannedRole {
  const label = role.label ?? sentenceCase(role.name);
  return { ...role, label, description: role.description ?? label };
}

/** Fills in what the API server's defaults would. */
function complete(given: AppBuildSpec): AppBuildSpec {
  const parsed = appBuildSpecSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  throw new PlanError(`spec${path}`, issue?.message ?? 'this spec is not of the kind that an AppBuild has');
}

/** Signs that sentences have. What has others is markup, a command or a program, and none of an app's words. */
const PROSE = /^(?:[\p{L}\p{M}\p{N}\s.,:;!?'"’‘“”„‚«»()&%+/#€£–—-]|\$(?=\d))*$/u;
const COMMAND =
  /&&|--|\(\)|\b(?:ignore|disregard|forget|ignoriere|vergiss)\b.*\b(?:above|previous|prior|instructions?|prompt|obige\w*|vorherige\w*|anweisung\w*)\b/iu;

/** One sentence for the app's sign-in page and metadata. */
function describe(prompt: string, plurals: string[]): string {
  const first =
    readable(prompt)
      .trim()
      .split(/(?<=[.!?])\s|\n/)
      .map(clean)[0] ?? '';
  if (first.length <= 160 && /\p{L}/u.test(first) && PROSE.test(first) && !COMMAND.test(first)) return first;
  return shortLabel(`Keeps ${plurals.map(lowerLabel).join(', ')}.`, 160);
}
