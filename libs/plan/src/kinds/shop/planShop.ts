import type { Expansion } from '../../expansion/expand.ts';
import { shortLabel } from '../../messages.ts';
import type { Plan, PlannedEntity, PlannedField } from '../../plan.ts';
import { pascalCase } from '../../words.ts';
import { ownSentences, sentencesOf, subjectOf } from '../landing/facts.ts';
import { languageOf } from '../landing/language.ts';
import { lookOf } from '../landing/planLanding.ts';
import { CANCELLED, PAID, PAYMENTS } from './fields.ts';
import { CATEGORIES, isPrice, LINES, ORDERS } from './goods.ts';
import { unfillable } from './shapeShop.ts';
import type { AskedAtCheckout, PlannedShop, Way } from './shop.ts';
import { chooseBy } from './variants.ts';
import { waysOf } from './ways.ts';
import { SHOP_WORDS } from './words.ts';

interface Input {
  app: Plan['app'];
  expansion: Expansion;
  prompt: string;
  entities: PlannedEntity[];
}

/** What a business knows of its goods, and its customers do not. */
const WITHHELD =
  /^(?:notes?|internal.*|cost.*|.*cost|margin|supplier.*|purchase.*|location|minimum.*|sku|slug|unlisted|hidden|active|available|status|state|frame.*|serial.*|views)$/i;
const STOCK = /^(?:stock.*|quantity|inventory|onhand|instock|count|bestand|lagerbestand|anzahl|menge)$/i;
const TEXT = /^(?:description|text|details|about|summary|body|beschreibung)$/i;

/** What an owner says of the work behind the counter, and not to customers. */
const INSIDE =
  /(?<!\p{L})(?:orders?|customers?|stock|pay\w*|cash|list|marks?|prices?|bestell\p{L}*|kund\p{L}*|bestand|bezahl\p{L}*|preise?)(?!\p{L})/iu;

const named = (entity: PlannedEntity | undefined, ...names: string[]): PlannedField | undefined =>
  names
    .map((name) => entity?.fields.find((field) => field.name.toLowerCase() === name.toLowerCase()))
    .find((field) => field !== undefined);
const property = (field: PlannedField | undefined) => field?.property ?? '';

function askedKind(field: PlannedField): AskedAtCheckout['kind'] | undefined {
  switch (field.type) {
    case 'string':
      return 'text';
    case 'text':
      return 'textarea';
    case 'date':
      return 'date';
    case 'enum':
      return 'select';
    case 'integer':
      return 'number';
    default:
      return undefined;
  }
}

/**
 * The public shop over its entities; undefined where they lack what a checkout needs. Marks the address of products, which
 * is made from their names.
 */
export function planShop({ app, expansion, prompt, entities }: Input): PlannedShop | undefined {
  const language = languageOf(expansion);
  const find = (names: string[]) => names.map((name) => entities.find((one) => one.name === name)).find(Boolean);
  const product = entities.find(({ name }) => name === pascalCase(expansion.sold ?? ''));
  const [order, line] = [find(ORDERS), find(LINES)];
  if (!product || !order || !line || order.fields.some(unfillable)) return undefined;
  const label = product.fields.find(({ name }) => name === product.labelField);
  const title = named(product, 'name', 'title') ?? (label?.type === 'string' ? label : undefined);
  const price = product.fields.find((field) => isPrice(field) && field.type === 'money');
  const stock = product.fields.find((field) => STOCK.test(field.name) && field.type === 'integer');
  const slug = named(product, 'slug');
  if (!title || !price || !stock || !slug) return undefined;
  product.labelField = title.name;
  slug.slugOf = title.name;
  // Whoever adds one thing has one of it, and says so where there are more.
  stock.startsAs = 1;
  const variant = entities.find(({ name }) => name === 'Variant');
  const category = product.fields.find(({ to, type }) => type === 'reference' && CATEGORIES.includes(to ?? ''));
  const categories = entities.find(({ name }) => name === category?.to);
  const text = product.fields.find((field) => TEXT.test(field.name) && field.type === 'text');
  const unlisted = named(product, 'unlisted');
  const used: (PlannedField | undefined)[] = [title, price, stock, slug, category, text, unlisted];
  const facts = product.fields.filter(
    (field) =>
      !used.includes(field) &&
      !WITHHELD.test(field.name) &&
      !['reference', 'references', 'boolean', 'money', 'image', 'file'].includes(field.type),
  );

  const status = named(order, order.states?.field ?? 'status', 'status');
  const cancelled = status?.values?.find((value) => CANCELLED.test(value));
  const parts = {
    number: named(order, 'number'),
    name: named(order, 'name'),
    email: named(order, 'email'),
    total: named(order, 'total'),
  };
  if (!status || !cancelled || !parts.number || !parts.name || !parts.email || !parts.total) return undefined;
  const initial = order.states?.initial ?? status.values?.[0] ?? '';
  const paid = status.values?.find((value) => PAID.test(value));
  order.labelField = parts.name.name;
  const optional = {
    delivery: named(order, 'delivery'),
    address: named(order, 'address'),
    note: named(order, 'note'),
    fee: named(order, 'fee'),
    payment: named(order, 'payment'),
    placed: named(order, 'placedAt'),
  };
  const known: (PlannedField | undefined)[] = [status, ...Object.values(parts), ...Object.values(optional)];
  const asked = order.fields
    .filter((field) => !known.includes(field))
    .flatMap((field): AskedAtCheckout[] => {
      const kind = askedKind(field);
      if (!kind || (!field.required && stateful(field))) return [];
      const options = field.values?.length ? { options: field.values } : {};
      return [{ property: field.property, label: field.label, kind, required: field.required ?? false, ...options }];
    });

  const [lineOrder, lineProduct, lineVariant] = [order, product, variant].map((target) =>
    line.fields.find(({ to, type }) => type === 'reference' && to !== undefined && to === target?.name),
  );
  const [lineName, quantity, unitPrice] = [
    named(line, 'name'),
    named(line, 'quantity'),
    named(line, 'unitPrice', 'price'),
  ];
  if (!lineOrder || !lineProduct || !lineName || !quantity || !unitPrice) return undefined;
  const own = ownSentences(sentencesOf(prompt)).find((sentence) => !INSIDE.test(sentence));
  const subject = subjectOf(prompt, language)?.what;
  const about = subject && subject.toLowerCase() !== app.title.toLowerCase() ? subject : undefined;
  return {
    language,
    brand: app.title,
    description: shortLabel(own ?? (about && SHOP_WORDS[language].about(about)) ?? app.description, 158),
    look: lookOf(expansion),
    atHome: !expansion.kinds.includes('landing'),
    signIn: expansion.kinds.includes('app'),
    currency: price.currency ?? 'USD',
    ways: waysIn(optional.delivery, waysOf(prompt, language).ways, optional.address !== undefined),
    product: {
      entity: product.name,
      name: title.property,
      slug: slug.property,
      price: price.property,
      stock: stock.property,
      ...(text ? { text: text.property } : {}),
      ...(category && categories ? { category: category.property } : {}),
      ...(unlisted?.type === 'boolean' ? { unlisted: unlisted.property } : {}),
      facts: facts.map((field) => field.property),
    },
    ...(category && categories
      ? { category: { entity: categories.name, name: property(named(categories, 'name', categories.labelField)) } }
      : {}),
    ...variantPart(variant, product, lineVariant ? chooseBy(prompt, language) : undefined),
    order: {
      entity: order.name,
      number: parts.number.property,
      name: parts.name.property,
      email: parts.email.property,
      ...(optional.delivery ? { delivery: optional.delivery.property } : {}),
      ...(optional.address ? { address: optional.address.property } : {}),
      ...(optional.note ? { note: optional.note.property } : {}),
      ...(optional.fee?.type === 'money' ? { fee: optional.fee.property } : {}),
      total: parts.total.property,
      ...(optional.payment?.values?.every((value) => PAYMENTS.includes(value))
        ? { payment: optional.payment.property }
        : {}),
      ...(optional.placed?.type === 'datetime' ? { placed: optional.placed.property } : {}),
      status: { field: status.property, initial, ...(paid && paid !== initial ? { paid } : {}), cancelled },
      asked,
    },
    line: {
      entity: line.name,
      order: lineOrder.property,
      product: lineProduct.property,
      ...(lineVariant && variant ? { variant: lineVariant.property } : {}),
      name: lineName.property,
      quantity: quantity.property,
      unitPrice: unitPrice.property,
    },
  };
}

/** Values that say when something came or how far it is: nobody is asked for them. */
const stateful = ({ name }: PlannedField): boolean => /^(?:status|state|priority)$|(?:On|At)$/.test(name);

/** The ways that the order's field can hold. */
function waysIn(field: PlannedField | undefined, ways: Way[], takesAddress: boolean): Way[] {
  const possible = ways.filter(
    ({ value, needsAddress }) => (!field || field.values?.includes(value)) && (takesAddress || !needsAddress),
  );
  const [first] = ways;
  if (possible.length > 0 || !first) return possible;
  return [{ ...first, value: field?.values?.[0] ?? first.value, fee: 0, needsAddress: false }];
}

function variantPart(
  variant: PlannedEntity | undefined,
  product: PlannedEntity,
  choose: string | undefined,
): Pick<PlannedShop, 'variant'> {
  if (!variant || choose === undefined) return {};
  const of = variant.fields.find(({ to }) => to === product.name);
  const [name, price, stock, sku] = [
    named(variant, 'name'),
    named(variant, 'price'),
    named(variant, 'stock'),
    named(variant, 'sku'),
  ];
  if (!of || !name || price?.type !== 'money' || stock?.type !== 'integer') return {};
  return {
    variant: {
      entity: variant.name,
      product: of.property,
      name: name.property,
      price: price.property,
      stock: stock.property,
      ...(sku ? { sku: sku.property } : {}),
      choose,
    },
  };
}
