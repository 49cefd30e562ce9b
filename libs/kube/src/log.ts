import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines, on stdout unless they are to go elsewhere. The level is LOG_LEVEL, else info. Never give it a secret: only field names below are redacted. */
export function createLog(name: string, destination?: DestinationStream): Log {
  const options = {
    level: process.env.LOG_LEVEL ?? 'info',
    base: { program: name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ['token', 'password', 'secret', '*.token', '*.password', '*.secret', '*.authorization'],
  };
  return destination ? pino(options, destination) : pino(options);
}
