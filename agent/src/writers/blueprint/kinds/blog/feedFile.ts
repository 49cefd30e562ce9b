// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the code that is written.
import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import { lines } from '../../emit.ts';

/** src/app/blog/rss.xml/route.ts */
export function feedRoute(blog: PlannedBlog): string {
  return lines(
    `import { app } from '@/config/app';`,
    `import { postPath } from '@/features/blog/address';`,
    `import { description } from '@/features/blog/blog-index';`,
    `import { excerptOf } from '@/features/blog/post-list';`,
    `import { listPosts } from '@/features/blog/queries';`,
    `import { appUrl } from '@/lib/app-url';`,
    '',
    `export const dynamic = 'force-dynamic';`,
    '',
    '/** Text inside XML: what would be markup stays text, and what no XML may hold is left out. */',
    'const text = (value: string) =>',
    'value',
    `.replace(/[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]/gu, '')`,
    `.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');`,
    '',
    '/** The newest posts for readers of feeds (RSS 2.0). */',
    'export async function GET(): Promise<Response> {',
    'const url = await appUrl();',
    'const { rows } = await listPosts({});',
    'const items = rows.map((post) => {',
    'const link = text(url + postPath(post));',
    'const date = new Date(`${post.day}T00:00:00Z`).toUTCString();',
    `return \`<item><title>\${text(post.${blog.post.title})}</title><link>\${link}</link><guid isPermaLink="false">\${post.id}</guid><pubDate>\${date}</pubDate><description>\${text(excerptOf(post, 600))}</description></item>\`;`,
    '});',
    'const feed = `<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${text(app.name)}</title><link>${text(url)}/blog</link><description>${text(description)}</description>' +
      `<language>${blog.language}</language>` +
      '<atom:link href="${text(url)}/blog/rss.xml" rel="self" type="application/rss+xml"/>${items.join(\'\')}</channel></rss>`;',
    `return new Response(feed, { headers: { 'Content-Type': 'application/rss+xml; charset=utf-8' } });`,
    '}',
    '',
  );
}
