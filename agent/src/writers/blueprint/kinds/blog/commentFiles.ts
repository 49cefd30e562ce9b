import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import { BLOG_WORDS, MODERATION } from '@appfactory/plan/kinds/blog/words';
import { attr, Imports, jsxText, lines, str } from '../../emit.ts';
import type { Entity } from '../../model.ts';
import { isModerated, lockedSteps, moderationFile } from './moderationFile.ts';
import type { BlogParts } from './queriesFile.ts';

type Planned = NonNullable<PlannedBlog['comment']>;

/** src/features/blog/comments.tsx: the approved comments of a post, and the form for another. */
function commentsFile(blog: PlannedBlog): string {
  const words = BLOG_WORDS[blog.language];
  return lines(
    `import { CommentForm } from '@/features/blog/comment-form';`,
    `import { Day } from '@/features/blog/day';`,
    `import { approvedComments } from '@/features/blog/queries';`,
    '',
    'export async function Comments({ postId }: { postId: string }) {',
    'const comments = await approvedComments(postId);',
    'return (',
    '<section aria-labelledby="comments" className="border-t bg-muted">',
    '<div className="mx-auto flex max-w-3xl flex-col gap-8 px-5 py-14 md:px-8">',
    `<h2 id="comments" className="text-2xl">${jsxText(words.comments)}</h2>`,
    '{comments.length > 0 ? (',
    '<ul className="flex flex-col gap-6">',
    '{comments.map((comment) => (',
    '<li key={comment.id} className="flex flex-col gap-1.5">',
    '<p className="flex flex-wrap items-baseline gap-x-3 text-sm">',
    '<span className="font-semibold">{comment.author}</span>',
    '<span className="text-muted-foreground"><Day day={comment.createdAt.toISOString().slice(0, 10)} /></span>',
    '</p>',
    '<p className="whitespace-pre-line leading-relaxed [overflow-wrap:anywhere]">{comment.body}</p>',
    '</li>',
    '))}',
    '</ul>',
    ') : (',
    `<p className="text-muted-foreground">${jsxText(words.noComments)}</p>`,
    ')}',
    '<CommentForm postId={postId} />',
    '</div>',
    '</section>',
    ');',
    '}',
    '',
  );
}

/** src/features/blog/comment-form.tsx */
function commentFormFile(blog: PlannedBlog, planned: Planned): string {
  const words = BLOG_WORDS[blog.language];
  const box =
    'w-full rounded-lg border border-input bg-background px-3.5 text-base outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30 aria-invalid:border-destructive-text';
  const field = (
    name: string,
    label: string,
    control: 'input' | 'textarea',
    type: string,
    required: boolean,
    wide: boolean,
  ) =>
    lines(
      `<div className="flex flex-col gap-2${wide ? ' sm:col-span-2' : ''}">`,
      `<label htmlFor="comment-${name}" className="font-medium text-sm">${jsxText(label)}</label>`,
      control === 'textarea'
        ? `<textarea id="comment-${name}" name="${name}" rows={4} required={${String(required)}} defaultValue={state.values.${name} ?? ''} aria-invalid={state.errors.${name} ? true : undefined} aria-describedby={state.errors.${name} ? 'comment-${name}-error' : undefined} className={\`\${box} resize-y py-3\`} />`
        : `<input id="comment-${name}" name="${name}" type="${type}" autoComplete="${name === 'author' ? 'name' : 'email'}" required={${String(required)}} defaultValue={state.values.${name} ?? ''} aria-invalid={state.errors.${name} ? true : undefined} aria-describedby={state.errors.${name} ? 'comment-${name}-error' : undefined} className={\`\${box} h-12\`} />`,
      `{state.errors.${name} && (<p id="comment-${name}-error" role="alert" className="text-destructive-text text-sm">{state.errors.${name}}</p>)}`,
      '</div>',
    );
  return lines(
    `'use client';`,
    '',
    `import { useActionState } from 'react';`,
    `import { sendComment } from '@/features/blog/actions';`,
    '',
    `const box = '${box}';`,
    '',
    '/** Whoever reads may comment, without an account; the comment waits until the owner has seen it. */',
    'export function CommentForm({ postId }: { postId: string }) {',
    'const [state, send, sending] = useActionState(sendComment.bind(null, postId), { sent: false, errors: {}, values: {} });',
    'return (',
    '<form action={send} noValidate aria-labelledby="write-comment" className="grid gap-5 rounded-xl border bg-card p-6 sm:grid-cols-2">',
    `<h3 id="write-comment" className="font-semibold text-lg sm:col-span-2">${jsxText(words.write)}</h3>`,
    field('author', words.name, 'input', 'text', true, planned.email === undefined),
    planned.email !== undefined && field('email', words.email, 'input', 'email', false, false),
    field('body', words.comment, 'textarea', '', true, true),
    '{/* People do not see this one; programs that fill in everything do. */}',
    '<div aria-hidden="true" className="absolute -left-[9999px]"><input type="text" name="homepage" tabIndex={-1} autoComplete="off" /></div>',
    '<div className="flex flex-col gap-3 sm:col-span-2">',
    `{state.sent && <p role="status" className="font-medium text-primary-text">${jsxText(words.thanks)}</p>}`,
    '{state.message && <p role="alert" className="text-destructive-text text-sm">{state.message}</p>}',
    `<button type="submit" disabled={sending} className="inline-flex h-11 items-center self-start rounded-full bg-primary px-5 font-medium text-primary-foreground hover:bg-primary-hover disabled:opacity-70">${jsxText(words.send)}</button>`,
    '</div>',
    '</form>',
    ');',
    '}',
    '',
  );
}

/** Decides on comments: changes their state in the statement that checks the state that they have. */
function decideCode(planned: Planned, comment: Entity, imports: Imports): string[] {
  const { field, waiting } = planned.status;
  const table = comment.tableVariable;
  imports.add('@/lib/session', 'requireUser');
  const move = (from: string) =>
    `await db.update(${table}).set({ ${field}: status }).where(and(eq(${table}.id, id), ${from}));`;
  if (lockedSteps(comment)) {
    imports
      .add('drizzle-orm', 'inArray')
      .add('next/navigation', 'notFound')
      .add('@/features/blog/moderation', 'statesBefore');
    return [
      'const from = statesBefore(await requireUser(), status);',
      'if (from.length === 0) notFound();',
      move(`inArray(${table}.${field}, from)`),
    ];
  }
  if (!isModerated(comment)) return ['await requireUser();', move(`eq(${table}.${field}, ${str(waiting)})`)];
  imports.add('next/navigation', 'notFound').add('@/features/blog/moderation', 'mayModerate');
  return ['if (!mayModerate(await requireUser())) notFound();', move(`eq(${table}.${field}, ${str(waiting)})`)];
}

/** src/features/blog/actions.ts */
function actionsFile(blog: PlannedBlog, planned: Planned, comment: Entity): string {
  const words = BLOG_WORDS[blog.language];
  const table = comment.tableVariable;
  const imports = new Imports()
    .add('drizzle-orm', 'and', 'eq')
    .add('next/cache', 'revalidatePath')
    .add('next/headers', 'headers')
    .add('zod', 'z')
    .add('@/db', 'db')
    .add(`@/db/schema/${comment.slug}`, table)
    .add('@/features/blog/queries', 'getPost')
    .add('@/lib/rate-limit', 'RateLimit');
  const decide = decideCode(planned, comment, imports);
  if (planned.email) imports.add('@/lib/fields', 'optional');
  return lines(
    `'use server';`,
    '',
    imports.print(),
    '',
    'type CommentState = { sent: boolean; message?: string; errors: Record<string, string>; values: Record<string, string> };',
    '',
    '// Kept outside the module, so that an edit in development does not forget the counts.',
    'const holder = globalThis as typeof globalThis & { commentLimit?: RateLimit };',
    'holder.commentLimit ??= new RateLimit(20, 15 * 60 * 1000);',
    'const limit = holder.commentLimit;',
    '',
    'const written = z.object({',
    `author: z.string().trim().min(1, ${str(words.needName)}).max(200, ${str(words.tooLong)}),`,
    planned.email &&
      `email: optional(z.string().trim().max(254, ${str(words.badEmail)}).pipe(z.email(${str(words.badEmail)}))),`,
    `body: z.string().trim().min(1, ${str(words.needComment)}).max(5_000, ${str(words.tooLong)}),`,
    '});',
    '',
    '/** Keeps a reader’s comment until the owner has seen it. Nobody needs an account for it. */',
    'export async function sendComment(postId: string, _before: CommentState, data: FormData): Promise<CommentState> {',
    'const typed = (name: string) => {',
    'const value = data.get(name);',
    `return typeof value === 'string' ? value : '';`,
    '};',
    `const values = { author: typed('author'), ${planned.email ? "email: typed('email'), " : ''}body: typed('body') };`,
    'const parsed = written.safeParse(values);',
    'if (!parsed.success) {',
    'const errors: Record<string, string> = {};',
    'for (const issue of parsed.error.issues) errors[String(issue.path[0])] ??= issue.message;',
    'return { sent: false, errors, values };',
    '}',
    'const sent: CommentState = { sent: true, errors: {}, values: {} };',
    // Programs should not learn that they were found out.
    `if (typed('homepage')) return sent;`,
    `const from = (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'local';`,
    `if (!limit.allows(from)) return { sent: false, errors: {}, values, message: ${str(words.tooMany)} };`,
    'limit.count(from);',
    '// Only what readers see can be commented on.',
    `const post = typeof postId === 'string' ? await getPost(postId) : null;`,
    'if (post) {',
    `await db.insert(${table}).values({`,
    `${planned.author}: parsed.data.author,`,
    planned.email && `${planned.email}: parsed.data.email,`,
    `${planned.body}: parsed.data.body,`,
    `${planned.post}: post.id,`,
    `${planned.status.field}: ${str(planned.status.waiting)},`,
    '});',
    `revalidatePath('/moderation');`,
    '}',
    'return sent;',
    '}',
    '',
    '/** Moves a comment that waits on. Somebody else may have done so already: then nothing changes. */',
    `async function decide(id: string, status: ${`'${planned.status.approved}' | '${planned.status.rejected}'`}): Promise<void> {`,
    ...decide,
    `revalidatePath('/moderation');`,
    `revalidatePath('/blog', 'layout');`,
    '}',
    '',
    'export async function approveComment(id: string): Promise<void> {',
    `await decide(id, ${str(planned.status.approved)});`,
    '}',
    '',
    'export async function rejectComment(id: string): Promise<void> {',
    `await decide(id, ${str(planned.status.rejected)});`,
    '}',
    '',
  );
}

/** src/app/(app)/moderation/page.tsx */
function moderationPage(planned: Planned, post: Entity, comment: Entity): string {
  const imports = new Imports().add('@/lib/session', 'requireUser');
  const stepped = lockedSteps(comment) !== undefined;
  if (stepped) imports.add('@/features/blog/moderation', 'mayDecide');
  if (isModerated(comment)) {
    imports.add('@/features/blog/moderation', 'mayModerate').add('next/navigation', 'notFound');
  }
  const guard = isModerated(comment)
    ? ['const user = await requireUser();', 'if (!mayModerate(user)) notFound();']
    : ['await requireUser();'];
  const button = (action: string, state: string, look: string) => {
    const form = `<form action={${action}.bind(null, comment.id)}>${look}</form>`;
    return stepped ? `{mayDecide(user, ${str(state)}) && (${form})}` : form;
  };
  return lines(
    imports
      .addType('next', 'Metadata')
      .add('lucide-react', 'Check', 'MessageSquareDashed', 'X')
      .add('next/link', 'default as Link')
      .add('@/components/local-time', 'LocalTime')
      .add('@/components/page', 'Page')
      .add('@/components/ui/button', 'Button')
      .add('@/components/ui/empty', 'Empty', 'EmptyDescription', 'EmptyHeader', 'EmptyMedia', 'EmptyTitle')
      .add('@/features/blog/actions', 'approveComment', 'rejectComment')
      .add('@/features/blog/queries', 'waitingComments')
      .print(),
    '',
    `export const metadata: Metadata = { title: ${str(MODERATION.title)} };`,
    '',
    '/** The comments that wait, each with what can be done with it. */',
    'export default async function ModerationPage() {',
    ...guard,
    'const comments = await waitingComments();',
    'return (',
    `<Page title=${attr(MODERATION.title)} description="Comments that readers have written. They appear once they are approved." crumbs={[{ label: ${str(MODERATION.title)} }]}>`,
    '{comments.length === 0 ? (',
    '<Empty className="rounded-xl border bg-card">',
    '<EmptyHeader>',
    '<EmptyMedia variant="icon"><MessageSquareDashed /></EmptyMedia>',
    `<EmptyTitle>${MODERATION.nothing}</EmptyTitle>`,
    '<EmptyDescription>What readers write will wait here for you.</EmptyDescription>',
    '</EmptyHeader>',
    '</Empty>',
    ') : (',
    '<ul className="divide-y rounded-xl border bg-card">',
    '{comments.map((comment) => (',
    '<li key={comment.id}>',
    `<article aria-label={\`Comment by \${comment.author}\`} className="flex flex-col gap-3 p-5 md:flex-row md:items-start md:justify-between md:gap-8">`,
    '<div className="flex min-w-0 flex-col gap-1.5">',
    '<p className="flex flex-wrap items-baseline gap-x-2 text-muted-foreground text-xs">',
    '<span className="font-medium text-foreground text-sm">{comment.author}</span>',
    '<LocalTime value={comment.createdAt} />',
    `{comment.post && <Link href={\`/${post.slug}/\${comment.post.id}\`} className="value-link">{comment.post.title}</Link>}`,
    '</p>',
    '<p className="whitespace-pre-line leading-relaxed [overflow-wrap:anywhere]">{comment.body}</p>',
    '</div>',
    '<div className="flex shrink-0 gap-2">',
    button(
      'approveComment',
      planned.status.approved,
      `<Button type="submit" size="sm"><Check /> ${MODERATION.approve}</Button>`,
    ),
    button(
      'rejectComment',
      planned.status.rejected,
      `<Button type="submit" size="sm" variant="outline"><X /> ${MODERATION.reject}</Button>`,
    ),
    '</div>',
    '</article>',
    '</li>',
    '))}',
    '</ul>',
    ')}',
    '</Page>',
    ');',
    '}',
    '',
  );
}

/** What readers write and the owner decides on, by path. */
export function commentFiles(blog: PlannedBlog, { post, comment }: BlogParts): [path: string, text: string][] {
  if (!comment || !blog.comment) return [];
  return [
    ['src/features/blog/comments.tsx', commentsFile(blog)],
    ['src/features/blog/comment-form.tsx', commentFormFile(blog, blog.comment)],
    ['src/features/blog/actions.ts', actionsFile(blog, blog.comment, comment)],
    ['src/app/(app)/moderation/page.tsx', moderationPage(blog.comment, post, comment)],
    ...(isModerated(comment)
      ? [['src/features/blog/moderation.ts', moderationFile(blog.comment, comment)] as [string, string]]
      : []),
  ];
}
