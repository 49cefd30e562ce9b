/** src/features/shop/cart.ts */
export const CART_FILE = `import { cookies, headers } from 'next/headers';
import { createId } from '@/lib/id';

export type CartLine = { product: string; variant: string | null; quantity: number };

/** What a visitor has put together. \`id\` becomes that of the order: a cart is ordered once, however often a button is pressed. */
export type Cart = { id: string; lines: CartLine[] };

export const mostOfOne = 99;
const mostLines = 30;
const cookieName = 'cart';
const days = 30;

export const isId = (text: string): boolean => /^[0-9a-z]{16}$/.test(text);

/** The cart that a cookie holds, \`id.product-variant-quantity.…\`; whatever is damaged in it is left out. */
export function parseCart(text: string): Cart | null {
  const [id = '', ...parts] = text.split('.');
  if (!isId(id)) return null;
  const lines: CartLine[] = [];
  for (const part of parts.slice(0, mostLines)) {
    const [product = '', variant = '', count = ''] = part.split('-');
    const quantity = /^\\d{1,2}$/.test(count) ? Number(count) : 0;
    const isKnown = lines.some((line) => line.product === product && (line.variant ?? '') === variant);
    if (isId(product) && (variant === '' || isId(variant)) && quantity > 0 && !isKnown)
      lines.push({ product, variant: variant || null, quantity });
  }
  return { id, lines };
}

export const printCart = ({ id, lines }: Cart): string =>
  [id, ...lines.map(({ product, variant, quantity }) => \`\${product}-\${variant ?? ''}-\${quantity}\`)].join('.');

export async function readCart(): Promise<Cart> {
  const text = (await cookies()).get(cookieName)?.value ?? '';
  return parseCart(text) ?? { id: createId(), lines: [] };
}

/** Keeps the cart in the visitor's browser. Only in actions: a page cannot set cookies. */
export async function writeCart(cart: Cart): Promise<void> {
  (await cookies()).set(cookieName, printCart({ ...cart, lines: cart.lines.slice(0, mostLines) }), {
    httpOnly: true,
    sameSite: 'lax',
    secure: (await headers()).get('x-forwarded-proto') === 'https',
    path: '/',
    maxAge: days * 24 * 60 * 60,
  });
}
`;

/** src/features/shop/cart.test.ts */
export const CART_TEST = `import { expect, it } from 'vitest';
import { parseCart, printCart } from '@/features/shop/cart';

const id = '0123456789abcdef';
const product = 'aaaaaaaaaaaaaaaa';

it('comes back as it was', () => {
  const cart = { id, lines: [{ product, variant: null, quantity: 3 }, { product, variant: id, quantity: 99 }] };
  expect(parseCart(printCart(cart))).toEqual(cart);
});

it('leaves out what somebody has made up', () => {
  const text = \`\${id}.\${product}--0.\${product}--100.\${product}---1.x--1.\${product}-y-1.\${product}--2.\${product}--3\`;
  expect(parseCart(text)?.lines).toEqual([{ product, variant: null, quantity: 2 }]);
  expect(parseCart('')).toBeNull();
  expect(parseCart("' or 1=1")).toBeNull();
});
`;

/** src/features/shop/priced-cart.ts */
export const PRICED_CART_FILE = `import type { Cart } from '@/features/shop/cart';
import { fill } from '@/features/shop/price';
import { productsOf } from '@/features/shop/queries';
import { words } from '@/features/shop/words';

export type PricedLine = {
  key: string;
  product: string;
  variant: string | null;
  name: string;
  variantName: string | null;
  /** With the variant: what the order's line is called. */
  fullName: string;
  path: string;
  picture: string | null;
  quantity: number;
  unitPrice: number;
  total: number;
  /** Why it cannot be ordered as it is. */
  problem: string | null;
};

export const keyOf = ({ product, variant }: { product: string; variant: string | null }): string =>
  \`\${product}-\${variant ?? ''}\`;

/**
 * What is in a cart, with the names, prices and stock that the shop has now. What was taken out of the shop is left out.
 * @returns isWhole: whether all of it can be ordered
 */
export async function pricedCart({ lines }: Cart): Promise<{ lines: PricedLine[]; subtotal: number; isWhole: boolean }> {
  const products = await productsOf(lines.map(({ product }) => product));
  const priced = lines.flatMap(({ product: id, variant, quantity }): PricedLine[] => {
    const product = products.find((one) => one.id === id);
    const offer = product?.offers.find((one) => one.variant === variant);
    if (!product || !offer) return [];
    const problem =
      offer.stock >= quantity
        ? null
        : offer.stock <= 0
          ? words.soldOut
          : fill(words.fewLeft, { count: offer.stock });
    const variantName = offer.variant ? offer.name : null;
    return [
      {
        key: keyOf({ product: id, variant }),
        product: id,
        variant,
        name: product.name,
        variantName,
        fullName: variantName ? \`\${product.name}, \${variantName}\` : product.name,
        path: product.path,
        picture: product.picture,
        quantity,
        unitPrice: offer.price,
        total: offer.price * quantity,
        problem,
      },
    ];
  });
  return {
    lines: priced,
    subtotal: priced.reduce((sum, { total }) => sum + total, 0),
    isWhole: priced.length > 0 && priced.every(({ problem }) => problem === null),
  };
}
`;

/** src/features/shop/cart-link.tsx */
export const CART_LINK_FILE = `import { ShoppingBag } from 'lucide-react';
import Link from 'next/link';
import { readCart } from '@/features/shop/cart';
import { fill } from '@/features/shop/price';
import { words } from '@/features/shop/words';

/** The way to the cart, with how much is in it. */
export async function CartLink() {
  const { lines } = await readCart();
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <Link
      href="/shop/cart"
      prefetch={false}
      aria-label={fill(words.cartOf, { count })}
      className="relative flex size-10 items-center justify-center rounded-full hover:bg-muted"
    >
      <ShoppingBag aria-hidden="true" className="size-5" />
      {count > 0 && (
        <span className="absolute top-0 right-0 flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-primary px-1 font-semibold text-[11px] text-primary-foreground tabular-nums">
          {count}
        </span>
      )}
    </Link>
  );
}
`;

/** src/app/shop/cart/page.tsx */
export const CART_PAGE = `import { X } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { changeQuantity, removeLine } from '@/features/shop/actions';
import { readCart } from '@/features/shop/cart';
import { Picture } from '@/features/shop/picture';
import { fill, price } from '@/features/shop/price';
import { pricedCart } from '@/features/shop/priced-cart';
import { words } from '@/features/shop/words';
import { SiteFrame } from '@/features/site/frame';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: words.cart, robots: { index: false } };

export default async function CartPage() {
  const { lines, subtotal, isWhole } = await pricedCart(await readCart());
  return (
    <SiteFrame>
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-5 py-10 md:px-8 md:py-14">
        <h1 className="text-3xl md:text-4xl">{words.cart}</h1>
        {lines.length === 0 ? (
          <div className="flex flex-col items-center gap-5 rounded-xl border border-dashed px-6 py-20 text-center">
            <p className="text-lg text-muted-foreground">{words.emptyCart}</p>
            <Link
              href="/shop"
              className="inline-flex h-11 items-center rounded-full bg-primary px-6 font-medium text-primary-foreground hover:bg-primary-hover"
            >
              {words.continue}
            </Link>
          </div>
        ) : (
          <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12">
            <ul className="flex flex-col divide-y border-y">
              {lines.map((line) => (
                <li key={line.key} className="flex gap-4 py-5 sm:gap-5">
                  <div className="@container size-20 shrink-0 overflow-hidden rounded-lg border bg-muted sm:size-24">
                    <Picture name={line.name} picture={line.picture} />
                  </div>
                  <div className="flex min-w-0 flex-1 flex-col gap-3">
                    <div className="flex items-start justify-between gap-4">
                      <div className="flex min-w-0 flex-col gap-0.5">
                        <Link
                          href={line.path}
                          className="font-medium underline-offset-4 [overflow-wrap:anywhere] hover:underline"
                        >
                          {line.name}
                        </Link>
                        {line.variantName && <span className="text-muted-foreground text-sm">{line.variantName}</span>}
                        <span className="text-muted-foreground text-sm tabular-nums">{price(line.unitPrice)}</span>
                      </div>
                      <p className="font-medium tabular-nums">{price(line.total)}</p>
                    </div>
                    <div className="flex flex-wrap items-center justify-between gap-3">
                      <form action={changeQuantity} className="flex items-center gap-2">
                        <input type="hidden" name="line" value={line.key} />
                        <input
                          key={line.quantity}
                          name="quantity"
                          inputMode="numeric"
                          defaultValue={line.quantity}
                          aria-label={fill(words.quantityOf, { name: line.fullName })}
                          className="h-9 w-14 rounded-md border border-input bg-background text-center tabular-nums outline-none focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/30"
                        />
                        <button
                          type="submit"
                          className="h-9 rounded-md px-3 font-medium text-primary-text text-sm hover:bg-muted"
                        >
                          {words.update}
                        </button>
                      </form>
                      <form action={removeLine}>
                        <input type="hidden" name="line" value={line.key} />
                        <button
                          type="submit"
                          aria-label={fill(words.remove, { name: line.fullName })}
                          className="flex size-9 items-center justify-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
                        >
                          <X aria-hidden="true" className="size-4" />
                        </button>
                      </form>
                    </div>
                    {line.problem && (
                      <p role="alert" className="text-destructive-text text-sm">
                        {line.problem}
                      </p>
                    )}
                  </div>
                </li>
              ))}
            </ul>
            <aside className="flex flex-col gap-5 self-start rounded-xl border bg-card p-6 lg:sticky lg:top-24">
              <p className="flex justify-between gap-4 text-lg">
                <span>{words.subtotal}</span>
                <span className="font-semibold tabular-nums">{price(subtotal)}</span>
              </p>
              {isWhole ? (
                <Link
                  href="/shop/checkout"
                  className="flex h-12 items-center justify-center rounded-full bg-primary px-6 font-medium text-primary-foreground hover:bg-primary-hover"
                >
                  {words.checkout}
                </Link>
              ) : (
                <p className="rounded-lg bg-muted px-4 py-3 text-muted-foreground text-sm">{words.changed}</p>
              )}
              <Link href="/shop" className="text-center text-primary-text text-sm underline-offset-4 hover:underline">
                {words.continue}
              </Link>
            </aside>
          </div>
        )}
      </div>
    </SiteFrame>
  );
}
`;
