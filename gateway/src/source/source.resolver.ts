import { Inject } from '@nestjs/common';
import { Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Build } from '../builds/build.ts';
import { Arg } from '../graphql/arg.ts';
import { Ctx, type RequestContext } from '../graphql/context.ts';
import { Failed } from '../graphql/failure.ts';
import { spendRows } from '../graphql/rowBudget.ts';
import type { BuildIdentity } from '../history/stored.ts';
import { linksOf } from './links.ts';
import { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';
import { SourceChanges, SourceCode, SourceCommit, SourceText, SourceTree, toCommit } from './source.ts';

/** Bytes of a file that is shown. */
const LARGEST_TEXT = 512_000;
/** Where a binary file shows that it is one; as git looks. */
const LOOKED_AT = 8_000;

@ObjectType({
  description: 'Where the code of a build can be had; each as whoever is signed in, or with an access token.',
})
export class SourceLinks {
  @Field(() => String, { description: 'A path: the files of the newest commit, as a zip.' })
  archive!: string;

  @Field(() => String, { description: 'A path: for git clone.' })
  clone!: string;
}

/**
 * The code of a build. A Build is made of what Kubernetes has shown to whoever asks, and its identity says which bucket is
 * read: there is no other way to a repository.
 */
@Resolver(() => Build)
export class SourceResolver {
  @Inject(Repositories) readonly repositories!: Repositories;

  @ResolveField(() => SourceCode, { nullable: true, description: 'The code; null while nothing is committed.' })
  async source(@Ctx() context: RequestContext, @Parent() { identity }: Build): Promise<SourceCode | null> {
    // Before it is read: the code of every build of a list would be as many repositories to open.
    spendRows(context, 200);
    const commits = await this.repositories.use(identity, (repository) => repository.log());
    const [head] = commits ?? [];
    if (!commits || !head) return null;
    spendRows(context, commits.length);
    return Object.assign(new SourceCode(), {
      build: identity,
      head: toCommit(identity, head),
      commits: commits.map((commit) => toCommit(identity, commit)),
    });
  }
}

@Resolver(() => SourceCode)
export class SourceFilesResolver {
  @Inject(Repositories) readonly repositories!: Repositories;

  @ResolveField(() => SourceTree, { description: 'All files of a commit; of the newest when left out.' })
  async tree(
    @Ctx() context: RequestContext,
    @Parent() { build, head }: SourceCode,
    @Arg('commit', () => String, { nullable: true }) commit?: string | null,
  ): Promise<SourceTree> {
    const { entries, isCut } = await this.#inCommit(build, commit ?? head.id, (repository, id) => repository.files(id));
    spendRows(context, entries.length);
    return { files: entries.map(({ path, kind, size }) => ({ path, kind, size })), isCut };
  }

  @ResolveField(() => SourceText, { nullable: true, description: 'One file of a commit; null when it has none there.' })
  async file(
    @Ctx() context: RequestContext,
    @Parent() { build, head }: SourceCode,
    @Arg('path', () => String) path: string,
    @Arg('commit', () => String, { nullable: true }) commit?: string | null,
  ): Promise<SourceText | null> {
    // As many as a list would be: each file takes a program that reads all names.
    spendRows(context, 500);
    return this.#inCommit(build, commit ?? head.id, async (repository, id) => {
      const entry = (await repository.files(id)).entries.find((one) => one.path === path);
      if (!entry) return null;
      const { kind, size, object } = entry;
      const none = { path, kind, size, text: null };
      if (kind === 'repository') return { ...none, isBinary: false };
      const content = await repository.content(object, size > LARGEST_TEXT ? LOOKED_AT : LARGEST_TEXT);
      const isBinary = content.subarray(0, LOOKED_AT).includes(0);
      return { ...none, text: isBinary || size > LARGEST_TEXT ? null : content.toString('utf8'), isBinary };
    });
  }

  @ResolveField(() => SourceCommit, {
    nullable: true,
    description: 'One of the commits; null when there is none of it.',
  })
  commit(@Parent() { commits }: SourceCode, @Arg('id', () => String) id: string): SourceCommit | null {
    return commits.find((commit) => commit.id === id) ?? null;
  }

  @ResolveField(() => SourceLinks)
  links(@Parent() { build }: SourceCode): SourceLinks {
    return linksOf(build);
  }

  async #inCommit<T>(
    build: BuildIdentity,
    commit: string,
    work: (repository: Repository, id: string) => Promise<T>,
  ): Promise<T> {
    const result = await this.repositories.use(build, async (repository) => {
      const id = await repository.commit(commit);
      if (id === undefined) throw noCommit();
      return { of: await work(repository, id) };
    });
    if (!result) throw noCommit();
    return result.of;
  }
}

@Resolver(() => SourceCommit)
export class SourceCommitResolver {
  @Inject(Repositories) readonly repositories!: Repositories;

  @ResolveField(() => SourceChanges, { description: 'What it changes; in the first commit everything is new.' })
  async changes(@Ctx() context: RequestContext, @Parent() { build, id }: SourceCommit): Promise<SourceChanges> {
    // Before it is read: the changes of every commit of a list would be hundreds of programs.
    spendRows(context, 500);
    const changes = await this.repositories.use(build, (repository) => repository.changes(id));
    return changes ?? { files: [], isCut: false };
  }
}

function noCommit(): Failed {
  return new Failed('NOT_FOUND', 'The repository of this build has no such commit.', 'commit');
}
