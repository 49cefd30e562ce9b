import type { EntitySpec, FieldSpec, PermissionSpec } from '@appfactory/resources/appBuild';
import type { Expansion } from '../../expansion/expand.ts';
import { lowerLabel, pluralOf, sentenceCase } from '../../words.ts';
import { POSTS } from '../blog/shapeBlog.ts';
import { languageOf } from '../landing/language.ts';
import { currencyOf } from '../landing/shapeLanding.ts';
import {
  CANCELLED,
  categoryFields,
  lineFields,
  orderFields,
  orderStates,
  productFields,
  variantFields,
} from './fields.ts';
import { CATEGORIES, goodsOf, isPrice, LINES, ORDERS } from './goods.ts';
import { chooseBy, isSingle } from './variants.ts';
import { waysOf } from './ways.ts';

/** People who buy: they need no account, and no rows beside their orders. */
const BUYER =
  /^(?:customers?|guests?|visitors?|buyers?|shoppers?|clients?|users?|kund\p{L}*|gast|gäste|besucher\p{L}*|käufer\p{L}*)$/iu;
/** What lexicon and archetypes bring along, and the shop has in a way of its own. */
const REPLACED = /^(?:Cart|Checkout|Customer|Guest|Visitor|Buyer|Client|Payment|Shop|Store|Basket)$/;
const STOCK = /^(?:stock.*|quantity|inventory|onhand|instock|count|bestand|lagerbestand|anzahl|menge)$/i;
/** Values of an order that the shop has by other names. */
const OWN_OF_ORDER =
  /^(?:number|(?:customer|client|guest|buyer|recipient|full)?name|(?:customer|client|guest)?e?mail|.*address|notes?|(?:sub)?total.*|amount|price|status|state|(?:order|placed|ordered|created|received).*|delivery.*|shipping.*|payment.*|quantity|items?|products?|customer|client|guest)$/i;

/** Notes of what was not understood that a shop does after all. */
const SERVED =
  /sold|sell|stock|basket|cart|warenkorb|checkout|check out|guests? (?:can )?order|order|bestell|pick.?up|collect|abhol|ship|deliver|versand|liefer|pay|cash|bezahl|bar\b|price|preis|how many/i;

/** A stated entity keeps every field that it has, and gets those that a shop cannot do without. */
function completed(entity: EntitySpec, needed: FieldSpec[], has: (needed: FieldSpec) => boolean): EntitySpec {
  return { ...entity, fields: [...entity.fields, ...needed.filter((one) => !has(one))] };
}

const named = (entity: EntitySpec, name: string) =>
  entity.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());

interface Names {
  label?: string;
  plural?: string;
}
const namesOf = (found: EntitySpec | undefined, german: [string, string] | undefined): Names =>
  found
    ? { ...(found.label ? { label: found.label } : {}), ...(found.plural ? { plural: found.plural } : {}) }
    : german
      ? { label: german[0], plural: german[1] }
      : {};

/** What nobody at a checkout can fill in: the row that it should refer to, a file. */
export const unfillable = (field: FieldSpec): boolean =>
  field.required && ['reference', 'references', 'image', 'file', 'url'].includes(field.type);

/**
 * What a shop keeps: products with categories and variants, orders with lines and states. Customers need no account; other
 * things that the prompt names stay on the inside.
 */
export function shapeShop(expansion: Expansion, prompt: string, stated: ReadonlySet<string>): Expansion {
  const { discovery } = expansion;
  const language = languageOf(expansion);
  const wording = { language, currency: currencyOf(prompt, language) };
  const german = (one: string, many: string): [string, string] | undefined =>
    language === 'de' ? [one, many] : undefined;
  const { ways, stated: saysWays } = waysOf(prompt, language);
  const assumptions = [...expansion.assumptions];
  const notBuilt = expansion.notBuilt.filter((note) => {
    const said = /^“(.+)”: (?:nothing in the plan serves this|what this is about was not understood)\.$/.exec(
      note,
    )?.[1];
    return said === undefined || !SERVED.test(said);
  });
  const find = (names: string[]) =>
    names.map((name) => expansion.entities.find((one) => one.name === name)).find(Boolean);
  const wished = (name: string) =>
    new Set(
      discovery?.entities
        .find((one) => one.name === name)
        ?.fields.filter(({ source }) => source.from === 'prompt')
        .map((one) => one.name),
    );

  const goods = goodsOf(expansion, expansion.entities, stated);
  const isStated = goods !== undefined && stated.has(goods.name);
  const product = goods?.name ?? 'Product';
  const referred = goods?.fields.find(({ to, type }) => type === 'reference' && CATEGORIES.includes(to ?? ''))?.to;
  const foundCategory = find(referred ? [referred] : CATEGORIES);
  const category = isStated ? referred : (foundCategory?.name ?? 'Category');

  const keepsVariants = isStated ? stated.has('Variant') : !isSingle(prompt);
  const variant = keepsVariants ? 'Variant' : undefined;
  const order = find(ORDERS)?.name ?? 'Order';
  const line = find(LINES)?.name ?? 'OrderLine';

  const own = productFields(wording, category);
  const madeProduct = (): EntitySpec => {
    if (goods && isStated) {
      return completed(goods, own, (needed) => {
        if (needed.name === 'name') return goods.fields.some(({ type }) => type === 'string');
        if (needed.name === 'price') return goods.fields.some(isPrice);
        if (needed.name === 'stock') return goods.fields.some(({ name }) => STOCK.test(name));
        // What the spec does not state of its goods, and the shop can do without.
        if (['description', 'sku', 'category'].includes(needed.name)) return true;
        return named(goods, needed.name) !== undefined;
      });
    }
    const asked = wished(product);
    const title = goods?.fields.find(({ name, type }) => name === 'title' && type === 'string' && asked.has(name));
    const more = (goods?.fields ?? []).filter(
      (one) =>
        asked.has(one.name) &&
        one.name !== 'title' &&
        one.name !== 'active' &&
        !isPrice(one) &&
        !STOCK.test(one.name) &&
        !['image', 'file', 'references'].includes(one.type) &&
        one.to !== category &&
        !own.some((other) => other.name === one.name),
    );
    const priced = goods?.fields.find((one) => isPrice(one) && asked.has(one.name));
    const fields = own.map((one): FieldSpec => {
      if (one.name === 'name' && title)
        return { ...one, name: 'title', ...(title.label ? { label: title.label } : {}) };
      if (one.name === 'price' && priced?.type === 'money') return { ...priced, required: true };
      return one;
    });
    const at = fields.findIndex(({ name }) => name === 'description');
    return {
      name: product,
      ...namesOf(goods, german('Produkt', 'Produkte')),
      fields: [...fields.slice(0, at), ...more, ...fields.slice(at)],
    };
  };

  const foundOrder = find(ORDERS);
  const orderOwn = orderFields(wording, ways);
  const madeOrder = (): EntitySpec => {
    const defaults = orderStates(ways, language);
    if (foundOrder && stated.has(foundOrder.name)) {
      const whole = completed(foundOrder, orderOwn, (needed) => named(foundOrder, needed.name) !== undefined);
      const hasStatus = named(foundOrder, 'status') !== undefined || foundOrder.states !== undefined;
      return hasStatus ? whole : { ...whole, states: defaults };
    }
    const asked = wished(foundOrder?.name ?? '');
    const more = (foundOrder?.fields ?? []).filter(
      (one) =>
        asked.has(one.name) &&
        !OWN_OF_ORDER.test(one.name) &&
        !['image', 'file', 'references', 'reference', 'money'].includes(one.type),
    );
    const said = discovery?.entities.find(({ name }) => name === foundOrder?.name)?.states;
    const states =
      said?.source.from === 'prompt' && foundOrder?.states ? withCancelled(foundOrder, language) : undefined;
    const email = orderOwn.findIndex(({ name }) => name === 'email') + 1;
    const fields = [...orderOwn.slice(0, email), ...more, ...orderOwn.slice(email)].map((one) =>
      one.name === 'status' && states ? { ...one, values: states.values } : one,
    );
    return {
      name: order,
      ...namesOf(foundOrder, german('Bestellung', 'Bestellungen')),
      fields,
      states: states?.states ?? defaults,
      ...(foundOrder?.permissions ? { permissions: foundOrder.permissions } : {}),
    };
  };

  const made: EntitySpec[] = [];
  if (category && !(foundCategory && stated.has(category))) {
    made.push({
      name: category,
      ...namesOf(foundCategory, german('Kategorie', 'Kategorien')),
      fields: categoryFields(wording),
    });
  }
  const productEntity = madeProduct();
  made.push(productEntity);
  if (variant && !stated.has(variant)) {
    made.push({
      name: variant,
      ...(language === 'de' ? { label: 'Ausführung', plural: 'Ausführungen' } : {}),
      fields: variantFields(wording, product, chooseBy(prompt, language)),
    });
  }
  const orderEntity = madeOrder();
  made.push(orderEntity);
  if (!stated.has(line)) {
    made.push({
      name: line,
      ...namesOf(undefined, german('Bestellposition', 'Bestellpositionen')),
      fields: lineFields(wording, { order, product, ...(variant ? { variant } : {}) }),
    });
  }
  const blocked = orderEntity.fields.filter(unfillable);
  if (blocked.length > 0 && stated.has(order)) {
    notBuilt.push(
      `A public shop: every ${lowerLabel(orderEntity.label ?? sentenceCase(order))} needs ${blocked.map(({ name }) => name).join(', ')}, which nobody can fill in at a checkout. Leave it optional.`,
    );
  }

  const isBuyersOnly = !expansion.kinds.includes('app');
  const roles = expansion.roles.filter((role) => !(isBuyersOnly && BUYER.test(role.name)));
  const gone = new Set(expansion.roles.filter((role) => !roles.includes(role)).map(({ name }) => name));
  const replaced = new Set(made.map(({ name }) => name));
  const fromPrompt = (name: string) => discovery?.entities.find((one) => one.name === name)?.source.from === 'prompt';
  const others = expansion.entities.filter(({ name }) => {
    if (replaced.has(name)) return false;
    if (stated.has(name)) return true;
    if (REPLACED.test(name) && isBuyersOnly) return false;
    // What the shop sells has another name in the prompt.
    if (name === 'Product' || name === 'Variant') return false;
    return fromPrompt(name) || POSTS.includes(name) || !isBuyersOnly;
  });
  const left = expansion.entities.filter(
    ({ name }) => !replaced.has(name) && !others.some((other) => other.name === name),
  );
  const permissionsOf = (name: string) => expansion.entities.find((one) => one.name === name)?.permissions;
  /** Who may do what with rows of a shop's own entities is what they may do with those that these belong to. */
  const ruled = (entity: EntitySpec): EntitySpec => {
    const given =
      entity.permissions ??
      permissionsOf(
        entity.name === line ? order : entity.name === variant || entity.name === category ? product : entity.name,
      );
    const kept = given?.filter(({ role }: PermissionSpec) => !gone.has(role));
    const { permissions: _before, ...rest } = entity;
    // Rules of which none is left would let nobody in: they were all for customers.
    return kept && (kept.length > 0 || given?.length === 0) && roles.length > 0 ? { ...rest, permissions: kept } : rest;
  };
  const place = ({ name }: EntitySpec) => expansion.entities.findIndex((one) => one.name === name);
  const all = [...others, ...made];
  // Where the spec states all of them, they stand in its order.
  const entities = (all.every(({ name }) => stated.has(name)) ? all.toSorted((a, b) => place(a) - place(b)) : all).map(
    ruled,
  );

  for (const before of expansion.entities) {
    const text = `${before.name} has ${before.fields.map((one) => one.name).join(', ')}.`;
    const at = assumptions.indexOf(text);
    const after = made.find(({ name }) => name === before.name);
    const isLeft = left.includes(before);
    if (at >= 0 && (after || isLeft))
      assumptions.splice(
        at,
        1,
        ...(after ? [`${after.name} has ${after.fields.map((one) => one.name).join(', ')}.`] : []),
      );
  }
  if (left.length > 0) {
    const names = left.map((entity) =>
      lowerLabel(entity.plural ?? pluralOf(entity.label ?? sentenceCase(entity.name))),
    );
    assumptions.push(`No rows of their own: ${names.join(', ')}. Whoever orders needs no account.`);
  }
  const cost = ways.find(({ needsAddress }) => needsAddress)?.fee;
  assumptions.push(
    saysWays
      ? `Orders: ${ways.map(({ label }) => label).join(' or ')}${cost ? `, delivery for ${(cost / 100).toFixed(2)} ${wording.currency}` : ''}.`
      : 'Orders are picked up or delivered, without a fee: say in the prompt how, and what it costs.',
    'Customers pay on pick-up or by invoice; with STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET in its environment, the app takes cards too.',
    'A cancelled order gives its stock back. Pictures of products are added on their pages.',
  );
  return {
    ...expansion,
    roles,
    entities,
    assumptions,
    notBuilt,
    // How customers pay is settled, and what else shops keep is there already.
    questions: expansion.questions.filter(
      ({ id }) => id !== 'payment' && id !== 'more' && !(gone.size > 0 && id === 'sign-up'),
    ),
    // Whoever could choose an order's state in a form would pass by the stock.
    sold: product,
    stepped: new Set([...(expansion.stepped ?? []), order]),
  };
}

/** The states of an order that the prompt tells of, with one for what is cancelled. */
function withCancelled(
  { states, fields }: EntitySpec,
  language: 'en' | 'de',
): { values: string[]; states: NonNullable<EntitySpec['states']> } | undefined {
  const values = fields.find(({ name }) => name === states?.field)?.values;
  if (!states || !values || values.length < 2) return undefined;
  if (values.some((value) => CANCELLED.test(value))) return { values, states: { ...states, field: 'status' } };
  const cancelled = language === 'de' ? 'Storniert' : 'Cancelled';
  return {
    values: [...values, cancelled],
    states: {
      ...states,
      field: 'status',
      transitions: [
        ...states.transitions,
        {
          name: 'cancel',
          label: language === 'de' ? 'Stornieren' : 'Cancel order',
          from: values.slice(0, -1),
          to: cancelled,
        },
      ],
    },
  };
}
