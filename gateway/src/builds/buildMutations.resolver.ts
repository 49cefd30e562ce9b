import { Inject } from '@nestjs/common';
import { Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { Arg } from '../graphql/arg.ts';
import { Kube } from '../graphql/context.ts';
import { type Failure, orFailure, resultType } from '../graphql/failure.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Build, toBuild } from './build.ts';
import { BuildChanges, type GoingBack } from './changes.ts';
import { SpecInput } from './specTypes.ts';

@InputType({ description: 'What to build: a prompt, a spec, or both.' })
export class CreateBuildInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String, { nullable: true, description: 'Made from the title or the prompt when left out.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The app in your own words.' })
  prompt?: string | null;

  @Field(() => SpecInput, { nullable: true })
  spec?: object | null;
}

@InputType({ description: 'A change of the spec. The next generation builds on the last commit.' })
export class ChangeBuildInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String)
  name!: string;

  @Field(() => SpecInput, { description: 'What is given is set, null takes away, what is left out stays.' })
  spec!: object;

  @Field(() => String, { nullable: true, description: 'The build’s version; it must not have changed since.' })
  version?: string | null;
}

@InputType()
export class BuildRefInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType({ description: 'A build that is being deleted, with its sandbox, its history and its release.' })
export class DeletedBuild {
  @Field(() => String)
  namespace!: string;

  @Field(() => String)
  name!: string;
}

const BuildResult = resultType('BuildResult', () => Build);

const DeleteBuildResult = resultType('DeleteBuildResult', () => DeletedBuild);

const VERSION = { nullable: true, description: 'The build’s version; it must not have changed since.' } as const;

@Resolver()
export class BuildMutationsResolver {
  @Inject(BuildChanges) readonly changes!: BuildChanges;

  @Mutation(() => BuildResult, { description: 'States an app; building it begins at once.' })
  createBuild(
    @Kube() kube: PersonKube,
    @Arg('input', () => CreateBuildInput) { namespace, name, prompt, spec }: CreateBuildInput,
  ): Promise<Build | Failure> {
    return orFailure(async () =>
      toBuild(
        await this.changes.create(kube, {
          namespace,
          name: name ?? undefined,
          prompt: prompt ?? undefined,
          spec: spec ?? undefined,
        }),
      ),
    );
  }

  @Mutation(() => BuildResult, { description: 'Changes what is to be built.' })
  changeBuild(
    @Kube() kube: PersonKube,
    @Arg('input', () => ChangeBuildInput) { version, ...change }: ChangeBuildInput,
  ): Promise<Build | Failure> {
    return orFailure(async () =>
      toBuild(await this.changes.change(kube, { ...change, version: version ?? undefined })),
    );
  }

  @Mutation(() => BuildResult, { description: 'Stops the work on a build.' })
  pauseBuild(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
  ): Promise<Build | Failure> {
    return orFailure(async () => toBuild(await this.changes.setPaused(kube, ref, true)));
  }

  @Mutation(() => BuildResult, { description: 'Goes on with a build that was paused or cancelled, where it was.' })
  resumeBuild(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
  ): Promise<Build | Failure> {
    return orFailure(async () => toBuild(await this.changes.setPaused(kube, ref, false)));
  }

  @Mutation(() => BuildResult, {
    description:
      'Ends the work on a build: its agent and its sandbox go, what is committed and what is served stays. It goes on with resumeBuild, or with any change of its spec.',
  })
  cancelBuild(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
  ): Promise<Build | Failure> {
    return orFailure(async () => toBuild(await this.changes.cancel(kube, ref)));
  }

  @Mutation(() => BuildResult, { description: 'Serves an earlier artifact of the build.' })
  rollBackBuild(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('digest', () => String, { nullable: true, description: 'null: the newest again.' }) digest?: string | null,
  ): Promise<Build | Failure> {
    return orFailure(async () => toBuild(await this.changes.rollBack(kube, ref, digest ?? null)));
  }

  @Mutation(() => BuildResult, {
    description:
      'Builds again from a feature on: it and what was built after it are written again, on the commit before it. A build that was paused or cancelled goes on with it.',
  })
  retryBuild(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('feature', () => String, { description: 'Id of a feature of the plan.' }) feature: string,
    @Arg('version', () => String, VERSION) version?: string | null,
  ): Promise<Build | Failure> {
    return this.#goBack(kube, ref, { mode: 'Retry', feature, version: version ?? undefined });
  }

  @Mutation(() => BuildResult, {
    description:
      'Makes the app what it was after a feature’s commit, as a new commit, and proves and releases it. The next change of the spec builds on from there.',
  })
  rollBackToFeature(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('feature', () => String, { description: 'Id of a feature that has a commit.' }) feature: string,
    @Arg('version', () => String, VERSION) version?: string | null,
  ): Promise<Build | Failure> {
    return this.#goBack(kube, ref, { mode: 'RollBack', feature, version: version ?? undefined });
  }

  #goBack(kube: PersonKube, ref: BuildRefInput, going: GoingBack): Promise<Build | Failure> {
    return orFailure(async () => toBuild(await this.changes.goBack(kube, ref, going)));
  }

  @Mutation(() => DeleteBuildResult, {
    description: 'Deletes a build with its release; spec.release.dataPolicy says whether its data stays.',
  })
  deleteBuild(
    @Kube() kube: PersonKube,
    @Arg('build', () => BuildRefInput) ref: BuildRefInput,
    @Arg('id', () => ID, {
      nullable: true,
      description: 'Of the build that is meant; another of its name is left alone.',
    })
    id?: string | null,
  ): Promise<DeletedBuild | Failure> {
    return orFailure(async () => {
      await this.changes.delete(kube, ref, id ?? undefined);
      return Object.assign(new DeletedBuild(), ref);
    });
  }
}
