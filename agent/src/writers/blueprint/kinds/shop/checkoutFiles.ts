/** src/features/shop/actions.ts */
export const ACTIONS_FILE = `'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { type Cart, mostOfOne, readCart, writeCart } from '@/features/shop/cart';
import { mailOrder } from '@/features/shop/mails';
import { getOrder, ordersPath, placeOrder } from '@/features/shop/orders';
import { takesCards } from '@/features/shop/payment';
import { fill } from '@/features/shop/price';
import { keyOf, pricedCart } from '@/features/shop/priced-cart';
import { productsOf } from '@/features/shop/queries';
import { asked, ways } from '@/features/shop/settings';
import { words } from '@/features/shop/words';
import { createId } from '@/lib/id';
import { RateLimit } from '@/lib/rate-limit';

type Added = { added: boolean; error: string; quantity: string };
type CheckoutState = {
  message?: string;
  errors: Record<string, string>;
  values: Record<string, string>;
  /** Where the order that was placed is paid. */
  payAt?: string;
};

// Kept outside the module, so that an edit in development does not forget the counts.
const holder = globalThis as typeof globalThis & { orderLimit?: RateLimit };
holder.orderLimit ??= new RateLimit(60, 15 * 60 * 1000);
const limit = holder.orderLimit;

const typed = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** A whole number from 1 to what a line of a cart can hold; null for anything else. */
const countOf = (text: string): number | null =>
  /^\\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= mostOfOne ? Number(text) : null;

/** Puts something into the visitor's cart, as far as there is stock for it. */
export async function addToCart(_before: Added, data: FormData): Promise<Added> {
  const refuse = (error: string): Added => ({ added: false, error, quantity: typed(data, 'quantity') });
  const count = countOf(typed(data, 'quantity'));
  if (count === null) return refuse(words.badQuantity);
  const [product] = await productsOf([typed(data, 'product')]);
  const variant = typed(data, 'variant') || null;
  const offer = product?.offers.find((one) => one.variant === variant);
  if (!product || !offer) return refuse(product && !variant ? words.choose : words.noneLeft);
  const cart = await readCart();
  const there = cart.lines.find((line) => line.product === product.id && line.variant === variant);
  const quantity = (there?.quantity ?? 0) + count;
  if (offer.stock <= 0) return refuse(words.noneLeft);
  if (quantity > offer.stock) return refuse(fill(words.onlyLeft, { count: offer.stock }));
  if (quantity > mostOfOne) return refuse(words.badQuantity);
  const others = cart.lines.filter((line) => line !== there);
  await writeCart({ ...cart, lines: [...others, { product: product.id, variant, quantity }] });
  return { added: true, error: '', quantity: '1' };
}

/** Changes how many of a line are wanted. What cannot be ordered is said by the cart. */
export async function changeQuantity(data: FormData): Promise<void> {
  const cart = await readCart();
  const text = typed(data, 'quantity');
  const count = countOf(text);
  const lines = cart.lines.flatMap((line) => {
    if (keyOf(line) !== typed(data, 'line')) return [line];
    return text === '0' ? [] : [{ ...line, quantity: count ?? line.quantity }];
  });
  await writeCart({ ...cart, lines });
  revalidatePath('/shop/cart');
}

export async function removeLine(data: FormData): Promise<void> {
  const cart = await readCart();
  await writeCart({ ...cart, lines: cart.lines.filter((line) => keyOf(line) !== typed(data, 'line')) });
  revalidatePath('/shop/cart');
}

const needed = (label: string, max: number) =>
  z.string().min(1, fill(words.required, { label })).max(max, words.tooLong);

/** What the checkout asks beside name, e-mail and way: the message of what is wrong, or nothing. */
function wrongAnswer({ label, kind, required, options }: (typeof asked)[number], value: string): string | undefined {
  if (value === '') return required ? fill(words.required, { label }) : undefined;
  const isRight =
    kind === 'date'
      ? z.iso.date().safeParse(value).success
      : kind === 'select'
        ? options?.includes(value)
        : kind === 'number'
          ? /^-?\\d{1,9}$/.test(value)
          : true;
  if (!isRight) return fill(words.invalid, { label });
  return value.length > 2_000 ? words.tooLong : undefined;
}

/** Makes an order of the visitor's cart: prices are those of the shop's rows, and nothing is sold that is not there. */
export async function checkOut(_before: CheckoutState, data: FormData): Promise<CheckoutState> {
  const way = ways.find(({ value }) => value === typed(data, 'way')) ?? ways[0];
  const names = ['name', 'email', 'address', 'note', ...asked.map(({ name }) => name)];
  const values = Object.fromEntries(names.map((name) => [name, typed(data, name)]));
  const customer = z
    .object({
      name: needed(words.name, 200),
      email: needed(words.email, 254).refine((value) => value === '' || z.email().safeParse(value).success, words.badEmail),
      address: way?.needsAddress ? needed(words.address, 1_000) : z.string().transform(() => ''),
      note: z.string().max(2_000, words.tooLong),
    })
    .safeParse(values);
  const errors: Record<string, string> = {};
  for (const issue of customer.error?.issues ?? []) errors[String(issue.path[0])] ??= issue.message;
  for (const field of asked) {
    const wrong = wrongAnswer(field, values[field.name] ?? '');
    if (wrong) errors[field.name] = wrong;
  }
  if (!customer.success || !way || Object.keys(errors).length > 0) return { errors, values };
  const refuse = (message: string): CheckoutState => ({ errors: {}, values, message });

  const cart = await readCart();
  // Programs should not learn that they were found out.
  if (typed(data, 'homepage')) redirect('/shop');
  const from = (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'local';
  if (!limit.allows(from)) return refuse(words.tooMany);
  limit.count(from);

  // The button was pressed before: what it ordered may have been the last there was.
  if (await getOrder(cart.id)) return finish(cart.id, false);
  const { lines, subtotal, isWhole } = await pricedCart(cart);
  if (lines.length === 0) redirect('/shop/cart');
  if (!isWhole || lines.length < cart.lines.length) return refuse(words.changed);
  const payment = takesCards() && typed(data, 'payment') === 'Card' ? 'Card' : 'Later';
  const order = {
    id: cart.id,
    number: createId().slice(0, 8).toUpperCase(),
    ...customer.data,
    email: customer.data.email.toLowerCase(),
    way: way.value,
    fee: way.fee,
    total: subtotal + way.fee,
    payment,
    answers: Object.fromEntries(asked.map(({ name }) => [name, values[name] || null])),
    lines: lines.map(({ product, variant, fullName, quantity, unitPrice }) => ({
      product,
      variant,
      name: fullName,
      quantity,
      unitPrice,
    })),
  } as const;
  const result = await placeOrder(order);
  if (result === 'shortage') {
    revalidatePath('/shop/checkout');
    return refuse(words.changed);
  }
  if (result === 'placed') {
    await mailOrder(order.id);
    revalidatePath(ordersPath, 'layout');
  }
  return finish(order.id, payment === 'Card');
}

/** Empties the cart, and goes on to the payment or to the page of the order. */
async function finish(id: string, isPaidNow: boolean): Promise<CheckoutState> {
  await writeCart({ id: createId(), lines: [] } satisfies Cart);
  const page = \`/shop/orders/\${id}\`;
  if (isPaidNow) return { errors: {}, values: {}, payAt: \`\${page}/pay\` };
  redirect(page);
}
`;

/** src/app/shop/checkout/page.tsx */
export const CHECKOUT_PAGE = `import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { readCart } from '@/features/shop/cart';
import { CheckoutForm } from '@/features/shop/checkout-form';
import { takesCards } from '@/features/shop/payment';
import { pricedCart } from '@/features/shop/priced-cart';
import { asked, ways } from '@/features/shop/settings';
import { words } from '@/features/shop/words';
import { SiteFrame } from '@/features/site/frame';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: words.checkout, robots: { index: false } };

export default async function CheckoutPage() {
  const { lines, subtotal } = await pricedCart(await readCart());
  if (lines.length === 0) redirect('/shop/cart');
  return (
    <SiteFrame>
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-5 py-10 md:px-8 md:py-14">
        <h1 className="text-3xl md:text-4xl">{words.checkout}</h1>
        <CheckoutForm lines={lines} subtotal={subtotal} ways={ways} asked={asked} takesCards={takesCards()} />
      </div>
    </SiteFrame>
  );
}
`;
