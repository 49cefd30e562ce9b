/**
 * How text gets into generated code. Every label, choice and sentence of a spec passes through here, so that quotes,
 * markup, templates and control characters stay text.
 */

/** What could hide or reorder source code when a person reads it, and halves of characters that no file can hold. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const unicodeEscape = (character: string) =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

/** A string literal. */
export function str(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replace(INVISIBLE, unicodeEscape);
  return quote + body + quote;
}

/** Text between JSX tags. */
export function jsxText(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} ,.!?%()-]*(?<! )$/u.test(text) && !/ {2}/.test(text) ? text : `{${str(text)}}`;
}

/** The value of a JSX attribute, with its quotes or braces. */
export function attr(text: string): string {
  return /["\\&<>{}\n]/.test(text) || text.search(INVISIBLE) >= 0 ? `{${str(text)}}` : `"${text}"`;
}

/** Text inside a comment of either kind. */
export function inComment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '*\u2215').replace(INVISIBLE, '').trim();
}

/** Reading a property: row.name. */
export const prop = (object: string, name: string): string => `${object}.${name}`;

/** Lines without the empty ones that a condition left out. */
export function lines(...parts: (string | false | undefined | string[])[]): string {
  return parts
    .flat()
    .filter((part) => part !== false && part !== undefined)
    .join('\n');
}

/** A list of string literals: `['a', 'b']`. */
export const list = (texts: string[]): string => `[${texts.map(str).join(', ')}]`;

const DEFAULT = 'default as ';

/** The imports of one file. */
export class Imports {
  readonly #values = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();

  add(module: string, ...names: string[]): this {
    return this.#add(this.#values, module, names);
  }

  addType(module: string, ...names: string[]): this {
    return this.#add(this.#types, module, names);
  }

  #add(into: Map<string, Set<string>>, module: string, names: string[]): this {
    const set = into.get(module) ?? new Set();
    for (const name of names) set.add(name);
    into.set(module, set);
    return this;
  }

  print(): string {
    const modules = [...new Set([...this.#values.keys(), ...this.#types.keys()])].sort(byDistance);
    return modules
      .map((module) => {
        const all = [...(this.#values.get(module) ?? [])];
        const main = all.find((name) => name.startsWith(DEFAULT))?.slice(DEFAULT.length);
        const values = all.filter((name) => !name.startsWith(DEFAULT));
        if (main !== undefined && values.length === 0) return `import ${main} from '${module}';`;
        const types = [...(this.#types.get(module) ?? [])].filter((name) => !values.includes(name));
        if (values.length === 0) return `import type { ${types.sort(byName).join(', ')} } from '${module}';`;
        const names = [
          ...values.map((name) => ({ name, text: name })),
          ...types.map((name) => ({ name, text: `type ${name}` })),
        ];
        const texts = names.sort((a, b) => byName(a.name, b.name)).map(({ text }) => text);
        return `import { ${texts.join(', ')} } from '${module}';`;
      })
      .join('\n');
  }
}

const byName = (a: string, b: string) => a.localeCompare(b, 'en', { sensitivity: 'base' }) || (a < b ? -1 : 1);
const distance = (module: string) =>
  module.startsWith('node:') ? 0 : module.startsWith('@/') ? 2 : module.startsWith('.') ? 3 : 1;
const byDistance = (a: string, b: string) => distance(a) - distance(b) || (a < b ? -1 : 1);
