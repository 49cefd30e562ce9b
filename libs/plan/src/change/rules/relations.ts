import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import { lowerLabel } from '../../words.ts';
import { type Clause, Refusal, type Rule, type StatedApp, withEntity } from '../change.ts';
import { entityNamed, findEntity, labelOf, manyOf } from '../names.ts';
import { named } from '../newField.ts';
import { match } from './said.ts';

const MANY = '(?:many|several|multiple|any number of|more than one|mehrere|viele)';

/** The entity with a link to another: to one of its rows, or to any number. */
function linked({ app }: Clause, from: EntitySpec, to: EntitySpec, many: boolean): StatedApp {
  const type = many ? 'references' : 'reference';
  const label = many ? manyOf(to) : labelOf(to);
  const there = from.fields.find((field) => field.to === to.name && field.type === type);
  if (there) throw new Refusal(`${manyOf(from)} have that link already: “${labelOf(there)}”.`);
  const field: FieldSpec = { ...named(label), required: false, unique: false, type, to: to.name };
  if (from.fields.some(({ name }) => name === field.name))
    throw new Refusal(
      `${manyOf(from)} have “${label}” already: say “add a link to ${lowerLabel(labelOf(to))}” under another name.`,
    );
  if (from.fields.length >= 40) throw new Refusal(`${manyOf(from)} have 40 fields, and more are not possible.`);
  return withEntity(app, { ...from, fields: [...from.fields, field] });
}

const belong: Rule = {
  example: 'invoices belong to clients',
  read(clause) {
    const said = match(
      clause.text,
      /^(?:each\s+|every\s+|an?\s+)?(?<one>.+?)\s+(?:(?:should|must|can)\s+)?belongs?\s+to\s+(?:exactly\s+)?(?<other>.+)$/i,
      /^(?<one>.+?)\s+(?:gehören|gehört)\s+zu(?:m|r)?\s+(?<other>.+)$/i,
    );
    if (!said) return undefined;
    return linked(clause, entityNamed(clause, said.one ?? ''), entityNamed(clause, said.other ?? ''), false);
  },
};

const hasMany: Rule = {
  example: 'each client has many projects',
  read(clause) {
    const said = match(
      clause.text,
      new RegExp(
        `^(?:each\\s+|every\\s+|an?\\s+)?(?<one>.+?)\\s+(?:(?:can|may|should)\\s+)?ha(?:s|ve)\\s+${MANY}\\s+(?<other>.+)$`,
        'i',
      ),
      new RegExp(`^(?<one>.+?)\\s+(?:haben|hat|können|kann)\\s+${MANY}\\s+(?<other>.+?)(?:\\s+haben)?$`, 'i'),
    );
    const one = said && findEntity(clause, said.one ?? '');
    if (!one) return undefined;
    return linked(clause, entityNamed(clause, said.other ?? ''), one, false);
  },
};

const link: Rule = {
  example: 'link projects to many invoices',
  read(clause) {
    const said = match(
      clause.text,
      new RegExp(
        `^(?:link|connect|relate|attach)\\s+(?<one>.+?)\\s+(?:to|with)\\s+(?:(?<many>${MANY})\\s+)?(?<other>.+)$`,
        'i',
      ),
      new RegExp(`^(?:verknüpfe|verbinde)\\s+(?<one>.+?)\\s+mit\\s+(?:(?<many>${MANY})n?\\s+)?(?<other>.+)$`, 'i'),
    );
    if (!said) return undefined;
    const [one, other] = [entityNamed(clause, said.one ?? ''), entityNamed(clause, said.other ?? '')];
    return linked(clause, one, other, said.many !== undefined);
  },
};

export const RELATION_RULES: Rule[] = [belong, hasMany, link];
