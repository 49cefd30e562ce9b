import {
  type Release as ReleaseResource,
  type ReleaseSpec,
  type ReleaseStatus,
  releaseSpecSchema,
  releaseStatusSchema,
} from '@appfactory/resources/release';
import { Field, ID, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Build } from '../builds/build.ts';
import { checkNamespace } from '../builds/buildName.ts';
import '../builds/specTypes.ts';
import { Arg } from '../graphql/arg.ts';
import { Kube } from '../graphql/context.ts';
import { outputType } from '../graphql/zodTypes.ts';
import type { PersonKube } from '../kube/personKube.ts';

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

  @ResolveField(() => Release, { nullable: true, description: 'The deployment of the build.' })
  async release(@Kube() kube: PersonKube, @Parent() { namespace, status }: Build): Promise<Release | null> {
    const name = status.release?.name;
    const release = name === undefined ? undefined : await kube.releases.find({ namespace, name });
    return release ? toRelease(release) : null;
  }
}

function toRelease({ metadata, spec, status = {} }: ReleaseResource): Release {
  const { uid: id = '', namespace = 'default', name, creationTimestamp } = metadata;
  return { id, namespace, name, createdAt: new Date(creationTimestamp ?? 0), address: status.url, spec, status };
}
