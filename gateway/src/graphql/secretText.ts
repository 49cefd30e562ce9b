import { inspect } from 'node:util';
import { GraphQLError, GraphQLScalarType } from 'graphql';

/** A text that shows itself nowhere: not in logs, not in JSON, not in the audit log. Whoever needs it asks for it. */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}

export const SecretTextType = new GraphQLScalarType<SecretText, never>({
  name: 'SecretText',
  description: 'A text that is taken and never given back; no log has it. Send it as a variable, not within the query.',
  parseValue(value) {
    if (typeof value === 'string') return new SecretText(value);
    throw new GraphQLError('This value is a text.');
  },
  serialize() {
    throw new GraphQLError('A secret is given to nobody.');
  },
});
