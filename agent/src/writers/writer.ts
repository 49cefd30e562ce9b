import type { Plan, PlannedFeature } from '@appfactory/plan/plan';

/** The app's repository as a writer sees it: paths are relative to its root, with forward slashes. */
export interface Workspace {
  /** Text of a file, or undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** Paths of all files below a folder, tracked by git, sorted. */
  list(folder: string): Promise<string[]>;
  /** Texts of all files below a folder, by path, at once: a call per file takes too long over a sandbox. */
  readAll(folder: string): Promise<Map<string, string>>;
}

/** What a feature does to the repository. */
export interface Change {
  writes: Map<string, string>;
  removes: string[];
  /** What a person should know of it: what existing rows got, what was kept. */
  notes?: string[];
}

export interface WriteContext {
  plan: Plan;
  /** Ids of the features whose code is in the repository now, whatever generation wrote it. */
  present: string[];
  workspace: Workspace;
}

/** An app that has gone back in its history. */
export interface BackContext {
  /** With the tree of then, but for what only goes forward. */
  workspace: Workspace;
  /** The app as it was until now. */
  left: Pick<Workspace, 'read'>;
}

/** Whoever writes code. The loop around it knows nothing else about writing. */
export interface Writer {
  /** The change that makes the feature true, on top of what the workspace holds. */
  write(feature: PlannedFeature, context: WriteContext): Promise<Change>;
  /** The change that takes a feature out that the plan no longer holds. */
  remove(featureId: string, context: WriteContext): Promise<Change>;
  /** Folders that no way back touches: what they say was done to data that are still there. */
  readonly onlyForward: readonly string[];
  /** The change that the code of then needs to work on the data of now. */
  fit(context: BackContext): Promise<Change>;
}
