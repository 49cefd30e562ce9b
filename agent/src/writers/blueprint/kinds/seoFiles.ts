// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the code that is written.
import { Imports, lines } from '../emit.ts';
import type { App } from '../model.ts';
import { partsOf } from './shop/parts.ts';

/** src/app/robots.ts and src/app/sitemap.ts: what search engines may read, and where it is. */
export function seoFiles(app: App): [path: string, text: string][] {
  const { landing, blog } = app.state;
  const shop = app.state.shop && partsOf(app, app.state.shop) ? app.state.shop : undefined;
  if (!landing && !blog && !shop) return [];
  const inside = [
    '/api/',
    '/dashboard',
    '/settings',
    '/sign-in',
    '/sign-up',
    ...app.entities.map(({ slug }) => `/${slug}`),
    ...(blog?.comment ? ['/moderation'] : []),
    ...(shop ? ['/shop/cart', '/shop/checkout', '/shop/orders/'] : []),
  ];
  const imports = new Imports().addType('next', 'MetadataRoute').add('@/lib/app-url', 'appUrl');
  if (blog)
    imports.add('@/features/blog/queries', 'allPosts', 'allTags').add('@/features/blog/address', 'postPath', 'tagPath');
  if (shop)
    imports.add('@/features/shop/queries', 'allProducts', 'listCategories').add('@/features/shop/catalogue', 'pathOf');
  const atHome = !landing && blog?.atHome;
  return [
    [
      'src/app/robots.ts',
      lines(
        `import type { MetadataRoute } from 'next';`,
        `import { appUrl } from '@/lib/app-url';`,
        '',
        `export const dynamic = 'force-dynamic';`,
        '',
        '/** The public pages are for everybody; the app behind the sign-in is not for search engines. */',
        'export default async function robots(): Promise<MetadataRoute.Robots> {',
        'return {',
        `rules: { userAgent: '*', allow: '/', disallow: [${inside.map((path) => `'${path}'`).join(', ')}] },`,
        'sitemap: `${await appUrl()}/sitemap.xml`,',
        '};',
        '}',
        '',
      ),
    ],
    [
      'src/app/sitemap.ts',
      lines(
        imports.print(),
        '',
        `export const dynamic = 'force-dynamic';`,
        '',
        '/** Every page that everybody may read. */',
        'export default async function sitemap(): Promise<MetadataRoute.Sitemap> {',
        'const url = await appUrl();',
        blog && 'const [posts, tags] = await Promise.all([allPosts(), allTags()]);',
        shop && 'const [products, categories] = await Promise.all([allProducts(), listCategories()]);',
        'return [',
        `{ url: \`\${url}/\` },`,
        blog && !atHome && `{ url: \`\${url}/blog\` },`,
        blog && '...posts.map((post) => ({ url: url + postPath(post), lastModified: post.updatedAt })),',
        blog && '...tags.map(({ tag }) => ({ url: url + tagPath(tag) })),',
        shop && !shop.atHome && `{ url: \`\${url}/shop\` },`,
        shop && '...categories.map((category) => ({ url: url + pathOf({ category }) })),',
        shop && '...products.map(({ path, updatedAt }) => ({ url: url + path, lastModified: updatedAt })),',
        '];',
        '}',
        '',
      ),
    ],
  ];
}
