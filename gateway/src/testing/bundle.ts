import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A commit to be made: files by path, null for one that goes, `{ link }` for a symbolic link. */
export interface TestCommit {
  message: string;
  files?: Record<string, string | Uint8Array | null | { link: string }>;
  /** The whole tree, as git mktree takes it, for what no file system lets one make. */
  tree?: (hash: (content: string) => string) => string;
}

/** The git bundle of a repository with these commits, as an agent stores it. */
export async function bundleOf(commits: TestCommit[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'appfactory-bundle-'));
  const git = (args: string[], input?: string) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=App Factory', '-c', 'user.email=build@example.org', ...args], {
      input: input ?? '',
      encoding: 'utf8',
    }).trim();
  try {
    git(['init', '-q', '--initial-branch=main']);
    for (const { message, files = {}, tree } of commits) {
      for (const [path, content] of Object.entries(files)) {
        const file = join(folder, path);
        await rm(file, { force: true });
        if (content === null) continue;
        await mkdir(dirname(file), { recursive: true });
        if (typeof content === 'object' && 'link' in content) await symlink(content.link, file);
        else await writeFile(file, content);
      }
      if (tree) {
        const hash = (content: string) => git(['hash-object', '-w', '--stdin'], content);
        const made = git(['mktree'], tree(hash));
        git(['update-ref', 'HEAD', git(['commit-tree', '-m', message, made])]);
      } else {
        git(['add', '-A']);
        git(['commit', '-q', '--allow-empty', '-F', '-'], message);
      }
    }
    const bundle = join(folder, 'bundle');
    git(['bundle', 'create', '-q', bundle, 'HEAD']);
    return await readFile(bundle);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
