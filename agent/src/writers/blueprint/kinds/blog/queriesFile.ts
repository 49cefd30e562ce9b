import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import { Imports, lines, str } from '../../emit.ts';
import { isText } from '../../labels.ts';
import type { App, Entity, Field } from '../../model.ts';

/** What the writers of the blog's files share: its entities, and the fields that its plan names. */
export interface BlogParts {
  post: Entity;
  comment?: Entity;
  field(property: string): Field | undefined;
  /** References whose row's label stands beside a post. */
  about: Field[];
  facts: Field[];
}

export function partsOf(app: App, blog: PlannedBlog): BlogParts | undefined {
  const post = app.entities.find(({ name }) => name === blog.post.entity);
  const comment = app.entities.find(({ name }) => name === blog.comment?.entity);
  if (!post) return undefined;
  const field = (property: string) => post.fields.find((each) => each.property === property);
  return {
    post,
    ...(comment ? { comment } : {}),
    field,
    about: blog.post.about
      .flatMap((property) => field(property) ?? [])
      .filter(({ target }) => target?.labelled && isText(target.labelled)),
    facts: blog.post.facts.flatMap((property) => field(property) ?? []),
  };
}

/** src/features/blog/address.ts */
const ADDRESS = `/** The path of a post: its own address, or its id where it has none. */
export const postPath = (post: { slug: string | null; id: string }): string =>
  \`/blog/\${encodeURIComponent(post.slug || post.id)}\`;

export const tagPath = (tag: string): string => \`/blog/tags/\${encodeURIComponent(tag)}\`;

/** The tags of a post, each once, as they were typed between the commas. */
export function tagsOf(text: string | null): string[] {
  const tags = (text ?? '').split(',').map((tag) => tag.normalize('NFC').replace(/\\s+/g, ' ').trim());
  return tags.filter((tag, at) => tag !== '' && tags.findIndex((one) => one.toLowerCase() === tag.toLowerCase()) === at);
}

/** Whether a post has a tag, however its letters and spaces were typed. */
export function hasTag(text: string | null, tag: string): boolean {
  const [wanted] = tagsOf(tag);
  return tagsOf(text).some((one) => one.toLowerCase() === wanted?.toLowerCase());
}
`;

const COVER_ADDRESS = `
/** Where readers find the cover of a post. */
export const coverPath = (id: string): string => \`/blog/pictures/\${id}\`;
`;

export const addressFile = (blog: PlannedBlog): string => (blog.post.cover ? ADDRESS + COVER_ADDRESS : ADDRESS);

/** src/app/blog/pictures/[file]/route.ts */
export const COVERS_ROUTE = `import { findCover } from '@/features/blog/queries';
import { isPicture } from '@/lib/files';
import { openStorage } from '@/lib/storage/storage';

type Context = { params: Promise<{ file: string }> };

/** The cover of a post that readers see. Whatever else was uploaded is not found here. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const file = await findCover((await params).file);
  const bytes = file && isPicture(file.type) && (await (await openStorage(file.storage)).open(file.storageKey));
  if (!file || !bytes) return new Response(null, { status: 404 });
  return new Response(bytes, {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      // A post may be taken back.
      'Cache-Control': 'public, max-age=600',
    },
  });
}
`;

/** src/features/blog/queries.ts: what readers may see. */
export function blogQueries(blog: PlannedBlog, parts: BlogParts): string {
  const { post, comment, about } = parts;
  const table = post.tableVariable;
  const { slug, title, body, excerpt, tags, cover, publishedOn, status } = blog.post;
  const imports = new Imports()
    .add('drizzle-orm', 'and', 'count', 'desc', 'eq', 'getTableColumns', 'lte', 'or', 'sql')
    .add('react', 'cache')
    .add('@/db', 'db')
    .add(`@/db/schema/${post.slug}`, table)
    .add('@/lib/list-params', 'matches')
    .add('@/features/blog/address', ...(tags ? ['hasTag', 'tagsOf'] : []));
  const joined = about.map((field) => {
    const target = field.target;
    if (!target?.labelled) return undefined;
    imports.add(`@/db/schema/${target.slug}`, target.tableVariable);
    return { field, target, label: `${target.tableVariable}.${target.labelled.property}` };
  });
  // One table joined twice would need an alias: the first reference to it is enough for a reader.
  const joins = joined
    .filter((one) => one !== undefined)
    .filter((one, at, all) => all.findIndex((other) => other.target === one.target) === at && one.target !== post);
  const join = joins
    .map(
      ({ field, target }) =>
        `.leftJoin(${target.tableVariable}, eq(${table}.${field.property}, ${target.tableVariable}.id))`,
    )
    .join('');
  const searched = [title, body, excerpt, tags]
    .filter((property) => property !== undefined)
    .map((property) => `${table}.${property}`);
  if (tags) imports.add('drizzle-orm', 'inArray');
  if (cover) imports.add('@/db/schema/files', 'appFiles');
  if (comment) imports.add(`@/db/schema/${comment.slug}`, comment.tableVariable).add('drizzle-orm', 'asc');
  return lines(
    imports.print(),
    '',
    '/** Posts on one page of the list. */',
    'export const postsPerPage = 10;',
    '',
    '/** The day of a post: the one that its author chose, or that of its making. */',
    `const day = sql<string>\`coalesce(nullif(\${${table}.${publishedOn}}, ''), date(\${${table}.createdAt} / 1000, 'unixepoch'))\`;`,
    '',
    `const columns = { ...getTableColumns(${table}), day, ${joins.map(({ field, label }) => `${field.relation}: ${label}`).join(', ')} };`,
    '',
    '/** What readers may see: published, and its day has come. */',
    'const isPublic = () =>',
    `and(eq(${table}.${status.field}, ${str(status.published)}), lte(day, new Date().toISOString().slice(0, 10)));`,
    '',
    `const newestFirst = [desc(day), desc(${table}.createdAt), desc(${table}.id)];`,
    '',
    '/** One page of the posts that readers see, newest first. */',
    `export async function listPosts({ q = '', page = 1 }: { q?: string; page?: number }) {`,
    'const where = and(',
    'isPublic(),',
    `matches(q, [${searched.join(', ')}]),`,
    ');',
    'const [rows, [total]] = await db.batch([',
    `db.select(columns).from(${table})${join}.where(where).orderBy(...newestFirst)`,
    '.limit(postsPerPage).offset((page - 1) * postsPerPage),',
    `db.select({ count: count() }).from(${table}).where(where),`,
    ']);',
    'return { rows, total: total?.count ?? 0 };',
    '}',
    '',
    `export type PublicPost = Awaited<ReturnType<typeof listPosts>>['rows'][number];`,
    '',
    tags &&
      lines(
        '/** One page of the posts with a tag. Compared here, since the database takes É and é for two letters. */',
        'export async function listTagged({ tag, page = 1 }: { tag: string; page?: number }) {',
        `const all = await db.select({ id: ${table}.id, tags: ${table}.${tags} }).from(${table}).where(isPublic()).orderBy(...newestFirst);`,
        'const ids = all.filter((row) => hasTag(row.tags, tag)).map(({ id }) => id);',
        'const shown = ids.slice((page - 1) * postsPerPage, page * postsPerPage);',
        `const rows = await db.select(columns).from(${table})${join}.where(inArray(${table}.id, shown)).orderBy(...newestFirst);`,
        'return { rows, total: ids.length };',
        '}',
        '',
      ),
    '/** A post that readers see, by its address or its id. */',
    'export const getPost = cache(async (address: string) => {',
    `const [row] = await db.select(columns).from(${table})${join}`,
    `.where(and(isPublic(), or(eq(${table}.${slug}, address), eq(${table}.id, address)))).limit(1);`,
    'return row ?? null;',
    '});',
    '',
    cover &&
      lines(
        '/** A file that is the cover of a post which readers see. */',
        'export async function findCover(id: string) {',
        'const [found] = await db',
        '.select({ file: appFiles })',
        '.from(appFiles)',
        `.innerJoin(${table}, eq(${table}.${cover}, appFiles.id))`,
        `.where(and(eq(appFiles.id, id), eq(appFiles.entity, '${post.slug}'), eq(appFiles.recordId, ${table}.id), isPublic()))`,
        '.limit(1);',
        'return found?.file ?? null;',
        '}',
        '',
      ),
    '/** Addresses of every post that readers see, for the sitemap. */',
    'export function allPosts() {',
    `return db.select({ id: ${table}.id, slug: ${table}.${slug}, updatedAt: ${table}.updatedAt }).from(${table}).where(isPublic()).orderBy(desc(day)).limit(20_000);`,
    '}',
    '',
    '/** Tags with how many posts have them, the commonest first. */',
    'export async function allTags(): Promise<{ tag: string; count: number }[]> {',
    tags
      ? lines(
          `const rows = await db.select({ tags: ${table}.${tags} }).from(${table}).where(isPublic());`,
          'const counts = new Map<string, { tag: string; count: number }>();',
          'for (const tag of rows.flatMap((row) => tagsOf(row.tags))) {',
          'const known = counts.get(tag.toLowerCase());',
          'if (known) known.count += 1;',
          'else counts.set(tag.toLowerCase(), { tag, count: 1 });',
          '}',
          'return [...counts.values()].sort((a, b) => b.count - a.count || a.tag.localeCompare(b.tag));',
        )
      : 'return [];',
    '}',
    '',
    comment &&
      blog.comment &&
      lines(
        '/** The comments on a post that the owner has approved, oldest first. */',
        'export function approvedComments(postId: string) {',
        'return db',
        `.select({ id: ${comment.tableVariable}.id, author: ${comment.tableVariable}.${blog.comment.author}, body: ${comment.tableVariable}.${blog.comment.body}, createdAt: ${comment.tableVariable}.createdAt })`,
        `.from(${comment.tableVariable})`,
        `.where(and(eq(${comment.tableVariable}.${blog.comment.post}, postId), eq(${comment.tableVariable}.${blog.comment.status.field}, ${str(blog.comment.status.approved)})))`,
        `.orderBy(asc(${comment.tableVariable}.createdAt)).limit(500);`,
        '}',
        '',
        '/** Comments that wait for the owner, oldest first. */',
        'export function waitingComments() {',
        'return db',
        `.select({ id: ${comment.tableVariable}.id, author: ${comment.tableVariable}.${blog.comment.author}, body: ${comment.tableVariable}.${blog.comment.body}, createdAt: ${comment.tableVariable}.createdAt, post: { id: ${table}.id, title: ${table}.${title} } })`,
        `.from(${comment.tableVariable})`,
        `.leftJoin(${table}, eq(${comment.tableVariable}.${blog.comment.post}, ${table}.id))`,
        `.where(eq(${comment.tableVariable}.${blog.comment.status.field}, ${str(blog.comment.status.waiting)}))`,
        `.orderBy(asc(${comment.tableVariable}.createdAt)).limit(200);`,
        '}',
        '',
      ),
  ).replace(/import \{ {2}\} from '@\/features\/blog\/address';\n/, '');
}
