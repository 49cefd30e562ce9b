import { ConnectError } from './error.ts';

/** Typed access to a message's fields in proto3 JSON, where what is left out has its zero value. */
export type Message = Record<string, unknown>;

export function asMessage(value: unknown): Message {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConnectError('invalid_argument', 'The message is not a JSON object.');
  }
  return value as Message;
}

export function messageField(message: Message, name: string): Message | undefined {
  const value = message[name];
  return value === undefined || value === null ? undefined : asMessage(value);
}

export function stringField(message: Message, name: string): string {
  const value = message[name] ?? '';
  if (typeof value !== 'string') throw wrong(name, 'a string');
  return value;
}

export function requiredString(message: Message, name: string): string {
  const value = stringField(message, name);
  if (value === '') throw new ConnectError('invalid_argument', `The field "${name}" is missing.`);
  return value;
}

export function booleanField(message: Message, name: string): boolean | undefined {
  const value = message[name] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw wrong(name, 'true or false');
  return value;
}

export function numberField(message: Message, name: string): number {
  const value = Number(message[name] ?? 0);
  if (!Number.isInteger(value) || value < 0) throw wrong(name, 'a whole number, 0 or more');
  return value;
}

export function stringsField(message: Message, name: string): string[] {
  const value = message[name] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw wrong(name, 'a list of strings');
  return value;
}

export function stringMapField(message: Message, name: string): Record<string, string> {
  const entries = Object.entries(messageField(message, name) ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (typeof value !== 'string') throw wrong(`${name}.${key}`, 'a string');
      return [key, value];
    }),
  );
}

export function bytesField(message: Message, name: string): Buffer | undefined {
  const value = message[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw wrong(name, 'base64');
  return Buffer.from(value, 'base64');
}

function wrong(name: string, what: string): ConnectError {
  return new ConnectError('invalid_argument', `The field "${name}" must be ${what}.`);
}
