import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on stdout. The level is LOG_LEVEL, else info. Never give it a secret: only field names below are redacted. */
export function createLog(name: string): Log {
  return pino({
    level: process.env.LOG_LEVEL ?? 'info',
    base: { program: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['token', 'password', 'secret', '*.token', '*.password', '*.secret', '*.authorization'],
  });
}
