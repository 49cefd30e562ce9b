// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the code that is written.
import type { PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import { lines, str } from '../../emit.ts';
import type { Entity, Field } from '../../model.ts';
import type { ShopParts } from './parts.ts';

/** Any value of a field; undefined where it would need a row of another entity. */
function anyValue(field: Field): string | undefined {
  switch (field.type) {
    case 'string':
    case 'text':
    case 'url':
    case 'email':
      return `'any'`;
    case 'number':
    case 'integer':
    case 'money':
      return '1';
    case 'boolean':
      return 'false';
    case 'date':
      return `'2026-01-01'`;
    case 'datetime':
      return 'new Date()';
    case 'enum':
      return str(field.values?.[0] ?? '');
    case 'reference':
    case 'image':
    case 'file':
      return undefined;
  }
}

/** Values of a row beside those given: what the database needs. */
function others(entity: Entity, given: string[]): string[] | undefined {
  const needed = entity.fields.filter((field) => field.notNull && !given.includes(field.property));
  const values = needed.map((field) => ({ field, value: anyValue(field) }));
  if (values.some(({ value }) => value === undefined)) return undefined;
  return values.map(({ field, value }) => `${field.property}: ${value ?? ''},`);
}

/** A product of a test, of which there are so many. */
function aProduct({ product: { name, price, stock } }: PlannedShop, table: string, rest: string[]): string {
  return lines(
    'async function product(stock: number): Promise<string> {',
    `const [row] = await db.insert(${table}).values({ ${name}: 'Mug', ${price}: 1250, ${stock}: stock, ${rest.join(' ')} }).returning({ id: ${table}.id });`,
    `return row?.id ?? '';`,
    '}',
  );
}

/** src/features/shop/orders.test.ts: stock, against a database; undefined where a product needs more than its own values. */
export function ordersTestFile(shop: PlannedShop, { product, variant }: ShopParts): string | undefined {
  const { name, price, stock } = shop.product;
  const rest = others(product, [name, price, stock]);
  if (!rest || shop.order.asked.some(({ required }) => required)) return undefined;
  const of = variant && shop.variant ? { ...shop.variant, entity: variant } : undefined;
  const variantRest = of && others(of.entity, [of.product, of.name, of.stock]);
  const varied = of && variantRest ? { ...of, rest: variantRest } : undefined;
  const table = product.tableVariable;
  return lines(
    `import { mkdtempSync, rmSync } from 'node:fs';`,
    `import { tmpdir } from 'node:os';`,
    `import { join } from 'node:path';`,
    `import { eq } from 'drizzle-orm';`,
    `import { afterAll, beforeAll, expect, it, vi } from 'vitest';`,
    `import type { NewOrder } from '@/features/shop/orders';`,
    `import { ways } from '@/features/shop/settings';`,
    `import { createId } from '@/lib/id';`,
    '',
    `const folder = mkdtempSync(join(tmpdir(), 'shop-'));`,
    `vi.stubEnv('DATABASE_URL', \`file:\${join(folder, 'app.db')}\`);`,
    '// After the address of the database is known.',
    `const { databaseClient, db } = await import('@/db');`,
    `const { migrate } = await import('@/db/migrate');`,
    `const { ${table} } = await import('@/db/schema/${product.slug}');`,
    varied && `const { ${varied.entity.tableVariable} } = await import('@/db/schema/${varied.entity.slug}');`,
    `const { cancelOrder, getOrder, markPaid, placeOrder } = await import('@/features/shop/orders');`,
    `const { getProduct } = await import('@/features/shop/queries');`,
    '',
    'beforeAll(async () => {',
    `await migrate(databaseClient, join(process.cwd(), 'drizzle'));`,
    '});',
    'afterAll(() => {',
    'databaseClient.close();',
    'rmSync(folder, { recursive: true });',
    'vi.unstubAllEnvs();',
    '});',
    '',
    aProduct(shop, table, rest),
    '',
    `const stockOf = async (id: string) => (await db.select({ stock: ${table}.${stock} }).from(${table}).where(eq(${table}.id, id)))[0]?.stock;`,
    '',
    'const order = (lines: { product: string; variant?: string; quantity: number }[]): NewOrder => ({',
    'id: createId(),',
    'number: createId(),',
    `name: 'Ada',`,
    `email: 'ada@example.com',`,
    `way: ways[0]?.value ?? '',`,
    `address: '',`,
    `note: '',`,
    'fee: 0,',
    'total: 1250,',
    `payment: 'Later',`,
    'answers: {},',
    `lines: lines.map((line) => ({ variant: null, name: 'Mug', unitPrice: 1250, ...line })),`,
    '});',
    '',
    `it('sells the last piece once', async () => {`,
    'const last = await product(1);',
    'const one = order([{ product: last, quantity: 1 }]);',
    'const other = order([{ product: last, quantity: 1 }]);',
    'const results = await Promise.all([placeOrder(one), placeOrder(other)]);',
    `expect(results.toSorted()).toEqual(['placed', 'shortage']);`,
    'expect(await stockOf(last)).toBe(0);',
    'expect([await getOrder(one.id), await getOrder(other.id)].filter(Boolean)).toHaveLength(1);',
    '});',
    '',
    `it('takes all of an order or nothing', async () => {`,
    'const [there, scarce] = [await product(5), await product(1)];',
    'const wanted = order([{ product: there, quantity: 2 }, { product: scarce, quantity: 2 }]);',
    `expect(await placeOrder(wanted)).toBe('shortage');`,
    'expect([await stockOf(there), await stockOf(scarce)]).toEqual([5, 1]);',
    `expect(await placeOrder(order([{ product: createId(), quantity: 1 }]))).toBe('shortage');`,
    '});',
    '',
    `it('places an order once, however often its button is pressed', async () => {`,
    'const there = await product(5);',
    'const wanted = order([{ product: there, quantity: 2 }]);',
    `const results = await Promise.all([placeOrder(wanted), placeOrder({ ...wanted, number: createId() })]);`,
    `expect(results).toEqual(['placed', 'again']);`,
    'expect(await stockOf(there)).toBe(3);',
    'expect((await getOrder(wanted.id))?.lines).toMatchObject([{ quantity: 2, unitPrice: 1250 }]);',
    '});',
    '',
    `it('gives the stock of a cancelled order back, once', async () => {`,
    'const [there, other] = [await product(5), await product(5)];',
    'const wanted = order([{ product: there, quantity: 2 }]);',
    'await placeOrder(wanted);',
    'await placeOrder(order([{ product: other, quantity: 1 }]));',
    `expect(await cancelOrder(wanted.id, [${str(shop.order.status.initial)}])).toHaveLength(1);`,
    `expect(await cancelOrder(wanted.id, [${str(shop.order.status.initial)}])).toEqual([]);`,
    'expect([await stockOf(there), await stockOf(other)]).toEqual([5, 4]);',
    `expect((await getOrder(wanted.id))?.status).toBe(${str(shop.order.status.cancelled)});`,
    '});',
    '',
    varied &&
      lines(
        `it('takes the stock of a variant, and leaves that of others', async () => {`,
        'const of = await product(9);',
        'const variant = async (stock: number) => {',
        `const [row] = await db.insert(${varied.entity.tableVariable}).values({ ${varied.product}: of, ${varied.name}: 'Large', ${varied.stock}: stock, ${varied.rest.join(' ')} }).returning({ id: ${varied.entity.tableVariable}.id });`,
        `return row?.id ?? '';`,
        '};',
        'const [large, small] = [await variant(2), await variant(2)];',
        'const wanted = order([{ product: of, variant: large, quantity: 2 }]);',
        `expect(await placeOrder(wanted)).toBe('placed');`,
        `expect(await placeOrder(order([{ product: of, variant: large, quantity: 1 }]))).toBe('shortage');`,
        'const stocks = async () => (await getProduct(of))?.offers.toSorted((a, b) => (a.variant === large ? -1 : b.variant === large ? 1 : 0)).map(({ stock }) => stock);',
        'expect(await stocks()).toEqual([0, 2]);',
        `await cancelOrder(wanted.id, [${str(shop.order.status.initial)}]);`,
        'expect(await stocks()).toEqual([2, 2]);',
        'expect(await stockOf(of)).toBe(9);',
        `expect(await placeOrder(order([{ product: await product(1), variant: small, quantity: 1 }]))).toBe('shortage');`,
        '});',
        '',
      ),
    shop.order.status.paid &&
      lines(
        `it('notes that an order is paid where the amount is right, once', async () => {`,
        'const wanted = order([{ product: await product(1), quantity: 1 }]);',
        'await placeOrder(wanted);',
        'expect(await markPaid(wanted.id, 1)).toBe(false);',
        'expect(await markPaid(wanted.id, 1250)).toBe(true);',
        'expect(await markPaid(wanted.id, 1250)).toBe(false);',
        'expect((await getOrder(wanted.id))?.isPaid).toBe(true);',
        '});',
        '',
      ),
    `it('knows no order that is not there', async () => {`,
    'expect(await getOrder(createId())).toBeNull();',
    '});',
    '',
  ).replaceAll('{ }', '{}');
}

/** src/features/shop/checkout.test.ts: from the cart to the order, as the actions do it; undefined where the other is. */
export function checkoutTestFile(shop: PlannedShop, { product }: ShopParts): string | undefined {
  const { name, price, stock } = shop.product;
  const rest = others(product, [name, price, stock]);
  const [way] = shop.ways;
  if (!rest || !way || shop.order.asked.some(({ required }) => required)) return undefined;
  const table = product.tableVariable;
  return lines(
    `import { mkdtempSync, rmSync } from 'node:fs';`,
    `import { tmpdir } from 'node:os';`,
    `import { join } from 'node:path';`,
    `import { eq } from 'drizzle-orm';`,
    `import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';`,
    `import { words } from '@/features/shop/words';`,
    '',
    `const folder = mkdtempSync(join(tmpdir(), 'checkout-'));`,
    `vi.stubEnv('DATABASE_URL', \`file:\${join(folder, 'app.db')}\`);`,
    `vi.stubEnv('OUTBOX_DIR', join(folder, 'outbox'));`,
    `vi.spyOn(console, 'log').mockImplementation(() => undefined);`,
    '',
    '/** What the visitor’s browser keeps, and the e-mails that are on their way. */',
    'const jar = new Map<string, string>();',
    'const later: Promise<void>[] = [];',
    `vi.mock('next/headers', () => ({`,
    'cookies: async () => ({',
    'get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),',
    'set: (name: string, value: string) => jar.set(name, value),',
    '}),',
    `headers: async () => new Headers({ host: 'shop.example' }),`,
    '}));',
    `vi.mock('next/navigation', () => ({`,
    'redirect: (path: string) => {',
    'throw new Error(`redirect ${path}`);',
    '},',
    '}));',
    `vi.mock('next/cache', () => ({ revalidatePath: () => undefined }));`,
    `vi.mock('next/server', () => ({ after: (work: () => Promise<void>) => later.push(work()) }));`,
    '// After the address of the database is known.',
    `const { databaseClient, db } = await import('@/db');`,
    `const { migrate } = await import('@/db/migrate');`,
    `const { ${table} } = await import('@/db/schema/${product.slug}');`,
    `const { addToCart, changeQuantity, checkOut } = await import('@/features/shop/actions');`,
    `const { getOrder } = await import('@/features/shop/orders');`,
    `const { listOutbox } = await import('@/lib/outbox');`,
    '',
    `beforeAll(() => migrate(databaseClient, join(process.cwd(), 'drizzle')));`,
    'beforeEach(() => jar.clear());',
    'afterAll(async () => {',
    'await Promise.all(later);',
    'databaseClient.close();',
    'rmSync(folder, { recursive: true });',
    'vi.unstubAllEnvs();',
    'vi.restoreAllMocks();',
    '});',
    '',
    'const form = (values: Record<string, string>): FormData => {',
    'const data = new FormData();',
    'for (const [name, value] of Object.entries(values)) data.set(name, value);',
    'return data;',
    '};',
    `const nothing = { added: false, error: '', quantity: '1' };`,
    'const add = (product: string, quantity: string) => addToCart(nothing, form({ product, quantity }));',
    `const customer = { name: 'Ada', email: 'Ada@example.com', way: ${str(way.value)}, address: '1 Kiln Lane' };`,
    'const buy = (values: Record<string, string>) => checkOut({ errors: {}, values: {} }, form(values));',
    '',
    aProduct(shop, table, rest),
    '',
    `it('puts no more into a cart than there is', async () => {`,
    'const mug = await product(2);',
    "expect((await add(mug, '3')).error).not.toBe('');",
    `for (const quantity of ['0', '-1', '1.5', 'x', '', '100']) expect((await add(mug, quantity)).error).toBe(words.badQuantity);`,
    `expect((await add('0000000000000000', '1')).error).toBe(words.noneLeft);`,
    `expect(jar.size).toBe(0);`,
    `expect((await add(mug, '2')).added).toBe(true);`,
    `expect((await add(mug, '1')).added).toBe(false);`,
    '});',
    '',
    `it('says at each field what is wrong with it, and orders nothing', async () => {`,
    'const mug = await product(2);',
    `await add(mug, '1');`,
    `const { errors, values } = await buy({ ...customer, name: ' ', email: 'not this' });`,
    `expect(Object.keys(errors)).toEqual(['name', 'email']);`,
    'expect(errors.email).toBe(words.badEmail);',
    `expect(values.email).toBe('not this');`,
    `const [row] = await db.select({ stock: ${table}.${stock} }).from(${table}).where(eq(${table}.id, mug));`,
    'expect(row?.stock).toBe(2);',
    '});',
    '',
    `it('orders what is in the cart at the prices of the shop, once, and tells the customer', async () => {`,
    'const mug = await product(1);',
    `await add(mug, '1');`,
    `const cart = jar.get('cart') ?? '';`,
    `const id = cart.split('.')[0] ?? '';`,
    'const page = `redirect /shop/orders/${id}`;',
    `await expect(buy({ ...customer, total: '1', price: '1', unitPrice: '1' })).rejects.toThrow(page);`,
    'expect(await getOrder(id)).toMatchObject({',
    `email: 'ada@example.com',`,
    `total: 1250 + ${way.fee},`,
    `lines: [{ name: 'Mug', quantity: 1, unitPrice: 1250 }],`,
    '});',
    `expect(jar.get('cart')).not.toContain(mug);`,
    '// The same button, pressed again before the first answer came.',
    `jar.set('cart', cart);`,
    'await expect(buy(customer)).rejects.toThrow(page);',
    `const [row] = await db.select({ stock: ${table}.${stock} }).from(${table}).where(eq(${table}.id, mug));`,
    'expect(row?.stock).toBe(0);',
    'await Promise.all(later);',
    `expect((await listOutbox()).map(({ to }) => to)).toEqual(['ada@example.com']);`,
    '});',
    '',
    `it('keeps names and prices as they were', async () => {`,
    'const mug = await product(1);',
    `await add(mug, '1');`,
    `const id = (jar.get('cart') ?? '').split('.')[0] ?? '';`,
    `await expect(buy(customer)).rejects.toThrow('redirect');`,
    `await db.update(${table}).set({ ${name}: 'Cup', ${price}: 1 }).where(eq(${table}.id, mug));`,
    `expect((await getOrder(id))?.lines).toMatchObject([{ name: 'Mug', unitPrice: 1250 }]);`,
    '});',
    '',
    `it('refuses a cart whose last piece was sold meanwhile', async () => {`,
    'const mug = await product(1);',
    `await add(mug, '1');`,
    `await db.update(${table}).set({ ${stock}: 0 }).where(eq(${table}.id, mug));`,
    'expect((await buy(customer)).message).toBe(words.changed);',
    "await changeQuantity(form({ line: `${mug}-`, quantity: '0' }));",
    `await expect(buy(customer)).rejects.toThrow('redirect /shop/cart');`,
    '});',
    '',
  );
}
