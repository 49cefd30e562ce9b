/**
 * Log lines in the platform's format. Not pino itself: the daemon is on the way to a sandbox's first command, where
 * loading pino would cost more than everything else that it loads.
 */
function write(level: string, msg: string, fields: object): void {
  process.stdout.write(
    `${JSON.stringify({ level, time: new Date().toISOString(), program: 'sandbox', ...fields, msg })}\n`,
  );
}

export const log = {
  info: (msg: string, fields: object = {}) => write('info', msg, fields),
  warn: (msg: string, fields: object = {}) => write('warn', msg, fields),
  error: (msg: string, fields: object = {}) => write('error', msg, fields),
};

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
