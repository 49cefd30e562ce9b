/** src/app/shop/products/[product]/page.tsx */
export const PRODUCT_PAGE = `import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { app } from '@/config/app';
import { BuyForm } from '@/features/shop/buy-form';
import { pathOf } from '@/features/shop/catalogue';
import { Gallery } from '@/features/shop/gallery';
import { getProduct, type ShopProduct } from '@/features/shop/queries';
import { currency } from '@/features/shop/settings';
import { words } from '@/features/shop/words';
import { SiteFrame } from '@/features/site/frame';
import { appUrl } from '@/lib/app-url';

export const dynamic = 'force-dynamic';

type Props = { params: Promise<{ product: string }> };

/** The product of the address, if it is in the shop. */
async function productOf(params: Props['params']) {
  let address = '';
  try {
    address = decodeURIComponent((await params).product);
  } catch {
    notFound();
  }
  const product = await getProduct(address);
  if (!product) notFound();
  return product;
}

const summary = ({ name, text }: ShopProduct): string => {
  const line = (text ?? '').replace(/\\s+/g, ' ').trim() || \`\${name} – \${app.name}\`;
  return line.length <= 155 ? line : \`\${line.slice(0, 154).replace(/\\s+\\S*$/, '')}…\`;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await productOf(params);
  const description = summary(product);
  return {
    metadataBase: new URL(await appUrl()),
    title: product.name,
    description,
    alternates: { canonical: product.path },
    openGraph: {
      type: 'website',
      url: product.path,
      siteName: app.name,
      title: product.name,
      description,
      ...(product.picture ? { images: [\`/shop/pictures/\${product.picture}\`] } : {}),
    },
  };
}

export default async function ProductPage({ params }: Props) {
  const product = await productOf(params);
  const url = await appUrl();
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: summary(product),
    url: url + product.path,
    ...(product.pictures.length > 0 ? { image: product.pictures.map((id) => \`\${url}/shop/pictures/\${id}\`) } : {}),
    ...(product.category ? { category: product.category } : {}),
    offers: product.offers.map((offer) => ({
      '@type': 'Offer',
      ...(offer.variant ? { name: offer.name } : {}),
      price: (offer.price / 100).toFixed(2),
      priceCurrency: currency,
      availability: \`https://schema.org/\${offer.stock > 0 ? 'InStock' : 'OutOfStock'}\`,
      url: url + product.path,
    })),
  };
  // No tag can end the script that this stands in.
  const json = JSON.stringify(data).replaceAll('<', '\\\\u003c');
  return (
    <SiteFrame>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: data of this app alone, and no tag can end it. */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-5 py-8 md:px-8 md:py-12">
        <nav aria-label={words.categories} className="flex flex-wrap gap-x-2 text-muted-foreground text-sm">
          <Link href="/shop" className="rounded-sm underline-offset-4 hover:text-foreground hover:underline">
            {words.shop}
          </Link>
          {product.category && (
            <>
              <span aria-hidden="true">/</span>
              <Link
                href={pathOf({ category: product.category })}
                className="rounded-sm underline-offset-4 hover:text-foreground hover:underline"
              >
                {product.category}
              </Link>
            </>
          )}
        </nav>
        <article className="grid gap-8 md:grid-cols-2 md:gap-12 lg:gap-16">
          <Gallery name={product.name} pictures={product.pictures} />
          <div className="flex flex-col gap-8 md:sticky md:top-24 md:self-start">
            <div className="flex flex-col gap-5">
              <h1 className="text-3xl leading-tight [overflow-wrap:anywhere] md:text-4xl">{product.name}</h1>
              <BuyForm offers={product.offers} />
            </div>
            {product.text && (
              <p className="whitespace-pre-line border-t pt-6 leading-relaxed [overflow-wrap:anywhere]">
                {product.text}
              </p>
            )}
            {product.facts.length > 0 && (
              <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-8 gap-y-2.5 border-t pt-6 text-sm">
                {product.facts.map(({ label, value }) => (
                  <div key={label} className="contents">
                    <dt className="text-muted-foreground">{label}</dt>
                    <dd className="[overflow-wrap:anywhere]">{value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
        </article>
      </div>
    </SiteFrame>
  );
}
`;

/** src/features/shop/gallery.tsx */
export const GALLERY_FILE = `import { Picture } from '@/features/shop/picture';

/** The pictures of a product: the first one large, the others below it. */
export function Gallery({ name, pictures }: { name: string; pictures: string[] }) {
  const [first = null, ...others] = pictures;
  return (
    <div className="flex flex-col gap-4">
      <div className="@container aspect-square overflow-hidden rounded-xl border bg-muted md:aspect-[4/5]">
        <Picture name={name} picture={first} eager />
      </div>
      {others.length > 0 && (
        <ul className="grid grid-cols-3 gap-4">
          {others.map((picture) => (
            <li key={picture} className="aspect-square overflow-hidden rounded-lg border bg-muted">
              <Picture name={name} picture={picture} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
`;

/** src/features/shop/buy-form.tsx */
export const BUY_FORM_FILE = `'use client';

import Link from 'next/link';
import { useActionState, useState } from 'react';
import { addToCart } from '@/features/shop/actions';
import { fill, price } from '@/features/shop/price';
import type { Offer } from '@/features/shop/queries';
import { words } from '@/features/shop/words';
import { cn } from '@/lib/utils';

/** From so few on a customer is told how many are left. */
const few = 3;

/** Price, stock, variants and the way into the cart. Works before its script has come. */
export function BuyForm({ offers }: { offers: Offer[] }) {
  const [state, add, adding] = useActionState(addToCart, { added: false, error: '', quantity: '1' });
  const [chosen, choose] = useState(() => offers.find((offer) => offer.stock > 0) ?? offers[0]);
  const hasVariants = offers.some((offer) => offer.variant !== null);
  const offer = offers.find((one) => one.variant === chosen?.variant) ?? offers[0];
  if (!offer) return null;
  const isSoldOut = offer.stock <= 0;
  return (
    <form action={add} noValidate className="flex flex-col gap-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="text-2xl tabular-nums">{price(offer.price)}</p>
        <p className={cn('flex items-center gap-2 text-sm', isSoldOut ? 'text-muted-foreground' : 'text-foreground')}>
          <span
            aria-hidden="true"
            className={cn('size-2 rounded-full', isSoldOut ? 'bg-muted-foreground/50' : 'bg-primary')}
          />
          {isSoldOut
            ? words.soldOut
            : offer.stock <= few
              ? fill(words.fewLeft, { count: offer.stock })
              : words.inStock}
        </p>
      </div>
      <input type="hidden" name="product" value={offer.product} />
      {hasVariants && (
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-3 font-medium text-sm">{words.variant}</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {offers.map((one) => (
              <label
                key={one.variant}
                className={cn(
                  'flex cursor-pointer items-center gap-3 rounded-lg border bg-background px-3.5 py-2.5 text-sm has-checked:border-primary has-checked:bg-primary-soft',
                  one.stock <= 0 && 'text-muted-foreground',
                )}
              >
                <input
                  type="radio"
                  name="variant"
                  value={one.variant ?? ''}
                  aria-label={one.name}
                  checked={one.variant === offer.variant}
                  onChange={() => choose(one)}
                  className="size-4 shrink-0 accent-primary"
                />
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{one.name}</span>
                <span className="text-muted-foreground tabular-nums">
                  {one.stock > 0 ? price(one.price) : words.soldOut}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {isSoldOut ? (
        <p className="rounded-lg bg-muted px-4 py-3 text-muted-foreground">{words.noneLeft}</p>
      ) : (
        <div className="flex items-end gap-3">
          <div className="flex flex-col gap-2">
            <label htmlFor="quantity" className="font-medium text-sm">
              {words.quantity}
            </label>
            <input
              key={state.quantity}
              id="quantity"
              name="quantity"
              inputMode="numeric"
              defaultValue={state.quantity}
              aria-invalid={state.error ? true : undefined}
              aria-describedby={state.error ? 'quantity-error' : undefined}
              className="h-12 w-20 rounded-lg border border-input bg-background text-center text-base tabular-nums outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30 aria-invalid:border-destructive-text"
            />
          </div>
          <button
            type="submit"
            disabled={adding}
            className="h-12 flex-1 rounded-full bg-primary px-6 font-medium text-primary-foreground hover:bg-primary-hover disabled:opacity-70"
          >
            {words.add}
          </button>
        </div>
      )}
      {state.error && (
        <p id="quantity-error" role="alert" className="text-destructive-text text-sm">
          {state.error}
        </p>
      )}
      {state.added && (
        <p
          role="status"
          className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-primary-soft px-4 py-3 text-primary-text"
        >
          {words.added}
          <Link href="/shop/cart" className="font-medium underline underline-offset-4">
            {words.viewCart}
          </Link>
        </p>
      )}
    </form>
  );
}
`;
