import { git } from './git.ts';

/** The one branch that there is. */
export const BRANCH = 'refs/heads/main';

export interface LoggedCommit {
  id: string;
  at: Date;
  title: string;
  /** What it says beside its title, without the trailers. */
  body: string;
  /** The feature that it builds, and the one that it takes out. */
  feature: string | null;
  removed: string | null;
  generation: number | null;
}

export interface TreeEntry {
  path: string;
  /** Of the blob. */
  object: string;
  kind: 'file' | 'executable' | 'link' | 'repository';
  size: number;
}

export interface ChangedFile {
  path: string;
  /** Where it was before, when it was moved or copied. */
  previousPath: string | null;
  kind: 'added' | 'changed' | 'removed' | 'moved';
  /** null: it is binary. */
  additions: number | null;
  deletions: number | null;
  /** The lines that differ, as git tells them from the first @@ on; null where there are none, or too many. */
  patch: string | null;
}

const MOST_COMMITS = 500;
const MOST_FILES = 5_000;
const MOST_CHANGES = 300;
/** Bytes of the patches of a commit, and of one file in it. */
const MOST_PATCHES = 2_000_000;
const MOST_PATCH = 60_000;

/** Reads the bare repository of one build. Nothing of it is ever checked out. */
export class Repository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The newest commits, last first. */
  async log(): Promise<LoggedCommit[]> {
    const trailer = (key: string) => `%(trailers:key=${key},valueonly,separator=%x2C)`;
    const fields = ['%H', '%ct', '%s', '%b', trailer('Feature'), trailer('Feature-Removed'), trailer('Generation')];
    // A message cannot have a zero byte in it: whatever it says, the fields are told apart.
    const { out } = await git(
      this.folder,
      ['log', '-z', `--max-count=${MOST_COMMITS}`, `--format=${fields.join('%x00')}`, BRANCH, '--'],
      { most: 4_000_000 },
    );
    const values = out.toString('utf8').split('\0');
    const commits: LoggedCommit[] = [];
    for (let at = 0; at + fields.length <= values.length; at += fields.length) {
      const [id = '', seconds = '', title = '', body = '', feature = '', removed = '', generation = ''] =
        values.slice(at);
      commits.push({
        id,
        at: new Date(Number(seconds) * 1000),
        title: title.slice(0, 300),
        body: body
          .replace(/^(Feature|Feature-Hash|Feature-Removed|Generation|Back-To|Back-In): .*$\n?/gm, '')
          .trim()
          .slice(0, 2_000),
        feature: feature.trim().slice(0, 80) || null,
        removed: removed.trim().slice(0, 80) || null,
        generation: /^\d{1,9}$/.test(generation.trim()) ? Number(generation) : null,
      });
    }
    return commits;
  }

  /** The full id of a commit that there is; undefined for anything else. */
  async commit(id: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
    const found = await git(this.folder, ['cat-file', '-t', id]).catch(() => undefined);
    return found?.out.toString().trim() === 'commit' ? id : undefined;
  }

  /** Every file of a commit, in the order of their paths. */
  async files(commit: string): Promise<{ entries: TreeEntry[]; isCut: boolean }> {
    const { out, isCut } = await git(this.folder, ['ls-tree', '-r', '-z', '--long', '--full-tree', commit], {
      most: 2_000_000,
    });
    const records = out.toString('utf8').split('\0').slice(0, -1);
    const entries = records.slice(0, MOST_FILES).flatMap((record): TreeEntry[] => {
      const [, mode = '', object = '', size = '', path = ''] =
        /^(\d{6}) \w+ ([0-9a-f]{40}) +(\d+|-)\t([\s\S]+)$/.exec(record) ?? [];
      return path === '' ? [] : [{ path, object, kind: kindOf(mode), size: Number(size) || 0 }];
    });
    return { entries, isCut: isCut || records.length > MOST_FILES };
  }

  /** The content of a blob, whose size is known to be bearable. */
  async content(object: string, most: number): Promise<Buffer> {
    return (await git(this.folder, ['cat-file', 'blob', object], { most })).out;
  }

  /** What a commit changes against the one before it. */
  async changes(commit: string): Promise<{ files: ChangedFile[]; isCut: boolean }> {
    const tree = ['diff-tree', '-r', '-M', '--root', '--no-commit-id', '--no-ext-diff', '--no-textconv'];
    const listed = await git(this.folder, [...tree, '-z', '--raw', '--numstat', '--no-abbrev', commit], {
      most: 2_000_000,
    });
    const all = listed.isCut ? [] : changesOf(listed.out.toString('utf8'));
    const shown = all.slice(0, MOST_CHANGES);
    const patches = await git(this.folder, [...tree, '-p', '-D', '--no-color', '--no-prefix', commit], {
      most: MOST_PATCHES,
    });
    // Every line of a patch's content begins with another character, so that these are the beginnings, one for each change.
    // Not by ^: a carriage return in a file begins no line of git's.
    const sections = patches.out.toString('utf8').split(/\n(?=diff --git )/);
    if (patches.isCut) sections.pop();
    let next = 0;
    const files = shown.map(({ sections: count, ...change }): ChangedFile => {
      // A file that becomes a link is told in two parts; they are not shown.
      const section = count === 1 ? sections[next] : undefined;
      next += count;
      return { ...change, patch: change.additions === null ? null : patchOf(section) };
    });
    return { files, isCut: listed.isCut || all.length > shown.length };
  }
}

function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '120000') return 'link';
  if (mode === '160000') return 'repository';
  return mode === '100755' ? 'executable' : 'file';
}

function patchOf(section: string | undefined): string | null {
  const from = section?.indexOf('\n@@ ') ?? -1;
  if (section === undefined || from < 0) return null;
  const patch = section.slice(from + 1);
  return patch.length > MOST_PATCH ? null : patch;
}

type Listed = Omit<ChangedFile, 'patch'> & { sections: number };

const KINDS: Record<string, ChangedFile['kind']> = { A: 'added', C: 'added', D: 'removed', R: 'moved' };

/** The raw records, each ":mode mode id id status, path[, path]", then as many with numbers of lines. */
function changesOf(text: string): Listed[] {
  const words = text.split('\0');
  const changes: Listed[] = [];
  let at = 0;
  for (; words[at]?.startsWith(':'); ) {
    const status = words[at]?.split(' ').at(-1)?.charAt(0) ?? 'M';
    const hasTwo = status === 'R' || status === 'C';
    const [before = '', after = before] = words.slice(at + 1, at + (hasTwo ? 3 : 2));
    changes.push({
      path: after,
      previousPath: hasTwo ? before : null,
      kind: KINDS[status] ?? 'changed',
      additions: null,
      deletions: null,
      sections: status === 'T' ? 2 : 1,
    });
    at += hasTwo ? 3 : 2;
  }
  // "added TAB deleted TAB path", and for what has moved an empty path with the two of them after it.
  for (const change of changes) {
    const [added = '-', deleted = '-', path = ''] = (words[at] ?? '').split('\t');
    if (added !== '-') change.additions = Number(added);
    if (deleted !== '-') change.deletions = Number(deleted);
    at += path === '' ? 3 : 1;
  }
  return changes;
}
