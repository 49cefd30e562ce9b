import type { DataExport as DataExportResource } from '@appfactory/resources/dataExport';
import {
  Field,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
  registerEnumType,
} from '@nestjs/graphql';
import { Done, DoneResult } from '../accounts/accounts.resolver.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, Kube, type RequestContext } from '../graphql/context.ts';
import { type Failure, orFailure, resultType } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import type { PersonKube } from '../kube/personKube.ts';
import { Release } from '../releases/releases.resolver.ts';
import { askForExport, deleteExport, lastExport, mayExport } from './dataExports.ts';
import { downloadLink } from './links.ts';

const Phases = { Pending: 'Pending', Packing: 'Packing', Ready: 'Ready', Failed: 'Failed' } as const;
registerEnumType(Phases, { name: 'DataExportPhase' });

@ObjectType({
  description:
    'The data of a released app as one archive (tar.gz): its whole SQLite database and what people have uploaded.',
})
export class DataExport {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  namespace!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'Name of the release.' })
  release!: string;

  @Field(() => Phases)
  phase!: keyof typeof Phases;

  @Field(() => String, { description: 'For people: what is so, and what to do.' })
  message!: string;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Of the moment that the data are of.' })
  packedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When the archive is deleted.' })
  expiresAt!: Date | null;

  @Field(() => Float, { nullable: true, description: 'Bytes of the archive.' })
  size!: number | null;

  @Field(() => Float, { nullable: true, description: 'Bytes of the database; null where the app has none.' })
  databaseSize!: number | null;

  @Field(() => Float, { nullable: true, description: 'How many files people have uploaded.' })
  files!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A path: the archive, as whoever is signed in; no access token opens it. null until it is ready.',
  })
  download!: string | null;
}

@InputType()
export class ExportDataInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String, { description: 'Of the release.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Hours until the archive is deleted, from 1 to 168; 24 when left out.',
  })
  keepHours?: number | null;
}

@InputType()
export class DataExportRefInput {
  @Field(() => String, { defaultValue: 'default' })
  namespace!: string;

  @Field(() => String, { description: 'Of the DataExport.' })
  name!: string;
}

const ExportDataResult = resultType('ExportDataResult', () => DataExport);

@Resolver(() => Release)
export class DataExportsResolver {
  @ResolveField(() => Boolean, { description: 'You may take its data with you.' })
  mayExportData(@Kube() kube: PersonKube, @Parent() { namespace }: Release): Promise<boolean> {
    return mayExport(kube, namespace);
  }

  @ResolveField(() => DataExport, {
    nullable: true,
    description:
      'The last archive of its data that somebody has asked for; null without one, or when you may see none.',
  })
  async dataExport(
    @Ctx() context: RequestContext,
    @Kube() kube: PersonKube,
    @Parent() release: Release,
  ): Promise<DataExport | null> {
    // It is a question to Kubernetes.
    spendRows(context, 200);
    const last = await lastExport(kube, release);
    return last ? toDataExport(last) : null;
  }

  @Mutation(() => ExportDataResult, {
    description:
      'Packs the data of a released app, as they are now, while it runs. The archive of before is deleted. Ask for Release.dataExport until it is ready.',
  })
  exportData(
    @Kube() kube: PersonKube,
    @Arg('input', () => ExportDataInput) { namespace, name, keepHours }: ExportDataInput,
  ): Promise<DataExport | Failure> {
    return orFailure(async () =>
      toDataExport(await askForExport(kube, { namespace, name, keepHours: keepHours ?? undefined })),
    );
  }

  @Mutation(() => DoneResult, {
    description:
      'Deletes the archive of an app’s data for good, whoever has asked for it. While the data are being packed, that ends. The app keeps its data.',
  })
  deleteDataExport(
    @Kube() kube: PersonKube,
    @Arg('dataExport', () => DataExportRefInput) dataExport: DataExportRefInput,
  ): Promise<Done | Failure> {
    return orFailure(async () => {
      await deleteExport(kube, dataExport);
      return Object.assign(new Done(), { done: true });
    });
  }
}

function toDataExport({ metadata, spec, status = {} }: DataExportResource): DataExport {
  const { uid: id = '', namespace = 'default', name, creationTimestamp } = metadata;
  const { archive, contents, expiresAt, conditions } = status;
  return Object.assign(new DataExport(), {
    id,
    namespace,
    name,
    release: spec.release,
    phase: status.phase ?? 'Pending',
    message: conditions?.find(({ type }) => type === 'Packed')?.message ?? 'It begins in a moment',
    createdAt: new Date(creationTimestamp ?? 0),
    packedAt: archive ? new Date(archive.at) : null,
    expiresAt: expiresAt ? new Date(expiresAt) : null,
    size: archive?.size ?? null,
    databaseSize: contents?.database ?? null,
    files: contents?.files ?? null,
    download: archive ? downloadLink({ namespace, name }) : null,
  });
}
