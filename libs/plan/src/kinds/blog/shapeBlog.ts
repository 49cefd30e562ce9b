import type { EntitySpec, FieldSpec, PermissionSpec } from '@appfactory/resources/appBuild';
import type { Expansion } from '../../expansion/expand.ts';
import type { Language } from '../landing/copy.ts';
import { languageOf } from '../landing/language.ts';
import { commentStates } from './commentStates.ts';

/** Entities that are the posts of a blog, first what says so plainest. */
export const POSTS = ['Post', 'BlogPost', 'Article', 'News', 'Story', 'Entry', 'Recipe', 'Episode'];
const COMMENTS = ['Comment', 'Reply'];

export const PUBLISHED = 'Published';
const COMMENT_STATES = ['Pending', 'Approved', 'Rejected'];

const GERMAN: Record<string, string> = {
  title: 'Titel',
  body: 'Text',
  excerpt: 'Vorspann',
  tags: 'Schlagwörter',
  slug: 'Adresse',
  publishedOn: 'Veröffentlicht am',
  status: 'Status',
  author: 'Name',
  email: 'E-Mail',
  post: 'Beitrag',
};

function field(language: Language, name: string, type: FieldSpec['type'], more: Partial<FieldSpec> = {}): FieldSpec {
  const label = language === 'de' ? (more.label ?? GERMAN[name]) : more.label;
  return { name, type, required: false, unique: false, ...more, ...(label ? { label } : {}) };
}

/** What every post has, in the order of its form. */
function postFields(language: Language): FieldSpec[] {
  const en = language === 'en';
  return [
    field(language, 'title', 'string', { required: true }),
    field(language, 'body', 'text', { required: true }),
    field(language, 'excerpt', 'text', {
      help: en
        ? 'Shown in the list and by search engines; the first lines stand in for it.'
        : 'Steht in der Liste und bei Suchmaschinen; sonst die ersten Zeilen.',
    }),
    field(language, 'tags', 'string', {
      help: en ? 'Divided by commas: trails, gear.' : 'Mit Komma getrennt: Wege, Ausrüstung.',
    }),
    field(language, 'slug', 'string', {
      unique: true,
      label: en ? 'Address' : 'Adresse',
      help: en
        ? 'The end of the post’s web address; left empty it is made from the title.'
        : 'Das Ende der Webadresse; leer wird es aus dem Titel gemacht.',
    }),
    field(language, 'publishedOn', 'date', {
      help: en
        ? 'A day to come keeps a published post back until then.'
        : 'Ein Tag in der Zukunft hält den Beitrag bis dahin zurück.',
    }),
    field(language, 'status', 'enum', { required: true, values: ['Draft', PUBLISHED] }),
  ];
}

function commentFields(language: Language, post: string): FieldSpec[] {
  return [
    field(language, 'author', 'string', { required: true, ...(language === 'en' ? { label: 'Name' } : {}) }),
    field(language, 'email', 'email'),
    field(language, 'post', 'reference', { to: post, required: true }),
    field(language, 'body', 'text', { required: true, label: language === 'en' ? 'Comment' : 'Kommentar' }),
    field(language, 'status', 'enum', { required: true, values: COMMENT_STATES }),
  ];
}

/** A stated entity keeps every field that it has, and gets those that a blog cannot do without. */
function completed(entity: EntitySpec, needed: FieldSpec[]): EntitySpec {
  const has = (name: string) => entity.fields.some((one) => one.name.toLowerCase() === name.toLowerCase());
  return { ...entity, fields: [...entity.fields, ...needed.filter((one) => !has(one.name))] };
}

/**
 * What a blog keeps: posts in Markdown with tags, an address and a state; comments that wait for the owner. Categories,
 * authors and values that the prompt names for posts stay.
 */
export function shapeBlog(expansion: Expansion, stated: ReadonlySet<string>): Expansion {
  const { discovery } = expansion;
  const language = languageOf(expansion);
  const assumptions = [...expansion.assumptions];
  const find = (names: string[]) =>
    names.map((name) => expansion.entities.find((one) => one.name === name)).find(Boolean);
  const found = find(POSTS);
  const tag = expansion.entities.find(({ name }) => name === 'Tag' && !stated.has(name));
  const name = found?.name ?? 'Post';
  const wished = new Set(
    discovery?.entities
      .find((one) => one.name === name)
      ?.fields.filter(({ source, type }) => source.from === 'prompt' || type === 'reference')
      .map((one) => one.name),
  );
  const own = postFields(language);
  let post: EntitySpec;
  if (found && stated.has(name)) post = completed(found, own);
  else {
    const more = (found?.fields ?? []).filter(
      (one) =>
        wished.has(one.name) &&
        one.type !== 'references' &&
        one.to !== 'Tag' &&
        !own.some((other) => other.name === one.name),
    );
    const at = own.findIndex((one) => one.name === 'tags') + 1;
    const { label, plural } = found ?? (language === 'de' ? { label: 'Beitrag', plural: 'Beiträge' } : {});
    post = {
      name,
      ...(label ? { label } : {}),
      ...(plural ? { plural } : {}),
      fields: [...own.slice(0, at), ...more, ...own.slice(at)],
    };
  }
  const said = find(COMMENTS);
  const asks =
    said !== undefined || discovery?.capabilities.some(({ name: one }) => one === 'comment' || one === 'moderate');
  const comment: EntitySpec | undefined = !asks
    ? undefined
    : said && stated.has(said.name)
      ? completed(said, commentFields(language, name))
      : {
          name: said?.name ?? 'Comment',
          ...(said?.label ? { label: said.label } : language === 'de' ? { label: 'Kommentar' } : {}),
          ...(said?.plural ? { plural: said.plural } : language === 'de' ? { plural: 'Kommentare' } : {}),
          fields: commentFields(language, name),
        };
  if (tag) assumptions.push('Tags are words of a post, divided by commas; each has a page of its own.');
  const status = comment?.fields.find((one) => one.name.toLowerCase() === 'status');
  const states =
    status && commentStates(status.values, comment?.states?.field === status.name ? comment.states.initial : undefined);
  const notBuilt = [...expansion.notBuilt];
  if (comment && !states)
    notBuilt.push(
      `Comments of readers: the status of ${comment.name} needs three values, for what waits, what is shown and what is kept back.`,
    );
  if (states) assumptions.push('A comment waits until the owner approves it; whoever writes one needs no account.');
  // Whoever reads needs no account.
  const roles = expansion.roles.filter((role) => !/^(?:readers?|visitors?|leser)$/.test(role.name));
  const known = new Set(roles.map((role) => role.name));
  const allowed = ({ role }: PermissionSpec) =>
    known.has(role) || !expansion.roles.some(({ name: gone }) => gone === role);
  const replaced = new Set([name, said?.name, tag?.name]);
  const others = expansion.entities
    .filter((one) => !replaced.has(one.name))
    // What only a template of a prompt put there: nothing of it is shown.
    .map(({ permissions, ...one }) => {
      const left = permissions?.filter(allowed);
      // Rules of which none is left would let nobody in: they were all for readers.
      const isEmptied = left?.length === 0 && permissions?.length !== 0;
      return {
        ...one,
        fields: one.fields.filter(({ to }) => to !== tag?.name || tag === undefined),
        ...(left && !isEmptied ? { permissions: left } : {}),
      };
    });
  return { ...expansion, roles, entities: [...others, post, ...(comment ? [comment] : [])], assumptions, notBuilt };
}
