/** Why an agent ends before its work is done. */
export type StopKind =
  /** Trying again from the last commit can help: a lost sandbox, a broken connection. */
  | 'retry'
  /** Trying again cannot help: the plan or the code is wrong. */
  | 'terminal';

/** Exit status of an agent that failed for good; the Job does not start it again. */
export const EXIT_TERMINAL = 64;
export const EXIT_RETRY = 1;

export class Stop extends Error {
  override readonly name = 'Stop';
  readonly kind: StopKind;
  /** One word, for the AppBuild's condition. */
  readonly reason: string;

  constructor(kind: StopKind, reason: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.reason = reason;
  }
}
