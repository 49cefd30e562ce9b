import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * The seam between the node and its kubelet server: what the server may ask about the containers that run here.
 * The node implements it; the server (logs, exec, attach, port-forward) only uses it.
 */

/** A container whose program runs now. A container that ended, or waits to be restarted, is not one. */
export interface RunningContainer {
  readonly namespace: string;
  readonly pod: string;
  /** metadata.uid of the pod. */
  readonly uid: string;
  readonly container: string;
  readonly restartCount: number;
  /** Host process id of the container's first process. */
  readonly pid: number;
}

/** What to run inside a container, and how. */
export interface ExecOptions {
  readonly command: readonly string[];
  /** With true the command gets a terminal of its own; stdout and stderr then arrive together on `child.stdout`. */
  readonly tty?: boolean;
  /** Added to the container's own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A command inside a container. Its standard streams are pipes of `child`; end its input with `child.stdin.end()`. */
export interface ContainerProcess {
  readonly child: ChildProcess;
  /** Sets the size of the terminal, in characters; nothing happens without a terminal. */
  resize(columns: number, rows: number): void;
  /** Ends the command and all that it started (`child.kill` reaches only the outer process). Default SIGKILL. */
  kill(signal?: NodeJS.Signals): void;
}

/** Which log is wanted. */
export interface LogOptions {
  /** The log of the instance before the current one (kubectl logs --previous). */
  readonly previous?: boolean;
}

/** All containers of this node. */
export interface Containers {
  /** The running instance of a container; undefined when there is no such pod or it does not run now. */
  find(namespace: string, pod: string, container: string): RunningContainer | undefined;
  /** Names of all containers of the pod, init containers included; undefined when this node has no such pod. */
  names(namespace: string, pod: string): readonly string[] | undefined;
  /**
   * The log file, in CRI format: lines of `<RFC3339Nano> stdout|stderr F|P <text>`. Undefined when that instance never started.
   * When it grows over its limit the file is renamed to `<path>.1` (one is kept) and a new one begins at `path`: a follower
   * that sees another inode at `path` reads the old one to its end, then the new one from its start.
   */
  logPath(namespace: string, pod: string, container: string, options?: LogOptions): string | undefined;
  /** The pod's own address (127.x.y.z); undefined when this node has no such pod or it has none yet. */
  podIP(namespace: string, pod: string): string | undefined;
  /**
   * A connection to a port that the pod's programs listen on, on their 127.0.0.1 or 0.0.0.0, declared as containerPort or not.
   * Rejects with an error whose `code` is ECONNREFUSED when nothing listens there, and with an Error when there is no such pod.
   */
  connect(namespace: string, pod: string, port: number): Promise<Socket>;
  /** Starts a command inside the container with the container's user, root, environment and namespaces. */
  exec(container: RunningContainer, options: ExecOptions): ContainerProcess;
}
