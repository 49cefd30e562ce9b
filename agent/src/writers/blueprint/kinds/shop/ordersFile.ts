// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the code that is written.
import type { AskedAtCheckout, PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import { Imports, lines, str } from '../../emit.ts';
import type { Entity } from '../../model.ts';
import type { ShopParts } from './parts.ts';

/** A table that holds stock, and the column of an order's line that refers to it. */
interface Stocked {
  table: string;
  stock: string;
  column: string;
}

function answerCode({ property, kind }: AskedAtCheckout, entity: Entity): string {
  const answer = `order.answers.${property}`;
  const isNeeded = entity.fields.find((field) => field.property === property)?.notNull;
  // What the checkout has let through is one of the field's values.
  if (kind === 'select') return `${property}: ${answer} as ${entity.type}['${property}'],`;
  if (kind === 'number') return `${property}: ${isNeeded ? '' : `${answer} == null ? null : `}Number(${answer}),`;
  return `${property}: ${answer}${isNeeded ? ` ?? ''` : ''},`;
}

const TYPES = `type Line = { product: string; variant: string | null; name: string; quantity: number; unitPrice: number };

/** An order as the checkout has it. Amounts in the smallest unit of the currency. */
export type NewOrder = {
  id: string;
  number: string;
  name: string;
  email: string;
  way: string;
  address: string;
  note: string;
  fee: number;
  total: number;
  payment: 'Later' | 'Card';
  /** What else the checkout asks, by the name of its field. */
  answers: Record<string, string | null>;
  lines: readonly Line[];
};
`;

/** src/features/shop/orders.ts: how orders come into being, are read, paid and taken back. */
export function ordersFile(shop: PlannedShop, parts: ShopParts): string {
  const { product, variant, order, line } = parts;
  const o = shop.order;
  const l = shop.line;
  const [table, lineTable] = [order.tableVariable, line.tableVariable];
  const plain: Stocked = { table: product.tableVariable, stock: shop.product.stock, column: l.product };
  const varied: (Stocked & { product: string }) | undefined =
    variant && shop.variant && l.variant
      ? { table: variant.tableVariable, stock: shop.variant.stock, column: l.variant, product: shop.variant.product }
      : undefined;
  const imports = new Imports()
    .add('drizzle-orm', 'and', 'asc', 'eq', 'exists', 'inArray', 'or', 'sql')
    .addType('drizzle-orm/batch', 'BatchItem')
    .add('@/db', 'db')
    .add(`@/db/schema/${line.slug}`, lineTable)
    .add(`@/db/schema/${order.slug}`, table)
    .addType(`@/db/schema/${order.slug}`, order.type)
    .add(`@/db/schema/${product.slug}`, plain.table)
    .add('@/features/shop/settings', 'ways')
    .add('@/lib/constraints', 'sqliteMessage');
  if (varied) imports.add(`@/db/schema/${variant?.slug ?? ''}`, varied.table).add('drizzle-orm', 'isNull');
  const read = (property: string, instead: string) =>
    order.fields.find((field) => field.property === property)?.notNull === false
      ? `row.${property} ?? ${instead}`
      : `row.${property}`;
  const { paid, initial, cancelled, field: status } = o.status;
  /** An expression of SQL in a template: a column of a table. */
  const sqlOf = (text: string) => `\${${text}}`;
  const lacks = ({ table: from, stock }: Stocked, id: string, more = '') =>
    `sql\`not exists (select 1 from ${sqlOf(from)} where ${sqlOf(`${from}.id`)} = ${sqlOf(id)} and ${sqlOf(`${from}.${stock}`)} >= \${line.quantity}${more})\``;
  const take = ({ table: from, stock }: Stocked, id: string) =>
    `db.update(${from}).set({ ${stock}: sql\`${sqlOf(`${from}.${stock}`)} - \${line.quantity}\` }).where(eq(${from}.id, ${id}))`;
  const give = ({ table: to, stock, column }: Stocked) => {
    const only = varied && column === plain.column;
    const mine = `and(eq(${lineTable}.${l.order}, id), eq(${lineTable}.${column}, ${to}.id)${only ? `, isNull(${lineTable}.${varied.column})` : ''})`;
    return lines(
      `db.update(${to}).set({`,
      `${stock}: sql\`${sqlOf(`${to}.${stock}`)} + (\${db.select({ sum: sql\`sum(${sqlOf(`${lineTable}.${l.quantity}`)})\` }).from(${lineTable}).where(${mine})})\`,`,
      `}).where(and(isOpen, exists(db.select({ one: sql\`1\` }).from(${lineTable}).where(${mine})))),`,
    );
  };
  const listed = shop.product.unlisted ? ` and not ${sqlOf(`${plain.table}.${shop.product.unlisted}`)}` : '';
  return lines(
    imports.print(),
    '',
    '/** Where the owner finds orders. */',
    `export const ordersPath = '/${order.slug}';`,
    '',
    TYPES,
    '/** True where there is less than a line wants. */',
    varied
      ? lines(
          'const lacks = (line: Line) =>',
          'line.variant',
          `? ${lacks(varied, 'line.variant', ` and ${sqlOf(`${varied.table}.${varied.product}`)} = \${line.product}`)}`,
          `: ${lacks(plain, 'line.product', listed)};`,
        )
      : `const lacks = (line: Line) => ${lacks(plain, 'line.product', listed)};`,
    '',
    'const take = (line: Line) =>',
    varied
      ? `line.variant ? ${take(varied, 'line.variant')} : ${take(plain, 'line.product')};`
      : `${take(plain, 'line.product')};`,
    '',
    '/**',
    ' * Keeps an order and takes its stock, all of it or nothing, in one transaction. Where something is missing the order would',
    ' * have no id, which the database refuses; an order that is there already is refused by its id as well.',
    ' * @returns again: this order was placed before; shortage: somebody else was faster, and nothing was changed',
    ' */',
    `export async function placeOrder(order: NewOrder): Promise<'placed' | 'again' | 'shortage'> {`,
    'const isShort = or(...order.lines.map(lacks));',
    `const takes: BatchItem<'sqlite'>[] = order.lines.map(take);`,
    'try {',
    'await db.batch([',
    `db.insert(${table}).values({`,
    'id: sql`case when ${isShort} then null else ${order.id} end`,',
    `${o.number}: order.number,`,
    `${o.name}: order.name,`,
    `${o.email}: order.email,`,
    o.delivery && `${o.delivery}: order.way as ${order.type}['${o.delivery}'],`,
    o.address && `${o.address}: order.address || null,`,
    o.note && `${o.note}: order.note || null,`,
    o.fee && `${o.fee}: order.fee,`,
    `${o.total}: order.total,`,
    o.payment && `${o.payment}: order.payment,`,
    o.placed && `${o.placed}: new Date(),`,
    `${status}: ${str(initial)},`,
    ...o.asked.map((asked) => answerCode(asked, order)),
    '}),',
    `db.insert(${lineTable}).values(`,
    'order.lines.map((line) => ({',
    `${l.order}: order.id,`,
    `${l.product}: line.product,`,
    varied && `${varied.column}: line.variant,`,
    `${l.name}: line.name,`,
    `${l.quantity}: line.quantity,`,
    `${l.unitPrice}: line.unitPrice,`,
    '})),',
    '),',
    '...takes,',
    ']);',
    `return 'placed';`,
    '} catch (error) {',
    'const message = sqliteMessage(error);',
    `if (message.includes('NOT NULL') && message.includes('${order.table}.id')) return 'shortage';`,
    `if (message.includes('UNIQUE') && message.includes('${order.table}.id')) return 'again';`,
    'throw error;',
    '}',
    '}',
    '',
    '/** An order with its lines. */',
    'export async function getOrder(id: string) {',
    'const [[row], lines] = await db.batch([',
    `db.select().from(${table}).where(eq(${table}.id, id)).limit(1),`,
    'db',
    `.select({ id: ${lineTable}.id, name: ${lineTable}.${l.name}, quantity: ${lineTable}.${l.quantity}, unitPrice: ${lineTable}.${l.unitPrice} })`,
    `.from(${lineTable}).where(eq(${lineTable}.${l.order}, id)).orderBy(asc(${lineTable}.createdAt), asc(${lineTable}.id)),`,
    ']);',
    'if (!row) return null;',
    'return {',
    'id,',
    `number: ${read(o.number, `''`)},`,
    `name: ${read(o.name, `''`)},`,
    `email: ${read(o.email, `''`)},`,
    o.delivery
      ? `way: ways.find(({ value }) => value === row.${o.delivery})?.label ?? row.${o.delivery} ?? '',`
      : `way: ways[0]?.label ?? '',`,
    `address: ${o.address ? `row.${o.address}` : 'null'},`,
    `note: ${o.note ? `row.${o.note}` : 'null'},`,
    `fee: ${o.fee ? `row.${o.fee} ?? 0` : '0'},`,
    `total: ${read(o.total, '0')},`,
    `status: String(${read(status, str(initial))}),`,
    `isPaid: ${paid ? `row.${status} === ${str(paid)}` : 'false'},`,
    '/** Whether it can still be paid by card. */',
    `isPayable: ${paid ? `row.${status} === ${str(initial)}` : 'false'},`,
    'lines,',
    '};',
    '}',
    '',
    'export type PlacedOrder = NonNullable<Awaited<ReturnType<typeof getOrder>>>;',
    '',
    paid
      ? lines(
          '/** Notes that an order is paid, where the amount is that of the order and nobody has moved it on. */',
          'export async function markPaid(id: string, total: number): Promise<boolean> {',
          'const changed = await db',
          `.update(${table})`,
          `.set({ ${status}: ${str(paid)}${o.payment ? `, ${o.payment}: 'Card'` : ''} })`,
          `.where(and(eq(${table}.id, id), eq(${table}.${o.total}, total), eq(${table}.${status}, ${str(initial)})))`,
          `.returning({ id: ${table}.id });`,
          'return changed.length > 0;',
          '}',
        )
      : lines(
          '/** Whether an order could be noted as paid: its states know no such thing. */',
          'export const markPaid = (_id: string, _total: number): Promise<boolean> => Promise.resolve(false);',
        ),
    '',
    '/**',
    ' * Takes an order back and gives its stock back, in one transaction, where it still has one of these states.',
    ' * @returns the order, or nothing where somebody else was faster',
    ' */',
    `export async function cancelOrder(id: string, from: readonly ${order.type}['${status}'][]): Promise<{ id: string }[]> {`,
    `const order = and(eq(${table}.id, id), inArray(${table}.${status}, [...from]));`,
    `const isOpen = exists(db.select({ one: sql\`1\` }).from(${table}).where(order));`,
    `const [${varied ? ', ' : ''}, changed] = await db.batch([`,
    give(plain),
    varied && give(varied),
    `db.update(${table}).set({ ${status}: ${str(cancelled)} }).where(order).returning({ id: ${table}.id }),`,
    ']);',
    'return changed;',
    '}',
    '',
  );
}
