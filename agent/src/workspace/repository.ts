import type { Bucket } from '@appfactory/events/bucket';
import { REPOSITORY_KEY } from '@appfactory/events/subjects';
import type { PlannedFeature } from '@appfactory/plan/plan';
import { Stop } from '../stop.ts';
import type { Change, Workspace } from '../writers/writer.ts';
import type { BuildSandbox } from './sandbox.ts';

/** Files beside the repository, which no tree ever holds. */
const BUNDLE = '.git/appfactory-repository.bundle';
const MESSAGE = '.git/appfactory-message';
const REMOVED = '.git/appfactory-removed';
const IDENTITY = '-c user.name="App Factory" -c user.email=build@appfactory.dev';

/** A way back in the history. */
export interface WayBack {
  /** The commit whose tree is taken. */
  to: string;
  /** Generation of the spec that asked for it. */
  generation: number;
  title: string;
}

/** A commit as its trailers tell it. */
interface Told {
  commit: string;
  id: string;
  hash: string;
  removed: string;
  generation: string;
  /** The commit whose tree it took, and the generation that asked for it. */
  backTo: string;
  backIn: string;
}

const TRAILERS = ['Feature', 'Feature-Hash', 'Feature-Removed', 'Generation', 'Back-To', 'Back-In'];

/** A feature as the history tells it: the last commit that carries its id. */
export interface BuiltFeature {
  id: string;
  hash: string;
  commit: string;
  /** Generation of the spec that the commit was made for. */
  generation: number;
}

/**
 * The git repository in the sandbox. The sandbox is a cache of it: after each commit a bundle of the whole history is
 * stored in the build's bucket, and a new sandbox starts from that.
 */
export class Repository implements Workspace {
  readonly #sandbox: BuildSandbox;
  readonly #bucket: Pick<Bucket, 'get' | 'put'>;

  constructor(sandbox: BuildSandbox, bucket: Pick<Bucket, 'get' | 'put'>) {
    this.#sandbox = sandbox;
    this.#bucket = bucket;
  }

  /**
   * Brings the sandbox to the newest commit known: the stored one, unless the sandbox holds commits on top of it (the
   * agent died between a commit and its storing). What was not committed is dropped.
   */
  async restore(): Promise<void> {
    // Without it a reset writes every file anew whose inode is another one than the index knows, as all are in a copy of the
    // image: the dev server would then restart and forget what it has compiled. It fails where something did change.
    await this.#sandbox.run('git update-index -q --refresh');
    const stored = await this.#bucket.get(REPOSITORY_KEY);
    if (stored) {
      await this.#sandbox.writeBytes(this.#beside(BUNDLE), stored);
      await this.#git(`fetch -q ${BUNDLE} HEAD`);
      const ahead = await this.#sandbox.run('git merge-base --is-ancestor FETCH_HEAD HEAD');
      await this.#git(`reset -q --hard ${ahead.exitCode === 0 ? 'HEAD' : 'FETCH_HEAD'}`);
    } else {
      await this.#git('reset -q --hard');
    }
    await this.#git('clean -qfd');
  }

  /**
   * Features that are in the tree, oldest commit first. A later commit with `Feature-Removed` takes one out; one with
   * `Back-To` has those that there were at the commit that it names.
   */
  async features(): Promise<BuiltFeature[]> {
    const after = new Map<string, BuiltFeature[]>();
    let present: BuiltFeature[] = [];
    for (const { commit, id, hash, removed, generation, backTo } of await this.#history()) {
      if (backTo) present = after.get(backTo) ?? [];
      if (removed) present = present.filter((feature) => feature.id !== removed);
      if (id) {
        const feature = { id, hash, commit, generation: Number(generation) };
        const isThere = present.some((old) => old.id === id);
        present = isThere ? present.map((old) => (old.id === id ? feature : old)) : [...present, feature];
      }
      after.set(commit, present);
    }
    return present;
  }

  /** The last commit of a feature, also when the app has gone back from it since. */
  async lastCommitOf(id: string): Promise<string | undefined> {
    return (await this.#history()).findLast((told) => told.id === id)?.commit;
  }

  /** Whether the request of this generation to go back is carried out. */
  async wentBack(generation: number): Promise<boolean> {
    return (await this.#history()).some(({ backIn }) => backIn === String(generation));
  }

  async parentOf(commit: string): Promise<string> {
    return (await this.#git(`rev-parse --verify -q ${quote(`${commit}^`)}`)).trim();
  }

  /** The files of a commit, to read. */
  at(commit: string): Pick<Workspace, 'read'> {
    return {
      read: async (path) => {
        const result = await this.#sandbox.run(`git show ${quote(`${commit}:${path}`)}`);
        return result.exitCode === 0 ? result.stdout : undefined;
      },
    };
  }

  /** Puts the tree of a commit into the working tree, but for these folders, which stay as they are. Commits nothing. */
  async takeTree(commit: string, except: readonly string[]): Promise<void> {
    const head = await this.head();
    // Writes only what differs: the dev server compiles nothing anew that stays.
    await this.#git(`read-tree -u --reset ${quote(commit)}`);
    for (const folder of except) {
      await this.#git(`rm -rqf --ignore-unmatch -- ${quote(folder)}`);
      const isThere = (await this.#git(`ls-tree --name-only ${head} -- ${quote(folder)}`)).trim() !== '';
      if (isThere) await this.#git(`checkout -q ${head} -- ${quote(folder)}`);
    }
  }

  async head(): Promise<string> {
    return (await this.#git('rev-parse HEAD')).trim();
  }

  async read(path: string): Promise<string | undefined> {
    const result = await this.#sandbox.run(`cat -- ${quote(path)}`);
    return result.exitCode === 0 ? result.stdout : undefined;
  }

  async list(folder: string): Promise<string[]> {
    const files = await this.#git(`ls-files -z -- ${quote(folder)}`);
    return files.split('\0').filter(Boolean).sort();
  }

  async readAll(folder: string): Promise<Map<string, string>> {
    const print = `awk 'FNR == 1 { printf "\\036%s\\037", FILENAME } { print }'`;
    const all = await this.#sandbox.run(`git ls-files -z -- ${quote(folder)} | xargs -0 ${print}`);
    const files = all.stdout.split('\x1e').slice(1);
    return new Map(files.map((file) => [file.slice(0, file.indexOf('\x1f')), file.slice(file.indexOf('\x1f') + 1)]));
  }

  /** Puts a change into the working tree. */
  async apply({ writes, removes }: Change): Promise<void> {
    if (removes.length > 0) {
      await this.#sandbox.writeBytes(this.#beside(REMOVED), new TextEncoder().encode(`${removes.join('\0')}\0`));
      await this.#sandbox.must(`xargs -0 rm -f -- < ${REMOVED}`, 'WorkspaceBroken');
    }
    await this.#sandbox.write(writes);
  }

  /** Paths that differ from HEAD and still exist. */
  async changed(): Promise<string[]> {
    const files = await this.#git('ls-files -z --modified --others --exclude-standard --deduplicate');
    const gone = new Set((await this.#git('ls-files -z --deleted')).split('\0'));
    return files.split('\0').filter((path) => path && !gone.has(path));
  }

  /** One commit for a feature; empty when its code is there already and only what it was made from has changed. */
  async commitFeature(feature: PlannedFeature, generation: number): Promise<string> {
    const trailers = `Feature: ${feature.id}\nFeature-Hash: ${feature.hash}\nGeneration: ${generation}\n`;
    return this.#commit(`${oneLine(feature.title)}\n\n${oneLine(feature.serves)}\n\n${trailers}`);
  }

  async commitRemoval(id: string): Promise<string> {
    return this.#commit(`Remove ${id}\n\nThe plan does not hold it any more.\n\nFeature-Removed: ${id}\n`);
  }

  /** One commit for a way back, on top of everything: the history is kept. */
  async commitBack({ to, generation, title }: WayBack): Promise<string> {
    const why = `The app is as it was at ${to.slice(0, 12)}, on top of the data that there are since.`;
    return this.#commit(`${oneLine(title)}\n\n${why}\n\nBack-To: ${to}\nBack-In: ${generation}\n`);
  }

  /** Stores the whole history outside the sandbox. */
  async store(): Promise<void> {
    await this.#git(`bundle create -q ${BUNDLE} HEAD`);
    await this.#bucket.put(REPOSITORY_KEY, await this.#sandbox.readBytes(this.#beside(BUNDLE)));
  }

  /** All commits, the oldest first. */
  async #history(): Promise<Told[]> {
    const values = TRAILERS.map((key) => `%x1f%(trailers:key=${key},valueonly,separator=%x2c)`).join('');
    const log = await this.#git(`log --reverse --format='%H${values}%x1e'`);
    const records = log.split('\x1e').filter((record) => record.trim());
    return records.map((record) => {
      const [commit = '', id = '', hash = '', removed = '', generation = '', backTo = '', backIn = ''] = record
        .trim()
        .split('\x1f');
      return { commit, id, hash, removed, generation, backTo, backIn };
    });
  }

  async #commit(message: string): Promise<string> {
    await this.#sandbox.writeBytes(this.#beside(MESSAGE), new TextEncoder().encode(message));
    await this.#git('add -A');
    await this.#git(`${IDENTITY} commit -q --allow-empty -F ${MESSAGE}`);
    return this.head();
  }

  #beside(path: string): string {
    return `${this.#sandbox.workspace}/${path}`;
  }

  async #git(args: string): Promise<string> {
    const result = await this.#sandbox.run(`git ${args}`);
    if (result.exitCode === 0) return result.stdout;
    throw new Stop('retry', 'WorkspaceBroken', `git ${args.slice(0, 80)} failed: ${result.stderr.slice(-500)}`);
  }
}

/** Text of a user on one line, so that it can neither end a paragraph nor pretend to be a trailer. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A word for bash, whatever is in it. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
