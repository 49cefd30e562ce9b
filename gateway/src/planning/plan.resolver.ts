import {
  appBuildSpecSchema,
  type EntitySpec,
  entitySchema,
  type Question,
  type RoleSpec,
  roleSchema,
} from '@appfactory/resources/appBuild';
import { Inject } from '@nestjs/common';
import { Field, Float, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { nameFrom } from '../builds/buildName.ts';
import { plain } from '../builds/plain.ts';
import { QuestionType, SpecInput } from '../builds/specTypes.ts';
import { Arg } from '../graphql/arg.ts';
import { Kube } from '../graphql/context.ts';
import { Failed, type Failure, failedOf, invalid, orFailure, resultType } from '../graphql/failure.ts';
import { outputType } from '../graphql/zodTypes.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Expected, expectedOf } from './expected.ts';
import { Planner } from './planner.ts';

const EntityType = outputType(entitySchema, 'Entity');
const RoleType = outputType(roleSchema, 'Role');

@ObjectType({ description: 'A feature in the order that it would be built.' })
export class PlannedFeature {
  @Field(() => String)
  id!: string;

  @Field(() => String)
  title!: string;

  @Field(() => [String], { description: 'Entities that it brings.' })
  entities!: string[];

  @Field(() => [String], { description: 'Ids of features that must be there first.' })
  dependsOn!: string[];

  @Field(() => String, { description: 'The words that it serves.' })
  serves!: string;

  @Field(() => [String], { description: 'Names of its acceptance checks.' })
  checks!: string[];
}

@ObjectType({ description: 'Where an entity of the plan comes from.' })
export class EntityOrigin {
  @Field(() => String)
  entity!: string;

  @Field(() => String, { description: 'prompt, spec, document, archetype, lexicon or default.' })
  from!: string;

  @Field(() => String, { nullable: true, description: 'Words of the prompt.' })
  text?: string;

  @Field(() => Float, { description: 'How sure it is, from 0 to 1.' })
  confidence!: number;
}

@ObjectType({ description: 'What is understood of a prompt, and what would be built. Nothing is kept of it.' })
export class AppPlan {
  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String)
  template!: string;

  @Field(() => [String], { description: 'Kinds of app.' })
  kinds!: string[];

  @Field(() => String, { nullable: true, description: 'Language of the prompt.' })
  language?: string;

  @Field(() => [EntityType])
  entities!: EntitySpec[];

  @Field(() => [EntityOrigin])
  origins!: EntityOrigin[];

  @Field(() => [RoleType])
  roles!: RoleSpec[];

  @Field(() => [PlannedFeature])
  features!: PlannedFeature[];

  @Field(() => [String], { description: 'What was assumed, and why.' })
  assumptions!: string[];

  @Field(() => [String], { description: 'What the prompt asks for and would not be built.' })
  notBuilt!: string[];

  @Field(() => [QuestionType], { description: 'What would change the plan most.' })
  questions!: Question[];

  @Field(() => Int, { description: 'How many acceptance checks there are.' })
  checks!: number;

  @Field(() => String, { description: 'An AppBuild that states all of it, to keep in Git; YAML.' })
  manifest!: string;
}

const PlanResult = resultType('PlanResult', () => AppPlan);

@Resolver(() => AppPlan)
export class PlanResolver {
  @Inject(Planner) readonly planner!: Planner;

  @Query(() => PlanResult, { description: 'What would be built of a prompt or a spec; for trying before creating.' })
  plan(
    @Arg('prompt', () => String, { nullable: true }) prompt?: string | null,
    @Arg('spec', () => SpecInput, { nullable: true }) spec?: object | null,
    @Arg('name', () => String, { nullable: true }) name?: string | null,
  ): Promise<AppPlan | Failure> {
    return orFailure(async () => {
      const given = { ...(plain(spec ?? {}) as object), ...(typeof prompt === 'string' ? { prompt } : {}) };
      const parsed = appBuildSpecSchema.safeParse(given);
      if (!parsed.success) throw invalid(parsed.error, spec ? 'spec' : '');
      const text = parsed.data.prompt ?? '';
      if (text.includes('\0')) throw new Failed('INVALID', 'A prompt has no zero characters.', 'prompt');
      const { plan, manifest, origins, language } = await this.planner.plan(name ?? nameFrom(text), parsed.data);
      const entities = plan.entities.map((entity) => entitySchema.parse(entity));
      return Object.assign(new AppPlan(), {
        ...{ title: plan.app.title, description: plan.app.description, template: plan.template, language },
        kinds: plan.kinds ?? ['app'],
        entities,
        origins,
        roles: plan.roles ?? [],
        features: plan.features.map((feature) => ({ ...feature, checks: feature.checks.map((check) => check.name) })),
        assumptions: plan.assumptions,
        notBuilt: plan.notBuilt,
        questions: plan.questions ?? [],
        checks: plan.features.reduce((sum, feature) => sum + feature.checks.length, 0),
        manifest,
      });
    });
  }

  @ResolveField(() => Expected, { description: 'How long it takes, by the builds that you may see.' })
  async expected(@Kube() kube: PersonKube, @Parent() { features }: AppPlan): Promise<Expected> {
    // Who may list no builds, and who asks while Kubernetes is away, gets the rough figure.
    const earlier = await kube.builds.list().catch((error: unknown) => {
      if (failedOf(error)) return [];
      throw error;
    });
    return expectedOf(features.length, earlier);
  }
}
