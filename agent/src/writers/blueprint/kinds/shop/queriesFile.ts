import type { PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import { Imports, lines, str } from '../../emit.ts';
import type { App, Entity } from '../../model.ts';
import { factCode } from '../textCode.ts';
import type { ShopParts } from './parts.ts';

/** A value of a row, with something in its place where older rows may have none. */
function readOf(row: string, entity: Entity, property: string, instead: string): string {
  const isThere = entity.fields.find((field) => field.property === property)?.notNull !== false;
  return isThere ? `${row}.${property}` : `(${row}.${property} ?? ${instead})`;
}

const TYPES = `/** Something that can be put into a cart: a variant of a product, or the product where it has none. Prices in cents. */
export type Offer = { product: string; variant: string | null; name: string; price: number; stock: number };

/** A product as customers see it. */
export type ShopProduct = {
  id: string;
  path: string;
  name: string;
  text: string | null;
  category: string | null;
  facts: { label: string; value: string }[];
  /** Ids of its pictures, in the order in which they were added. */
  pictures: string[];
  picture: string | null;
  /** The lowest that it costs. */
  price: number;
  priceVaries: boolean;
  /** How many there are, of all variants together. */
  stock: number;
  offers: Offer[];
};

/** What a browser shows as a picture, and nothing that could be a page. */
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'];

export const productPath = (row: { slug: string | null; id: string }): string =>
  \`/shop/products/\${encodeURIComponent(row.slug || row.id)}\`;
`;

/** src/features/shop/queries.ts: what customers may see of the rows that are sold. */
export function queriesFile(app: App, shop: PlannedShop, parts: ShopParts): string {
  const { product, category, variant, facts } = parts;
  const table = product.tableVariable;
  const { name, slug, price, stock, text, unlisted } = shop.product;
  const imports = new Imports()
    .add('drizzle-orm', 'and', 'asc', 'count', 'desc', 'eq', 'inArray', 'isNull', 'or')
    .addType('drizzle-orm', 'SQL')
    .add('react', 'cache')
    .add('@/db', 'db')
    .add('@/db/schema/files', 'appFiles')
    .add(`@/db/schema/${product.slug}`, table)
    .addType(`@/db/schema/${product.slug}`, product.type)
    .add('@/features/shop/words', 'words')
    .add('@/lib/list-params', 'matches');
  const sku = product.fields.find((field) => field.name === 'sku')?.property;
  const searched = [name, text, sku].flatMap((property) => (property ? [`${table}.${property}`] : []));
  const kept =
    category && shop.product.category && shop.category
      ? {
          table: category.tableVariable,
          name: `${category.tableVariable}.${shop.category.name}`,
          join: `.leftJoin(${category.tableVariable}, eq(${table}.${shop.product.category}, ${category.tableVariable}.id))`,
          on: `eq(${table}.${shop.product.category}, ${category.tableVariable}.id)`,
        }
      : undefined;
  if (kept) imports.add(`@/db/schema/${category?.slug ?? ''}`, kept.table);
  const of = shop.variant && variant ? { ...shop.variant, entity: variant, table: variant.tableVariable } : undefined;
  if (of) imports.add(`@/db/schema/${of.entity.slug}`, of.table);
  if (unlisted) imports.add('drizzle-orm', 'ne');
  const factRows = facts.map(
    (field) => `{ label: ${str(field.label)}, value: ${factCode(field, `row.${field.property}`, app, imports)} },`,
  );
  const [nameCode, priceCode] = [readOf('row', product, name, `''`), readOf('row', product, price, '0')];
  const alone = lines(
    '{',
    'product: row.id,',
    'variant: null,',
    `name: ${nameCode},`,
    `price: ${priceCode},`,
    `stock: ${readOf('row', product, stock, '0')},`,
    '}',
  );
  return lines(
    imports.print(),
    '',
    '/** Products on one page of the catalogue. */',
    'export const productsPerPage = 24;',
    '',
    '/** Orders of the catalogue, with their names. */',
    'export const sorts = { newest: words.newest, cheapest: words.cheapest, dearest: words.dearest };',
    '',
    TYPES,
    unlisted && ['/** What is in the shop. */', `const isListed = ne(${table}.${unlisted}, true);`, ''],
    `type Row = ${product.type}${kept ? ' & { categoryName: string | null }' : ''};`,
    '',
    'function rowsWhere(where: SQL | undefined) {',
    `return db.select({ row: ${table}${kept ? `, categoryName: ${kept.name}` : ''} }).from(${table})${kept?.join ?? ''}.where(${unlisted ? 'and(isListed, where)' : 'where'});`,
    '}',
    '',
    '/** Products with what belongs to them: variants and pictures. */',
    'async function withParts(rows: Row[]): Promise<ShopProduct[]> {',
    'if (rows.length === 0) return [];',
    'const ids = rows.map(({ id }) => id);',
    `const ${of ? '[variantRows, files]' : 'files'} = await ${of ? 'Promise.all([' : ''}`,
    of &&
      `db.select().from(${of.table}).where(inArray(${of.table}.${of.product}, ids)).orderBy(asc(${of.table}.createdAt), asc(${of.table}.id)),`,
    'db',
    '.select({ id: appFiles.id, recordId: appFiles.recordId })',
    '.from(appFiles)',
    `.where(and(eq(appFiles.entity, '${product.slug}'), inArray(appFiles.recordId, ids), isNull(appFiles.field), inArray(appFiles.type, pictureTypes)))`,
    `.orderBy(asc(appFiles.createdAt))${of ? ',\n]);' : ';'}`,
    'return rows.map((row) => {',
    of
      ? lines(
          'const offers: Offer[] = variantRows',
          `.filter((variant) => variant.${of.product} === row.id)`,
          '.map((variant) => ({',
          'product: row.id,',
          'variant: variant.id,',
          `name: ${readOf('variant', of.entity, of.name, `''`)},`,
          `price: variant.${of.price} ?? ${priceCode},`,
          `stock: ${readOf('variant', of.entity, of.stock, '0')},`,
          '}));',
          `if (offers.length === 0) offers.push(${alone});`,
        )
      : `const offers: Offer[] = [${alone}];`,
    'const prices = offers.map((offer) => offer.price);',
    'const pictures = files.filter((file) => file.recordId === row.id).map((file) => file.id);',
    'return {',
    'id: row.id,',
    `path: productPath({ slug: row.${slug}, id: row.id }),`,
    `name: ${nameCode},`,
    `text: ${text ? `row.${text}` : 'null'},`,
    `category: ${kept ? 'row.categoryName' : 'null'},`,
    factRows.length > 0
      ? lines('facts: [', ...factRows, `].flatMap(({ label, value }) => (value ? [{ label, value }] : [])),`)
      : 'facts: [],',
    'pictures,',
    'picture: pictures[0] ?? null,',
    'price: Math.min(...prices),',
    'priceVaries: new Set(prices).size > 1,',
    'stock: offers.reduce((sum, offer) => sum + Math.max(0, offer.stock), 0),',
    'offers,',
    '};',
    '});',
    '}',
    '',
    kept
      ? lines(
          `const merged = ({ row, categoryName }: { row: ${product.type}; categoryName: string | null }): Row => ({`,
          '...row,',
          'categoryName,',
          '});',
        )
      : 'const merged = ({ row }: { row: Row }): Row => row;',
    '',
    '/** One page of the catalogue. */',
    'export async function listProducts(wish: {',
    'q: string;',
    'category: string;',
    'sort: keyof typeof sorts;',
    'page: number;',
    '}) {',
    'const { q, sort, page } = wish;',
    `const found = matches(q, [${searched.join(', ')}]);`,
    kept
      ? `const where = and(found, wish.category ? eq(${kept.name}, wish.category) : undefined);`
      : 'const where = found;',
    `const order = { newest: desc(${table}.createdAt), cheapest: asc(${table}.${price}), dearest: desc(${table}.${price}) }[sort];`,
    'const [rows, [total]] = await Promise.all([',
    `rowsWhere(where).orderBy(order, desc(${table}.createdAt), desc(${table}.id)).limit(productsPerPage).offset((page - 1) * productsPerPage),`,
    `db.select({ count: count() }).from(${table})${kept?.join ?? ''}.where(${unlisted ? 'and(isListed, where)' : 'where'}),`,
    ']);',
    'return { rows: await withParts(rows.map(merged)), total: total?.count ?? 0 };',
    '}',
    '',
    '/** A product by its address or its id. */',
    'export const getProduct = cache(async (address: string): Promise<ShopProduct | null> => {',
    `const rows = await rowsWhere(or(eq(${table}.${slug}, address), eq(${table}.id, address))).limit(1);`,
    'const [product] = await withParts(rows.map(merged));',
    'return product ?? null;',
    '});',
    '',
    '/** The products of a cart, those that are in the shop. */',
    'export async function productsOf(ids: string[]): Promise<ShopProduct[]> {',
    'if (ids.length === 0) return [];',
    `return withParts((await rowsWhere(inArray(${table}.id, ids))).map(merged));`,
    '}',
    '',
    '/** Categories that have something in the shop, by name. */',
    kept
      ? lines(
          'export async function listCategories(): Promise<string[]> {',
          `const rows = await db.selectDistinct({ name: ${kept.name} }).from(${kept.table}).innerJoin(${table}, ${kept.on})${unlisted ? '.where(isListed)' : ''}.orderBy(asc(${kept.name}));`,
          'return rows.flatMap(({ name }) => name || []);',
          '}',
        )
      : 'export const listCategories = (): Promise<string[]> => Promise.resolve([]);',
    '',
    '/** Addresses of everything in the shop, for the sitemap. */',
    'export async function allProducts() {',
    `const rows = await db.select({ id: ${table}.id, slug: ${table}.${slug}, updatedAt: ${table}.updatedAt }).from(${table})${unlisted ? '.where(isListed)' : ''}.limit(20_000);`,
    'return rows.map((row) => ({ path: productPath(row), updatedAt: row.updatedAt }));',
    '}',
    '',
    '/** A file that is the picture of a product in the shop. */',
    'export async function findPicture(id: string) {',
    'const [found] = await db',
    '.select({ file: appFiles })',
    '.from(appFiles)',
    `.innerJoin(${table}, eq(appFiles.recordId, ${table}.id))`,
    `.where(and(eq(appFiles.id, id), eq(appFiles.entity, '${product.slug}'), isNull(appFiles.field), inArray(appFiles.type, pictureTypes)${unlisted ? ', isListed' : ''}))`,
    '.limit(1);',
    'return found?.file ?? null;',
    '}',
    '',
  );
}
