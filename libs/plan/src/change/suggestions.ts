import type { AppBuildSpec, EntitySpec } from '@appfactory/resources/appBuild';
import { read } from '../discovery/reading.ts';
import { lowerLabel } from '../words.ts';
import type { NotUnderstood, StatedApp } from './change.ts';
import { labelOf, manyOf } from './names.ts';

/** Whether the app speaks German, and what is suggested with it. */
export function isGerman({ prompt = '' }: Pick<AppBuildSpec, 'prompt'>): boolean {
  return prompt.trim() !== '' && read(prompt).language === 'de';
}

/** What can be said about this very app, each another way of changing it; all of them are understood. */
export function suggestionsFor({ entities, roles }: StatedApp, german = false): string[] {
  // In a German app the names of things keep their capital.
  const many = (entity: EntitySpec) => (german ? manyOf(entity) : lowerLabel(manyOf(entity)));
  const last = entities.at(-1);
  const stepped = entities.find(({ fields }) => fields.some(({ type }) => type === 'enum'));
  const state = stepped?.fields.find(({ type }) => type === 'enum');
  const loose = entities
    .flatMap((entity) => entity.fields.map((field) => ({ entity, field })))
    .find(({ field }) => !field.required && !/^(?:boolean|references?)$/.test(field.type));
  const has = (entity: EntitySpec, pattern: RegExp) => entity.fields.some(({ name }) => pattern.test(name));
  const fresh = last && (has(last, /^due/i) ? (has(last, /^priority$/i) ? undefined : 'priority') : 'due');
  const said = german
    ? [
        last && fresh === 'due' && `Füge ein Fälligkeitsdatum zu ${many(last)} hinzu`,
        last && fresh === 'priority' && `Füge eine Priorität (niedrig, hoch) zu ${many(last)} hinzu`,
        loose && `Mache ${labelOf(loose.field)} der ${many(loose.entity)} zum Pflichtfeld`,
        stepped && state && `Füge den Status "Zurückgestellt" zu ${many(stepped)} hinzu`,
        'Füge die Rolle Buchhalter hinzu',
        'Ändere die Farbe auf dunkelgrün',
      ]
    : [
        last && fresh === 'due' && `add a due date to ${many(last)}`,
        last && fresh === 'priority' && `add a priority (low, medium, high) to ${many(last)}`,
        loose && `make the ${lowerLabel(labelOf(loose.field))} of ${many(loose.entity)} required`,
        stepped && state && `add the ${lowerLabel(labelOf(state))} “On hold” to ${many(stepped)}`,
        roles.length === 0
          ? 'add a role accountant'
          : `${lowerLabel(labelOf(roles[0] ?? { name: '' }))} can’t delete ${many(last ?? (entities[0] as EntitySpec))}`,
        'keep suppliers with a name, a phone and an email',
        'make the accent colour dark green',
      ];
  return said.filter((one): one is string => typeof one === 'string');
}

const MOST_TRIES = 3;
const wordsIn = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2),
  );

/** What could be said instead of what was not understood: what has most words in common with it first. */
export function triesFor(app: StatedApp, notUnderstood: readonly NotUnderstood[], german: boolean): string[] {
  const said = wordsIn(notUnderstood.map(({ text }) => text).join(' '));
  const common = (suggestion: string) => [...wordsIn(suggestion)].filter((word) => said.has(word)).length;
  return suggestionsFor(app, german)
    .map((suggestion, place) => ({ suggestion, score: common(suggestion) - place / 100 }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, MOST_TRIES)
    .map(({ suggestion }) => suggestion);
}
