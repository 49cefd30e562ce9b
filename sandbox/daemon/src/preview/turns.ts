import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer that streams for longer, as server-sent events do, does not keep the others waiting. */
const LONGEST_TURN_MS = 10_000;

/**
 * Lets requests through one after the other. A dev server compiles a page at its first visit and replaces modules while it
 * does; one that renders another page meanwhile finds them gone (Turbopack: "the module factory is not available") and answers
 * 500, whoever the two visitors are. Programs of one thread lose nothing by it.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Calls `go` when all earlier requests have been answered, unless the client has left by then. */
  take(response: ServerResponse, go: () => void): void {
    const before = this.#last;
    this.#last = before.then(
      () =>
        new Promise((resolve) => {
          if (response.destroyed) return resolve();
          const timer = setTimeout(resolve, LONGEST_TURN_MS);
          response.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
          go();
        }),
    );
  }
}

/** Code, styles, fonts and pictures are only sent: no turn is needed for them. */
export function needsTurn(request: IncomingMessage): boolean {
  const destination = request.headers['sec-fetch-dest'];
  return destination === undefined || ['document', 'iframe', 'empty'].includes(String(destination));
}
