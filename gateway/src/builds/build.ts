import type { AppBuild, AppBuildSpec, AppBuildStatus } from '@appfactory/resources/appBuild';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionType } from '../graphql/connection.ts';
import { Sequence } from '../graphql/sequence.ts';
import type { BuildIdentity } from '../history/stored.ts';
import { SpecType, StatusType } from './specTypes.ts';

@ObjectType({ description: 'Where what of a build answers.' })
export class Addresses {
  @Field(() => String, { nullable: true, description: 'The app as it is being built.' })
  preview?: string;

  @Field(() => String, { nullable: true, description: 'The released app.' })
  app?: string;
}

@ObjectType({ description: 'The last result of one acceptance check.' })
export class CheckResult {
  @Field(() => Int)
  generation!: number;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Id of the feature that it proves.' })
  feature!: string;

  @Field(() => String, {
    description: 'preview: while it is built. production: against the production server at the end.',
  })
  against!: string;

  @Field(() => String, { description: 'passed, failed or skipped.' })
  result!: string;

  @Field(() => String, { nullable: true, description: 'What was seen, or why it could not run.' })
  seen!: string | null;

  @Field(() => String, { nullable: true, description: 'Key of the screenshot in the build’s bucket.' })
  screenshot!: string | null;

  @Field(() => String, { nullable: true, description: 'Path of the screenshot: of what the check showed last.' })
  screenshotLink!: string | null;

  @Field(() => Date)
  at!: Date;
}

@ObjectType({ description: 'What one generation of a spec came to.' })
export class GenerationHistory {
  @Field(() => Int)
  generation!: number;

  @Field(() => Date)
  startedAt!: Date;

  @Field(() => Date)
  lastEventAt!: Date;

  @Field(() => Int, { description: 'How many events there are.' })
  events!: number;

  @Field(() => Int, { description: 'How often an agent began.' })
  attempts!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'running, verified, unverified, failed, or stopped: it was cancelled, or its spec changed, before it was done.',
  })
  outcome!: string | null;

  @Field(() => Sequence)
  lastSequence!: number;
}

@ObjectType({ description: 'An AppBuild: what to build, and how far it is.' })
export class Build {
  @Field(() => ID, { description: 'A second build of the same name has another.' })
  id!: string;

  @Field(() => String)
  namespace!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: 'Counts the changes of the spec.' })
  generation!: number;

  @Field(() => String, { description: 'Give it back with a change, to change nothing that you have not seen.' })
  version!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Boolean, { description: 'It is being deleted.' })
  deleting!: boolean;

  @Field(() => Boolean, { description: 'The present spec is built, verified and, where wanted, released.' })
  ready!: boolean;

  @Field(() => SpecType)
  spec!: AppBuildSpec;

  @Field(() => StatusType)
  status!: AppBuildStatus;

  @Field(() => Addresses)
  addresses!: Addresses;

  /** Not of the schema: for the fields that are read from the history. */
  identity!: BuildIdentity;
}

export const BuildConnection = connectionType(Build, 'Build');

export const BuildOrders = { NEWEST: 'NEWEST', OLDEST: 'OLDEST', NAME: 'NAME' } as const;
export type BuildOrder = keyof typeof BuildOrders;
registerEnumType(BuildOrders, { name: 'BuildOrder' });

export function toBuild({ metadata, spec, status = {} }: AppBuild): Build {
  const { name, namespace = 'default', uid = '', generation = 1 } = metadata;
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return Object.assign(new Build(), {
    id: uid,
    namespace,
    name,
    generation,
    version: metadata.resourceVersion ?? '',
    createdAt: new Date(metadata.creationTimestamp ?? 0),
    deleting: metadata.deletionTimestamp !== undefined,
    ready: ready?.status === 'True' && status.observedGeneration === generation,
    spec,
    status,
    addresses: { preview: status.sandbox?.previewURL, app: status.release?.url },
    identity: { namespace, name, uid },
  });
}
