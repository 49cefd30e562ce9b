import {
  type Release as ReleaseResource,
  type ReleaseSpec,
  type ReleaseStatus,
  releaseSpecSchema,
  releaseStatusSchema,
} from '@appfactory/resources/release';
import { Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Build } from '../builds/build.ts';
import { checkName, checkNamespace } from '../builds/buildName.ts';
import '../builds/specTypes.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, type RequestContext } from '../graphql/context.ts';
import { Failed } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import { outputType } from '../graphql/zodTypes.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { instancesOf, logOf, ReleaseInstance } from './instances.ts';

const SpecType = outputType(releaseSpecSchema, 'ReleaseSpec');
const StatusType = outputType(releaseStatusSchema, 'ReleaseStatus');

@ObjectType({ description: 'One verified artifact on one target.' })
export class Release {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  namespace!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'Where the app answers.' })
  address?: string;

  @Field(() => SpecType)
  spec!: ReleaseSpec;

  @Field(() => StatusType)
  status!: ReleaseStatus;
}

/** Lines of a log that one request gives. */
const MOST_LINES = 2_000;

@Resolver(() => Build)
export class ReleasesResolver {
  @Query(() => [Release], { description: 'What is deployed, the last first.' })
  async releases(
    @Kube() kube: PersonKube,
    @Arg('namespace', () => String, { nullable: true, description: 'Left out: all.' }) namespace?: string | null,
    @Arg('build', () => String, { nullable: true, description: 'Name of the AppBuild.' }) build?: string | null,
  ): Promise<Release[]> {
    if (namespace) checkNamespace(namespace);
    const releases = (await kube.releases.list(namespace ?? undefined)).map(toRelease);
    return releases
      .filter(({ spec }) => !build || spec.appBuild === build)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  }

  @Query(() => Release, { name: 'release', nullable: true, description: 'One release; null when you see none.' })
  async one(
    @Kube() kube: PersonKube,
    @Arg('name', () => String) name: string,
    @Arg('namespace', () => String, { defaultValue: 'default' }) namespace = 'default',
  ): Promise<Release | null> {
    const release = await kube.releases.find({ namespace: checkNamespace(namespace), name: checkName(name) });
    return release ? toRelease(release) : null;
  }

  @ResolveField(() => Release, { nullable: true, description: 'The deployment of the build.' })
  async release(@Kube() kube: PersonKube, @Parent() { namespace, status }: Build): Promise<Release | null> {
    const name = status.release?.name;
    const release = name === undefined ? undefined : await kube.releases.find({ namespace, name });
    return release ? toRelease(release) : null;
  }
}

@Resolver(() => Release)
export class ReleaseInstancesResolver {
  @ResolveField(() => [ReleaseInstance], {
    nullable: true,
    description: 'What runs where; null when Kubernetes does not let you see pods there.',
  })
  instances(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Parent() release: Release,
  ): Promise<ReleaseInstance[] | null> {
    // Each is a question to Kubernetes.
    spendRows(context, 200);
    return instancesOf(kube, release);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'The last lines that the app wrote, with their times; null when Kubernetes does not let you read logs there.',
  })
  log(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Parent() release: Release,
    @Arg('lines', () => Int, { defaultValue: 200 }) lines = 200,
  ): Promise<string | null> {
    spendRows(context, 1_000);
    if (lines < 1 || lines > MOST_LINES) {
      throw new Failed('INVALID', `lines is from 1 to ${MOST_LINES}; this is ${lines}.`, 'lines');
    }
    return logOf(kube, release, lines);
  }
}

function toRelease({ metadata, spec, status = {} }: ReleaseResource): Release {
  const { uid: id = '', namespace = 'default', name, creationTimestamp } = metadata;
  return { id, namespace, name, createdAt: new Date(creationTimestamp ?? 0), address: status.url, spec, status };
}
