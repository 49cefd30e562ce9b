import type { Expansion } from '../../expansion/expand.ts';
import { shortLabel } from '../../messages.ts';
import type { Plan, PlannedEntity, PlannedField } from '../../plan.ts';
import { pictureField } from '../../views.ts';
import type { Language } from '../landing/copy.ts';
import { ownSentences, sentencesOf, subjectOf } from '../landing/facts.ts';
import { languageOf } from '../landing/language.ts';
import { lookOf } from '../landing/planLanding.ts';
import type { PlannedBlog } from './blog.ts';
import { commentStates } from './commentStates.ts';
import { POSTS, PUBLISHED } from './shapeBlog.ts';
import { BLOG_WORDS } from './words.ts';

interface Input {
  app: Plan['app'];
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
}

/** What the blog is about, in the author's words: a sentence of theirs, or else what the prompt says that it is for. */
function descriptionOf(prompt: string, language: Language): string | undefined {
  const [own] = ownSentences(sentencesOf(prompt));
  const subject = subjectOf(prompt, language);
  return (
    own ?? (subject && BLOG_WORDS[language].about(subject.place ? `${subject.what} in ${subject.place}` : subject.what))
  );
}

const WITHHELD = /^(?:notes?|internal.*|views|email|phone)$/i;

/**
 * The public blog over its posts. Marks the fields that are written in a way of their own: the text in Markdown, the
 * address after the title.
 */
export function planBlog({ app, expansion, prompt, entities }: Input): PlannedBlog | undefined {
  const post = POSTS.map((name) => entities.find((one) => one.name === name)).find(Boolean);
  if (!post) return undefined;
  const of = (entity: PlannedEntity, name: string) =>
    entity.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
  const title = of(post, 'title') ?? of(post, post.labelField);
  const [slug, publishedOn, status] = [of(post, 'slug'), of(post, 'publishedOn'), of(post, 'status')];
  const body = of(post, 'body') ?? post.fields.find((field) => field.type === 'text');
  if (!title || !slug || !body || !publishedOn || !status) return undefined;
  post.labelField = title.name;
  body.format = 'markdown';
  slug.slugOf = title.name;
  const excerpt = of(post, 'excerpt');
  const tags = of(post, 'tags');
  const cover = pictureField(post);
  const used: (PlannedField | undefined)[] = [title, slug, body, publishedOn, status, excerpt, tags];
  const rest = post.fields.filter((field) => !used.includes(field) && !WITHHELD.test(field.name));
  const comment = entities.find((one) => one.name === 'Comment' || one.name === 'Reply');
  const parts = comment && {
    author: of(comment, 'author'),
    post: comment.fields.find((field) => field.to === post.name),
    body: of(comment, 'body'),
    status: of(comment, 'status'),
    email: of(comment, 'email'),
  };
  const states =
    parts?.status &&
    commentStates(
      parts.status.values,
      comment?.states?.field === parts.status.name ? comment.states.initial : undefined,
    );
  return {
    language: languageOf(expansion),
    brand: app.title,
    description: shortLabel(descriptionOf(prompt, languageOf(expansion)) ?? app.description, 158),
    look: lookOf(expansion),
    atHome: !expansion.kinds.includes('landing') && !expansion.kinds.includes('shop'),
    signIn: expansion.kinds.includes('app'),
    post: {
      entity: post.name,
      title: title.property,
      slug: slug.property,
      body: body.property,
      ...(excerpt ? { excerpt: excerpt.property } : {}),
      ...(tags?.type === 'string' ? { tags: tags.property } : {}),
      ...(cover ? { cover: cover.property } : {}),
      publishedOn: publishedOn.property,
      status: {
        field: status.property,
        published: status.values?.find((value) => value === PUBLISHED) ?? status.values?.at(-1) ?? PUBLISHED,
      },
      about: rest.filter((field) => field.type === 'reference').map((field) => field.property),
      facts: rest
        .filter((field) => !['reference', 'text', 'boolean', 'image', 'file'].includes(field.type))
        .map((field) => field.property),
    },
    ...(comment && parts?.author && parts.post && parts.body && parts.status && states
      ? {
          comment: {
            entity: comment.name,
            post: parts.post.property,
            author: parts.author.property,
            ...(parts.email ? { email: parts.email.property } : {}),
            body: parts.body.property,
            status: { field: parts.status.property, ...states },
          },
        }
      : {}),
  };
}
