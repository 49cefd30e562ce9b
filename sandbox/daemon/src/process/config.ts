import { type Message, requiredString, stringField, stringMapField, stringsField } from '../connect/fields.ts';

/** What to run, as the client stated it. */
export interface ProcessConfig {
  cmd: string;
  args: string[];
  envs: Record<string, string>;
  cwd: string | undefined;
}

export function readProcessConfig(message: Message): ProcessConfig {
  return {
    cmd: requiredString(message, 'cmd'),
    args: stringsField(message, 'args'),
    envs: stringMapField(message, 'envs'),
    cwd: stringField(message, 'cwd') || undefined,
  };
}
