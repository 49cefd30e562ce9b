/** src/features/shop/price.ts */
export const PRICE_FILE = `import { currency, locale } from '@/features/shop/settings';

const format = new Intl.NumberFormat(locale, { style: 'currency', currency });

/** An amount, in the smallest unit of the shop's currency, as customers read it. */
export const price = (cents: number): string => format.format(cents / 100);

/** A text of the shop with its {marks} filled. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\\{(\\w+)\\}/g, (mark, name: string) => String(values[name] ?? mark));
`;

/** src/features/shop/picture.tsx */
export const PICTURE_FILE = `/* eslint-disable @next/next/no-img-element -- files of this app, as they were uploaded */
import { fill } from '@/features/shop/price';
import { words } from '@/features/shop/words';
import { cn } from '@/lib/utils';

/** A product's picture, or two shapes in the colour of the house while it has none. */
export function Picture({
  name,
  picture,
  eager = false,
  className,
}: {
  name: string;
  picture: string | null;
  eager?: boolean;
  className?: string;
}) {
  if (!picture) return <Placeholder name={name} className={className} />;
  return (
    // biome-ignore lint/performance/noImgElement: files of this app, as they were uploaded.
    <img
      src={\`/shop/pictures/\${picture}\`}
      alt={fill(words.picture, { name })}
      loading={eager ? 'eager' : 'lazy'}
      className={cn('size-full bg-muted object-cover', className)}
    />
  );
}

function Placeholder({ name, className }: { name: string; className?: string }) {
  const letters = Array.from(name);
  const seed = letters.reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const [x, y] = [15 + (seed % 70), 20 + ((seed >> 3) % 60)];
  const tint = (share: number) => \`color-mix(in oklab, var(--primary) \${share}%, transparent)\`;
  return (
    <div
      aria-hidden="true"
      className={cn('flex size-full select-none items-center justify-center bg-primary-soft', className)}
      style={{
        backgroundImage: [
          \`radial-gradient(circle at \${x}% \${y}%, \${tint(20)} 0 26%, transparent 26.4%)\`,
          \`radial-gradient(circle at \${100 - x}% \${100 - y}%, \${tint(11)} 0 42%, transparent 42.4%)\`,
        ].join(','),
      }}
    >
      <span className="site-brand text-[clamp(1rem,22cqw,4.5rem)] text-primary-text leading-none">
        {letters[0]?.toUpperCase()}
      </span>
    </div>
  );
}
`;

/** src/features/shop/product-card.tsx */
export const PRODUCT_CARD_FILE = `import Link from 'next/link';
import { Picture } from '@/features/shop/picture';
import { fill, price } from '@/features/shop/price';
import type { ShopProduct } from '@/features/shop/queries';
import { words } from '@/features/shop/words';

/** From so few on a customer is told how many are left. */
const few = 3;

/** The price of a product, with the lowest of its variants where they differ. */
export const priceText = (product: ShopProduct): string =>
  product.priceVaries ? fill(words.from, { price: price(product.price) }) : price(product.price);

export function ProductCard({ product, eager }: { product: ShopProduct; eager: boolean }) {
  const note =
    product.stock <= 0
      ? words.soldOut
      : product.stock <= few && product.offers.length < 2
        ? fill(words.fewLeft, { count: product.stock })
        : null;
  return (
    <li className="group relative flex flex-col gap-3">
      <div className="@container relative aspect-[4/5] overflow-hidden rounded-lg border bg-muted">
        <Picture
          name={product.name}
          picture={product.picture}
          eager={eager}
          className={
            product.stock > 0
              ? 'transition-transform duration-300 motion-safe:group-hover:scale-[1.03]'
              : 'opacity-60 saturate-50'
          }
        />
        {note && (
          <span className="absolute top-2.5 left-2.5 rounded-full bg-background/90 px-2.5 py-1 font-medium text-foreground text-xs shadow-xs">
            {note}
          </span>
        )}
      </div>
      <div className="flex flex-col gap-0.5">
        <h3 className="font-medium leading-snug [overflow-wrap:anywhere]">
          <Link
            href={product.path}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:ring-[3px] focus-visible:after:ring-ring/50"
          >
            {product.name}
          </Link>
        </h3>
        <p className="text-muted-foreground text-sm tabular-nums">{priceText(product)}</p>
      </div>
    </li>
  );
}
`;

/** src/features/shop/catalogue.tsx */
export const CATALOGUE_FILE = `import Link from 'next/link';
import { app } from '@/config/app';
import { fill } from '@/features/shop/price';
import { ProductCard } from '@/features/shop/product-card';
import { listCategories, listProducts, productsPerPage, sorts } from '@/features/shop/queries';
import { atHome, description } from '@/features/shop/settings';
import { words } from '@/features/shop/words';
import { SiteArt } from '@/features/site/art';
import { SiteFrame } from '@/features/site/frame';
import type { SearchParams } from '@/lib/list-params';
import { cn } from '@/lib/utils';

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';

export type Wish = { q: string; category: string; sort: keyof typeof sorts; page: number };

/** What the address of the catalogue says; whatever it does not understand is left out. */
export function readWish(query: SearchParams): Wish {
  const page = Number.parseInt(one(query.page), 10);
  const sort = one(query.sort);
  return {
    q: one(query.q).trim().slice(0, 200),
    category: one(query.category).slice(0, 200),
    sort: sort === 'cheapest' || sort === 'dearest' ? sort : 'newest',
    page: page > 0 ? Math.min(page, 10_000) : 1,
  };
}

/** The address of the catalogue with a wish. */
export function pathOf({ q, category, sort, page }: Partial<Wish>): string {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(category ? { category } : {}),
    ...(sort && sort !== 'newest' ? { sort } : {}),
    ...(page && page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? \`/shop?\${query}\` : '/shop';
}

/** The shop as customers find it: categories, search and order by plain links and a plain form. */
export async function Catalogue({ wish }: { wish: Wish }) {
  const [{ rows, total }, categories] = await Promise.all([listProducts(wish), listCategories()]);
  const { q, category, sort, page } = wish;
  const last = Math.max(1, Math.ceil(total / productsPerPage));
  const title = q ? fill(words.found, { q }) : category || (atHome ? app.name : words.shop);
  return (
    <SiteFrame>
      <div className="site-glow border-b">
        <div className="relative mx-auto flex max-w-6xl flex-col gap-5 px-5 pt-14 pb-10 md:px-8 md:pt-20 md:pb-14">
          {!q && !category && (
            <div className="absolute top-1/2 right-8 hidden w-56 -translate-y-1/2 lg:block">
              <SiteArt />
            </div>
          )}
          <h1 className="max-w-3xl text-4xl leading-tight [overflow-wrap:anywhere] md:text-5xl">{title}</h1>
          {!q && !category && (
            <p className="max-w-2xl text-pretty text-lg text-muted-foreground leading-relaxed">{description}</p>
          )}
          <form action="/shop" className="mt-1 flex max-w-md gap-2">
            <input
              type="search"
              name="q"
              defaultValue={q}
              aria-label={words.search}
              placeholder={words.search}
              maxLength={200}
              className="h-11 w-full min-w-0 rounded-full border border-input bg-background px-4 text-base outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30"
            />
            <button
              type="submit"
              className="h-11 shrink-0 rounded-full bg-primary px-5 font-medium text-primary-foreground hover:bg-primary-hover"
            >
              {words.searchButton}
            </button>
          </form>
        </div>
      </div>
      <div className="mx-auto flex max-w-6xl flex-col gap-8 px-5 py-8 md:px-8 md:py-10">
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-4 text-sm">
          <nav aria-label={words.categories} className="-mx-1 flex flex-wrap gap-1.5 px-1">
            {(categories.length > 0 || q || category) && (
              <Pill href={pathOf({ sort })} current={!category && !q}>
                {words.all}
              </Pill>
            )}
            {categories.map((name) => (
              <Pill key={name} href={pathOf({ category: name, sort })} current={name === category}>
                {name}
              </Pill>
            ))}
          </nav>
          {total > 1 && (
            <nav aria-label={words.sort} className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground">
              {Object.entries(sorts).map(([name, label]) => (
                <Link
                  key={name}
                  href={pathOf({ ...wish, sort: name as Wish['sort'], page: 1 })}
                  aria-current={name === sort ? 'true' : undefined}
                  className={cn(
                    'rounded-sm underline-offset-4 hover:text-foreground',
                    name === sort && 'font-medium text-foreground underline decoration-primary decoration-2',
                  )}
                >
                  {label}
                </Link>
              ))}
            </nav>
          )}
        </div>
        <h2 className="sr-only">{words.products}</h2>
        {rows.length > 0 ? (
          <ul className="grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-6 md:grid-cols-3 md:gap-y-10 lg:grid-cols-4">
            {rows.map((product, index) => (
              <ProductCard key={product.id} product={product} eager={index < 4} />
            ))}
          </ul>
        ) : (
          <div className="flex flex-col items-center gap-4 rounded-xl border border-dashed px-6 py-20 text-center">
            <p className="text-lg text-muted-foreground">{q || category ? words.noMatch : words.nothing}</p>
            {(q || category) && (
              <Link href="/shop" className="font-medium text-primary-text underline-offset-4 hover:underline">
                {words.showAll}
              </Link>
            )}
          </div>
        )}
        {last > 1 && (
          <nav aria-label={words.pages} className="flex justify-between gap-6 border-t pt-6 font-medium">
            {page > 1 ? (
              <Link href={pathOf({ ...wish, page: page - 1 })} className="underline-offset-4 hover:underline">
                {words.fewer}
              </Link>
            ) : (
              <span />
            )}
            {page < last && (
              <Link href={pathOf({ ...wish, page: page + 1 })} className="underline-offset-4 hover:underline">
                {words.more}
              </Link>
            )}
          </nav>
        )}
      </div>
    </SiteFrame>
  );
}

function Pill({ href, current, children }: { href: string; current: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      className={cn(
        'inline-flex h-8 items-center rounded-full border px-3.5 transition-colors',
        current ? 'border-primary bg-primary text-primary-foreground' : 'bg-background hover:border-primary/50',
      )}
    >
      {children}
    </Link>
  );
}
`;

/** src/app/shop/page.tsx, and the first page */
export const CATALOGUE_PAGE = `import type { Metadata } from 'next';
import { app } from '@/config/app';
import { Catalogue, pathOf, readWish } from '@/features/shop/catalogue';
import { atHome, description } from '@/features/shop/settings';
import { words } from '@/features/shop/words';
import { appUrl } from '@/lib/app-url';
import type { SearchParams } from '@/lib/list-params';

export const dynamic = 'force-dynamic';

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { q, category } = readWish(await searchParams);
  const canonical = category ? pathOf({ category }) : atHome ? '/' : '/shop';
  const title = category || (atHome ? app.name : words.shop);
  return {
    metadataBase: new URL(await appUrl()),
    title: atHome && !category ? { absolute: title } : title,
    description,
    alternates: { canonical },
    openGraph: { type: 'website', url: canonical, siteName: app.name, title, description },
    ...(q ? { robots: { index: false } } : {}),
  };
}

export default async function CataloguePage({ searchParams }: Props) {
  return <Catalogue wish={readWish(await searchParams)} />;
}
`;

/** src/app/shop/pictures/[file]/route.ts */
export const PICTURES_ROUTE = `import { findPicture } from '@/features/shop/queries';
import { openStorage } from '@/lib/storage/storage';

type Context = { params: Promise<{ file: string }> };

/** A picture of a product that is in the shop. Whatever else was uploaded is not found here. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const file = await findPicture((await params).file);
  const bytes = file && (await (await openStorage(file.storage)).open(file.storageKey));
  if (!file || !bytes) return new Response(null, { status: 404 });
  return new Response(bytes, {
    headers: {
      'Content-Type': file.type,
      'Content-Length': String(file.size),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'public, max-age=86400',
    },
  });
}
`;
