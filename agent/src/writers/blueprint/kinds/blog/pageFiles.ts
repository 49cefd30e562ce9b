// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the code that is written.
import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import { BLOG_WORDS } from '@appfactory/plan/kinds/blog/words';
import { attr, Imports, jsxText, lines, str } from '../../emit.ts';
import type { App } from '../../model.ts';
import { factCode } from '../textCode.ts';
import type { BlogParts } from './queriesFile.ts';

/** Why pictures of the blog are no business of an optimiser. */
const AS_UPLOADED = 'files of this app, as they were uploaded';
const NO_OPTIMISER = `/* eslint-disable @next/next/no-img-element -- ${AS_UPLOADED} */`;

const locale = (blog: PlannedBlog) => (blog.language === 'de' ? 'de-DE' : 'en-US');

/** src/features/blog/post-list.tsx: the posts of a list, and how to get to the older ones. */
export function postListFile(blog: PlannedBlog, parts: BlogParts): string {
  const words = BLOG_WORDS[blog.language];
  const { post, about } = parts;
  const title = blog.post.title;
  const excerpt = blog.post.excerpt;
  const named = about.find(({ target }) => target && target !== post);
  const { cover } = blog.post;
  const imports = new Imports()
    .add('next/link', 'default as Link')
    .add('@/components/markdown', 'plainText')
    .add(
      '@/features/blog/address',
      'postPath',
      ...(blog.post.tags ? ['tagPath', 'tagsOf'] : []),
      ...(blog.post.cover ? ['coverPath'] : []),
    )
    .add('@/features/blog/day', 'Day')
    .add('@/features/blog/queries', 'postsPerPage')
    .addType('@/features/blog/queries', 'PublicPost');
  return lines(
    cover && NO_OPTIMISER,
    imports.print(),
    '',
    '/** The first words of a post, for lists and search engines. */',
    'export function excerptOf(post: PublicPost, length = 220): string {',
    `const text = ${excerpt ? `post.${excerpt} || ` : ''}plainText(post.${blog.post.body});`,
    "return text.length <= length ? text : `${text.slice(0, length).replace(/\\s+\\S*$/, '')}…`;",
    '}',
    '',
    'export function PostList({ posts, nothing }: { posts: PublicPost[]; nothing: string }) {',
    'if (posts.length === 0) return <p className="py-6 text-lg text-muted-foreground">{nothing}</p>;',
    'return (',
    '<ul className="flex flex-col">',
    '{posts.map((post) => (',
    '<li key={post.id} className="border-b last:border-b-0">',
    '<article className="grid gap-x-10 gap-y-2 py-8 md:grid-cols-[9rem_minmax(0,1fr)]">',
    '<div className="flex gap-3 pt-1 text-muted-foreground text-sm md:flex-col md:gap-1">',
    '<Day day={post.day} />',
    named && `{post.${named.relation} && <span>{post.${named.relation}}</span>}`,
    '</div>',
    '<div className="flex flex-col items-start gap-3">',
    cover && [
      `{post.${cover} && (`,
      `// biome-ignore lint/performance/noImgElement: ${AS_UPLOADED}.`,
      `<img src={coverPath(post.${cover})} alt="" loading="lazy" className="mb-2 aspect-[2/1] w-full max-w-2xl rounded-xl border object-cover" />`,
      ')}',
    ],
    '<h3 className="font-semibold text-2xl leading-snug tracking-tight [overflow-wrap:anywhere]">',
    `<Link href={postPath(post)} className="rounded-sm underline-offset-4 hover:underline">{post.${title}}</Link>`,
    '</h3>',
    '<p className="max-w-2xl text-muted-foreground leading-relaxed [overflow-wrap:anywhere]">{excerptOf(post)}</p>',
    blog.post.tags && `<Tags tags={tagsOf(post.${blog.post.tags})} />`,
    '</div>',
    '</article>',
    '</li>',
    '))}',
    '</ul>',
    ');',
    '}',
    '',
    blog.post.tags &&
      lines(
        'export function Tags({ tags }: { tags: string[] }) {',
        'if (tags.length === 0) return null;',
        'return (',
        '<ul className="flex flex-wrap gap-2 text-sm">',
        '{tags.map((tag) => (',
        '<li key={tag}>',
        '<Link href={tagPath(tag)} className="inline-flex h-7 items-center rounded-full bg-primary-soft px-3 text-primary-text hover:underline">{tag}</Link>',
        '</li>',
        '))}',
        '</ul>',
        ');',
        '}',
        '',
      ),
    'export function Pages({ page, total, hrefOf }: { page: number; total: number; hrefOf: (page: number) => string }) {',
    'const last = Math.max(1, Math.ceil(total / postsPerPage));',
    'if (last === 1) return null;',
    `const link = 'rounded-sm font-medium underline-offset-4 hover:underline';`,
    'return (',
    `<nav aria-label=${attr(words.posts)} className="flex justify-between gap-6 border-t pt-8">`,
    `{page > 1 ? <Link href={hrefOf(page - 1)} className={link}>${jsxText(words.newer)}</Link> : <span />}`,
    `{page < last && <Link href={hrefOf(page + 1)} className={link}>${jsxText(words.older)}</Link>}`,
    '</nav>',
    ');',
    '}',
    '',
  );
}

/** src/features/blog/day.tsx */
export const dayFile = (blog: PlannedBlog): string =>
  lines(
    `const format = new Intl.DateTimeFormat('${locale(blog)}', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });`,
    '',
    '/** A calendar day, `yyyy-MM-dd`, as readers write it. */',
    'export function Day({ day }: { day: string }) {',
    'return <time dateTime={day}>{format.format(new Date(`${day}T00:00:00Z`))}</time>;',
    '}',
    '',
  );

/** src/features/blog/blog-index.tsx: the list of posts with search and tags, as the first page or under /blog. */
export function blogIndexFile(blog: PlannedBlog): string {
  const words = BLOG_WORDS[blog.language];
  const imports = new Imports()
    .add('next/link', 'default as Link')
    .add('@/config/app', 'app')
    .add('@/features/blog/post-list', 'Pages', 'PostList', ...(blog.post.tags ? ['Tags'] : []))
    .add('@/features/blog/queries', ...(blog.post.tags ? ['allTags'] : []), 'listPosts')
    .add('@/features/site/art', 'SiteArt')
    .add('@/features/site/frame', 'SiteFrame')
    .addType('@/lib/list-params', 'SearchParams');
  return lines(
    imports.print(),
    '',
    "const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';",
    '',
    '/** What the address of the list says; whatever it does not understand is left out. */',
    'export function readAddress(query: SearchParams): { q: string; page: number } {',
    'const page = Number.parseInt(one(query.page), 10);',
    'return { q: one(query.q).trim().slice(0, 200), page: page > 0 ? Math.min(page, 10_000) : 1 };',
    '}',
    '',
    '/** What the blog is about. */',
    `export const description = ${str(blog.description)};`,
    '',
    '/** The blog as readers find it: newest first, searched by a plain form. */',
    'export async function BlogIndex({ q, page }: { q: string; page: number }) {',
    blog.post.tags
      ? 'const [{ rows, total }, tags] = await Promise.all([listPosts({ q, page }), allTags()]);'
      : 'const { rows, total } = await listPosts({ q, page });',
    'const hrefOf = (to: number) => `/blog?${new URLSearchParams({ ...(q ? { q } : {}), ...(to > 1 ? { page: String(to) } : {}) })}`;',
    'return (',
    '<SiteFrame>',
    '<div className="site-glow border-b">',
    '<div className="relative mx-auto flex max-w-4xl flex-col gap-5 px-5 pt-16 pb-12 md:px-8 md:pt-24 md:pb-16">',
    '{!q && (<div className="absolute top-1/2 right-8 hidden w-56 -translate-y-1/2 lg:block"><SiteArt /></div>)}',
    `<h1 className="text-4xl leading-tight [overflow-wrap:anywhere] md:text-5xl">{q ? ${foundCode(words.found)} : app.name}</h1>`,
    '{!q && <p className="max-w-2xl text-pretty text-lg text-muted-foreground leading-relaxed">{description}</p>}',
    '<form action="/blog" className="mt-2 flex max-w-md gap-2">',
    `<input type="search" name="q" defaultValue={q} aria-label=${attr(words.search)} placeholder=${attr(words.search)} maxLength={200} className="h-11 w-full min-w-0 rounded-full border border-input bg-background px-4 text-base outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30" />`,
    `<button type="submit" className="h-11 shrink-0 rounded-full bg-primary px-5 font-medium text-primary-foreground hover:bg-primary-hover">${jsxText(words.searchButton)}</button>`,
    '</form>',
    blog.post.tags && '{!q && <Tags tags={tags.slice(0, 12).map(({ tag }) => tag)} />}',
    '</div>',
    '</div>',
    '<div className="mx-auto flex max-w-4xl flex-col px-5 py-8 md:px-8 md:py-12">',
    '<div className="flex items-baseline justify-between gap-6">',
    `<h2 className="text-xl">${jsxText(words.posts)}</h2>`,
    `{q && <Link href="/blog" className="rounded-sm text-primary-text text-sm underline-offset-4 hover:underline">${jsxText(words.all)}</Link>}`,
    '</div>',
    `<PostList posts={rows} nothing={q ? ${str(words.noMatch)} : ${str(words.nothing)}} />`,
    '<Pages page={page} total={total} hrefOf={hrefOf} />',
    '</div>',
    '</SiteFrame>',
    ');',
    '}',
    '',
  );
}

/** A text with a value in it as a template: found('${q}'). */
function foundCode(text: (value: string) => string, variable = 'q'): string {
  const mark = '\u0001';
  const escaped = text(mark).replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `\`${escaped.replace(mark, `\${${variable}}`)}\``;
}

/** A page that shows the list of posts. */
export function indexPage(blog: PlannedBlog, path: '/' | '/blog'): string {
  const canonical = blog.atHome ? '/' : '/blog';
  return lines(
    `import type { Metadata } from 'next';`,
    `import { app } from '@/config/app';`,
    `import { BlogIndex, description, readAddress } from '@/features/blog/blog-index';`,
    `import { appUrl } from '@/lib/app-url';`,
    `import type { SearchParams } from '@/lib/list-params';`,
    '',
    `export const dynamic = 'force-dynamic';`,
    '',
    'export async function generateMetadata(): Promise<Metadata> {',
    'return {',
    'metadataBase: new URL(await appUrl()),',
    blog.atHome ? 'title: { absolute: app.name },' : `title: 'Blog',`,
    'description,',
    `alternates: { canonical: '${canonical}', types: { 'application/rss+xml': '/blog/rss.xml' } },`,
    `openGraph: { type: 'website', url: '${canonical}', siteName: app.name, title: app.name, description },`,
    '};',
    '}',
    '',
    `export default async function ${path === '/' ? 'HomePage' : 'BlogPage'}({ searchParams }: { searchParams: Promise<SearchParams> }) {`,
    'return <BlogIndex {...readAddress(await searchParams)} />;',
    '}',
    '',
  );
}

/** src/app/blog/tags/[tag]/page.tsx */
export function tagPage(blog: PlannedBlog): string {
  const words = BLOG_WORDS[blog.language];
  return lines(
    `import type { Metadata } from 'next';`,
    `import Link from 'next/link';`,
    `import { notFound } from 'next/navigation';`,
    `import { tagPath } from '@/features/blog/address';`,
    `import { readAddress } from '@/features/blog/blog-index';`,
    `import { Pages, PostList } from '@/features/blog/post-list';`,
    `import { listTagged } from '@/features/blog/queries';`,
    `import { SiteFrame } from '@/features/site/frame';`,
    `import { appUrl } from '@/lib/app-url';`,
    `import type { SearchParams } from '@/lib/list-params';`,
    '',
    'type Props = { params: Promise<{ tag: string }>; searchParams: Promise<SearchParams> };',
    '',
    '/** The tag of the address; an address that is damaged names none. */',
    "async function tagOf(params: Props['params']): Promise<string> {",
    'try {',
    'return decodeURIComponent((await params).tag);',
    '} catch {',
    'notFound();',
    '}',
    '}',
    '',
    'export async function generateMetadata({ params }: Props): Promise<Metadata> {',
    'const tag = await tagOf(params);',
    `const title = ${foundCode(words.tagged, 'tag')};`,
    'return { metadataBase: new URL(await appUrl()), title, description: title, alternates: { canonical: tagPath(tag) } };',
    '}',
    '',
    'export default async function TagPage({ params, searchParams }: Props) {',
    'const tag = await tagOf(params);',
    'const { page } = readAddress(await searchParams);',
    'const { rows, total } = await listTagged({ tag, page });',
    'if (total === 0) notFound();',
    'return (',
    '<SiteFrame>',
    '<div className="mx-auto flex max-w-4xl flex-col gap-2 px-5 py-16 md:px-8 md:py-24">',
    `<Link href="/blog" className="self-start rounded-sm text-primary-text text-sm underline-offset-4 hover:underline">${jsxText(words.all)}</Link>`,
    `<h1 className="text-4xl leading-tight [overflow-wrap:anywhere]">{${foundCode(words.tagged, 'tag')}}</h1>`,
    `<h2 className="sr-only">${jsxText(words.posts)}</h2>`,
    `<PostList posts={rows} nothing={${str(words.nothing)}} />`,
    '<Pages page={page} total={total} hrefOf={(to) => (to > 1 ? `${tagPath(tag)}?page=${to}` : tagPath(tag))} />',
    '</div>',
    '</SiteFrame>',
    ');',
    '}',
    '',
  );
}

/** src/app/blog/[post]/page.tsx */
export function postPage(app: App, blog: PlannedBlog, parts: BlogParts): string {
  const words = BLOG_WORDS[blog.language];
  const { post: entity, about, facts, comment } = parts;
  const { title, body, tags, cover } = blog.post;
  const imports = new Imports()
    .addType('next', 'Metadata')
    .add('next/link', 'default as Link')
    .add('next/navigation', 'notFound')
    .add('@/components/markdown', 'Markdown', 'plainText')
    .add('@/config/app', 'app')
    .add('@/features/blog/address', 'postPath', ...(tags ? ['tagsOf'] : []), ...(cover ? ['coverPath'] : []))
    .add('@/features/blog/day', 'Day')
    .add('@/features/blog/post-list', 'excerptOf', ...(tags ? ['Tags'] : []))
    .add('@/features/blog/queries', 'getPost')
    .add('@/features/site/frame', 'SiteFrame')
    .add('@/lib/app-url', 'appUrl');
  if (comment) imports.add('@/features/blog/comments', 'Comments');
  const named = about.filter(
    ({ target }, at, all) => target && target !== entity && all.findIndex((one) => one.target === target) === at,
  );
  const factRows = facts.map((field) => ({
    label: field.label,
    code: factCode(field, `post.${field.property}`, app, imports),
  }));
  return lines(
    cover && NO_OPTIMISER,
    imports.print(),
    '',
    'type Props = { params: Promise<{ post: string }> };',
    '',
    '/** The post of the address, if readers may see it. */',
    "async function postOf(params: Props['params']) {",
    "let address = '';",
    'try {',
    'address = decodeURIComponent((await params).post);',
    '} catch {',
    'notFound();',
    '}',
    'const post = await getPost(address);',
    'if (!post) notFound();',
    'return post;',
    '}',
    '',
    'export async function generateMetadata({ params }: Props): Promise<Metadata> {',
    'const post = await postOf(params);',
    'const description = excerptOf(post, 155);',
    'return {',
    'metadataBase: new URL(await appUrl()),',
    `title: post.${title},`,
    'description,',
    `alternates: { canonical: postPath(post), types: { 'application/rss+xml': '/blog/rss.xml' } },`,
    `openGraph: { type: 'article', url: postPath(post), siteName: app.name, title: post.${title}, description, publishedTime: post.day${tags ? `, tags: tagsOf(post.${tags})` : ''}${cover ? `, ...(post.${cover} ? { images: [coverPath(post.${cover})] } : {})` : ''} },`,
    '};',
    '}',
    '',
    'export default async function PostPage({ params }: Props) {',
    'const post = await postOf(params);',
    `const minutes = Math.max(1, Math.round(plainText(post.${body}).split(' ').length / 220));`,
    factRows.length > 0 &&
      lines(
        'const facts = [',
        ...factRows.map(({ label, code }) => `{ label: ${str(label)}, value: ${code} },`),
        '].filter(({ value }) => value);',
      ),
    `const data = { '@context': 'https://schema.org', '@type': 'BlogPosting', headline: post.${title}, datePublished: post.day, dateModified: post.updatedAt.toISOString(), description: excerptOf(post, 155), url: (await appUrl()) + postPath(post) };`,
    '// No tag can end the script that this stands in.',
    "const json = JSON.stringify(data).replaceAll('<', '\\\\u003c');",
    'return (',
    '<SiteFrame>',
    '{/* biome-ignore lint/security/noDangerouslySetInnerHtml: data of this app alone, and no tag can end it. */}',
    '<script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />',
    '<article className="mx-auto flex max-w-3xl flex-col gap-10 px-5 pt-14 pb-16 md:px-8 md:pt-20">',
    '<header className="flex flex-col gap-5">',
    `<Link href="/blog" className="self-start rounded-sm text-primary-text text-sm underline-offset-4 hover:underline">${jsxText(words.all)}</Link>`,
    `<h1 className="text-4xl leading-[1.1] [overflow-wrap:anywhere] md:text-5xl">{post.${title}}</h1>`,
    '<p className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-sm">',
    '<Day day={post.day} />',
    ...named.map(({ relation }) => `{post.${relation} && <span>{post.${relation}}</span>}`),
    `<span>{${foundCode(words.minutes, 'minutes')}}</span>`,
    '</p>',
    factRows.length > 0 &&
      '{facts.length > 0 && (<dl className="flex flex-wrap gap-x-8 gap-y-3 border-y py-4 text-sm">{facts.map(({ label, value }) => (<div key={label}><dt className="text-muted-foreground text-xs">{label}</dt><dd className="font-medium tabular-nums">{value}</dd></div>))}</dl>)}',
    '</header>',
    cover && [
      `{post.${cover} && (`,
      `// biome-ignore lint/performance/noImgElement: ${AS_UPLOADED}.`,
      `<img src={coverPath(post.${cover})} alt={post.${title}} className="max-h-[28rem] w-full rounded-xl border object-cover" />`,
      ')}',
    ],
    `<div className="text-lg"><Markdown text={post.${body}} /></div>`,
    tags && `<Tags tags={tagsOf(post.${tags})} />`,
    '</article>',
    comment && '<Comments postId={post.id} />',
    '</SiteFrame>',
    ');',
    '}',
    '',
  );
}
