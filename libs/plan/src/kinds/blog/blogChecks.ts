import { lockedField, stepsOf } from '../../access.ts';
import { EntityChecks } from '../../entityChecks.ts';
import type { Check, PlannedEntity, Step } from '../../plan.ts';
import type { PlannedBlog } from './blog.ts';
import { BLOG_WORDS, MODERATION, PREVIEW_TAB } from './words.ts';

/** What readers find and what they do not, what they write, and what the author does with it. */
export function blogChecks(blog: PlannedBlog, entities: PlannedEntity[]): Check[] {
  const words = BLOG_WORDS[blog.language];
  const post = entities.find(({ name }) => name === blog.post.entity);
  if (!post) return [];
  const nameOf = (entity: PlannedEntity, property: string | undefined) =>
    entity.fields.find((field) => field.property === property)?.name ?? '';
  const labelOf = (entity: PlannedEntity, property: string) =>
    entity.fields.find((field) => field.property === property)?.label ?? '';
  const rows = new EntityChecks(entities);
  const home = blog.atHome ? '/' : '/blog';
  const made = (word: string, status: string, more: [property: string | undefined, value: string][] = []) =>
    rows.row(post, word, {
      given: new Map([
        [nameOf(post, blog.post.status.field), status],
        ...more.flatMap(([property, value]): [string, string][] => (property ? [[nameOf(post, property), value]] : [])),
      ]),
    });
  const published = (word: string, more?: [property: string | undefined, value: string][]) =>
    made(word, blog.post.status.published, more);
  const open = (label: string): Step[] => [
    { do: 'open', path: '/blog' },
    { do: 'click', role: 'link', name: label },
    { do: 'see', text: label, in: 'heading' },
  ];
  const text: [string | undefined, string] = [
    blog.post.body,
    'First words {run}\n\n## A part {run}\n\nThis is **strong** and a [link](https://example.com/).',
  ];
  const read = published('read', [text]);
  const draft = made(
    'draft',
    post.fields
      .find((field) => field.property === blog.post.status.field)
      ?.values?.find((value) => value !== blog.post.status.published) ?? 'Draft',
  );
  const tagged = published('tagged', [[blog.post.tags, 'trails, tag {run}']]);
  const searched = published('searched', [[blog.post.body, 'Only here stands needle{run} to be found.']]);
  const fed = published('fed');
  const checks: Check[] = [
    {
      name: 'Blog: a visitor reads the list of posts without signing in',
      as: 'visitor',
      steps: [
        { do: 'open', path: home },
        { do: 'see', text: blog.brand, in: 'heading' },
        { do: 'at', path: home },
      ],
    },
    {
      name: 'Blog: a published post has a page with its text set from Markdown, also after a reload',
      as: 'owner',
      steps: [
        ...read.steps,
        ...open(read.label),
        { do: 'see', text: 'This is strong and a link.', in: 'main' },
        { do: 'notSee', text: '**strong**', in: 'main' },
        { do: 'reload' },
        { do: 'see', text: 'A part {run}', in: 'main' },
      ],
    },
    {
      name: 'Blog: a draft is not published',
      as: 'owner',
      steps: [
        ...draft.steps,
        { do: 'open', path: '/blog' },
        { do: 'see', text: words.posts, in: 'page' },
        { do: 'notSee', text: draft.label, in: 'page' },
        { do: 'open', path: `/blog/${slugOf(draft.label)}` },
        { do: 'notSee', text: draft.label, in: 'page' },
      ],
    },
    {
      name: 'Blog: the author sees the text as readers will before it is saved',
      as: 'owner',
      steps: [
        { do: 'open', path: `/${post.slug}/new` },
        { do: 'fill', label: labelOf(post, blog.post.body), value: 'This is **strong** {run}' },
        { do: 'click', role: 'tab', name: PREVIEW_TAB },
        { do: 'see', text: 'This is strong {run}', in: 'main' },
      ],
    },
    {
      name: 'Blog: readers search it',
      as: 'owner',
      steps: [
        ...searched.steps,
        { do: 'open', path: '/blog' },
        { do: 'fill', label: words.search, value: 'needle{run}' },
        { do: 'click', role: 'button', name: words.searchButton },
        { do: 'see', text: words.found('needle{run}'), in: 'heading' },
        { do: 'see', text: searched.label, in: 'main' },
      ],
    },
    {
      name: 'Blog: the feed has what is published',
      as: 'owner',
      steps: [...fed.steps, { do: 'open', path: '/blog/rss.xml' }, { do: 'see', text: fed.label, in: 'page' }],
    },
  ];
  if (blog.post.cover) {
    const covered = published('covered', [[blog.post.cover, 'cover.png']]);
    checks.push({
      name: 'Blog: readers see the cover of a post',
      as: 'owner',
      steps: [
        ...covered.steps,
        { do: 'become', actor: 'visitor' },
        ...open(covered.label),
        { do: 'seePicture', name: covered.label },
      ],
    });
  }
  if (blog.post.tags) {
    checks.push({
      name: 'Blog: a tag leads to its posts',
      as: 'owner',
      steps: [
        ...tagged.steps,
        ...open(tagged.label),
        { do: 'click', role: 'link', name: 'tag {run}' },
        { do: 'see', text: words.tagged('tag {run}'), in: 'heading' },
        { do: 'see', text: tagged.label, in: 'main' },
      ],
    });
  }
  return [...checks, ...commentChecks(blog, entities, published('discussed'), published('discussed badly'))];
}

/** The end of a post's address, as the app makes it from a title of plain letters. */
const slugOf = (title: string) => title.toLowerCase().replace(/[^a-z0-9{}]+/g, '-');

function commentChecks(
  { comment, language }: PlannedBlog,
  entities: PlannedEntity[],
  post: { steps: Step[]; label: string },
  other: { steps: Step[]; label: string },
): Check[] {
  if (!comment) return [];
  const entity = entities.find(({ name }) => name === comment.entity);
  const steps = entity && lockedField(entity) ? stepsOf(entity)?.transitions : undefined;
  /** Where comments have steps, nobody takes one to a state that no step leads to. */
  const leads = (to: string) =>
    steps?.some((step) => step.to === to && step.from.includes(comment.status.waiting)) ?? true;
  const [approves, rejects] = [leads(comment.status.approved), leads(comment.status.rejected)];
  const words = BLOG_WORDS[language];
  const open: Step[] = [
    { do: 'open', path: '/blog' },
    { do: 'click', role: 'link', name: post.label },
    { do: 'see', text: post.label, in: 'heading' },
  ];
  const within = MODERATION.commentBy('Reader {run}');
  const write = (text: string): Step[] => [
    { do: 'fill', label: words.name, value: 'Reader {run}' },
    { do: 'fill', label: words.comment, value: text },
    { do: 'click', role: 'button', name: words.send },
    { do: 'see', text: words.thanks, in: 'main' },
  ];
  const checks: (Check | false)[] = [
    approves && {
      name: 'Blog: a comment waits for the owner, and stands there once approved',
      as: 'owner',
      steps: [
        ...post.steps,
        ...open,
        ...write('Good to know {run}'),
        { do: 'reload' },
        { do: 'notSee', text: 'Good to know {run}', in: 'page' },
        { do: 'open', path: '/moderation' },
        { do: 'see', text: 'Good to know {run}', in: 'main' },
        { do: 'click', role: 'button', name: MODERATION.approve, within },
        { do: 'notSee', text: 'Good to know {run}', in: 'main' },
        ...open,
        { do: 'see', text: 'Good to know {run}', in: 'main' },
      ],
    },
    rejects && {
      name: 'Blog: a comment without a name is refused, a rejected one is seen by nobody',
      as: 'owner',
      steps: [
        ...other.steps,
        { do: 'open', path: '/blog' },
        { do: 'click', role: 'link', name: other.label },
        { do: 'see', text: other.label, in: 'heading' },
        { do: 'fill', label: words.comment, value: 'Buy this {run}' },
        { do: 'click', role: 'button', name: words.send },
        { do: 'seeError', label: words.name, text: words.needName },
        ...write('Buy this {run}'),
        { do: 'open', path: '/moderation' },
        { do: 'click', role: 'button', name: MODERATION.reject, within },
        { do: 'notSee', text: 'Buy this {run}', in: 'main' },
        { do: 'open', path: '/blog' },
        { do: 'click', role: 'link', name: other.label },
        { do: 'see', text: other.label, in: 'heading' },
        { do: 'notSee', text: 'Buy this {run}', in: 'page' },
      ],
    },
    {
      name: 'Blog: a visitor cannot moderate',
      as: 'visitor',
      steps: [
        { do: 'open', path: '/moderation' },
        { do: 'at', path: '/sign-in' },
      ],
    },
  ];
  return checks.filter((check) => check !== false);
}
