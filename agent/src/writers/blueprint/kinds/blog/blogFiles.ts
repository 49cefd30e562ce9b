import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import type { App } from '../../model.ts';
import { commentFiles } from './commentFiles.ts';
import { feedRoute } from './feedFile.ts';
import { blogIndexFile, dayFile, indexPage, postListFile, postPage, tagPage } from './pageFiles.ts';
import { addressFile, blogQueries, COVERS_ROUTE, partsOf } from './queriesFile.ts';

/** Every file of the public blog, by path. */
export function* blogFiles(app: App, blog: PlannedBlog): Generator<[path: string, text: string]> {
  const parts = partsOf(app, blog);
  if (!parts) return;
  yield ['src/features/blog/address.ts', addressFile(blog)];
  yield ['src/features/blog/queries.ts', blogQueries(blog, parts)];
  yield ['src/features/blog/day.tsx', dayFile(blog)];
  yield ['src/features/blog/post-list.tsx', postListFile(blog, parts)];
  yield ['src/features/blog/blog-index.tsx', blogIndexFile(blog)];
  yield ['src/app/blog/page.tsx', indexPage(blog, '/blog')];
  yield ['src/app/blog/[post]/page.tsx', postPage(app, blog, parts)];
  if (blog.post.tags) yield ['src/app/blog/tags/[tag]/page.tsx', tagPage(blog)];
  if (blog.post.cover) yield ['src/app/blog/pictures/[file]/route.ts', COVERS_ROUTE];
  yield ['src/app/blog/rss.xml/route.ts', feedRoute(blog)];
  if (blog.atHome) yield ['src/app/page.tsx', indexPage(blog, '/')];
  yield* commentFiles(blog, parts);
}
