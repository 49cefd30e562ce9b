/** A Ctrl-C reaches this process more than once: from the terminal, from npm and from start.mjs. */
const SAME_KEYSTROKE = 1500;

/**
 * Aborts at the first SIGINT, SIGTERM or SIGHUP, which means: stop everything in order. A later one, from an impatient
 * person, calls `insist`.
 */
export function stopSignal(insist: () => void): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const onSignal = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      first = Date.now();
      controller.abort(new Stopped(name));
    } else if (Date.now() - first > SAME_KEYSTROKE) insist();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return controller.signal;
}

/** Why things end: somebody asked for it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(name: string) {
    super(`stopped by ${name}`);
  }
}
