import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { BuildIdentity } from '../history/stored.ts';
import type { ChangedFile, LoggedCommit, TreeEntry } from './repository.ts';

export const FileKinds = { file: 'file', executable: 'executable', link: 'link', repository: 'repository' } as const;
registerEnumType(FileKinds, {
  name: 'FileKind',
  valuesMap: {
    link: { description: 'A symbolic link; its text is where it leads.' },
    repository: { description: 'A commit of another repository, which is not here.' },
  },
});

export const ChangeKinds = { added: 'added', changed: 'changed', removed: 'removed', moved: 'moved' } as const;
registerEnumType(ChangeKinds, { name: 'ChangeKind' });

@ObjectType({ description: 'One file of the repository.' })
export class SourceFile {
  @Field(() => String)
  path!: string;

  @Field(() => FileKinds)
  kind!: TreeEntry['kind'];

  @Field(() => Int, { description: 'Bytes.' })
  size!: number;
}

@ObjectType({ description: 'All files of a commit.' })
export class SourceTree {
  @Field(() => [SourceFile], { description: 'In the order of their paths.' })
  files!: SourceFile[];

  @Field(() => Boolean, { description: 'There are more than are listed.' })
  isCut!: boolean;
}

@ObjectType({ description: 'A file with what is in it.' })
export class SourceText extends SourceFile {
  @Field(() => String, { nullable: true, description: 'null: it is binary, or too large to be shown.' })
  text!: string | null;

  @Field(() => Boolean)
  isBinary!: boolean;
}

@ObjectType({ description: 'A file that a commit changes.' })
export class SourceChange {
  @Field(() => String)
  path!: string;

  @Field(() => String, { nullable: true, description: 'Where it was before it was moved.' })
  previousPath!: string | null;

  @Field(() => ChangeKinds)
  kind!: ChangedFile['kind'];

  @Field(() => Int, { nullable: true, description: 'Lines; null for a binary file.' })
  additions!: number | null;

  @Field(() => Int, { nullable: true, description: 'Lines; null for a binary file.' })
  deletions!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What differs, as git tells it, from the first @@ on; null when no line does, or too many do.',
  })
  patch!: string | null;
}

@ObjectType({ description: 'What a commit changes against the one before it.' })
export class SourceChanges {
  @Field(() => [SourceChange])
  files!: SourceChange[];

  @Field(() => Boolean, { description: 'There are more than are listed.' })
  isCut!: boolean;
}

@ObjectType({ description: 'A commit: a feature that was built or taken out, or what the template begins with.' })
export class SourceCommit {
  @Field(() => String)
  id!: string;

  @Field(() => Date)
  at!: Date;

  @Field(() => String)
  title!: string;

  @Field(() => String, { description: 'What it says beside its title; may be empty.' })
  body!: string;

  @Field(() => String, { nullable: true, description: 'Id of the feature that it builds.' })
  feature!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the feature that it takes out.' })
  removed!: string | null;

  @Field(() => Int, { nullable: true, description: 'Generation of the spec that it was made for.' })
  generation!: number | null;

  /** Not of the schema: for the fields that are read from the repository. */
  build!: BuildIdentity;
}

@ObjectType({ description: 'The repository of a build.' })
export class SourceCode {
  @Field(() => SourceCommit, { description: 'The newest commit.' })
  head!: SourceCommit;

  @Field(() => [SourceCommit], { description: 'The last first; at most 500.' })
  commits!: SourceCommit[];

  /** Not of the schema: for the fields that are read from the repository. */
  build!: BuildIdentity;
}

export function toCommit(build: BuildIdentity, commit: LoggedCommit): SourceCommit {
  return Object.assign(new SourceCommit(), commit, { build });
}
