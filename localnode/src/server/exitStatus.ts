/** How a command ended: its exit code, or that it could not be run or watched at all. */
export type Ending = { exitCode: number } | { failure: string };

/** The bytes for the error stream, from which kubectl takes its own exit code and message. Versions before 4 know plain text only. */
export function exitStatus(ending: Ending, version: number): string {
  if (version < 4) {
    if ('failure' in ending) return ending.failure;
    return ending.exitCode === 0 ? '' : `command terminated with exit code ${ending.exitCode}`;
  }
  if ('failure' in ending) {
    return JSON.stringify({
      metadata: {},
      status: 'Failure',
      message: ending.failure,
      reason: 'InternalError',
      code: 500,
    });
  }
  if (ending.exitCode === 0) return JSON.stringify({ metadata: {}, status: 'Success' });
  return JSON.stringify({
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${ending.exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(ending.exitCode) }] },
  });
}
