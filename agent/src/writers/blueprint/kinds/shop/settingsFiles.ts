import type { PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import { SHOP_WORDS } from '@appfactory/plan/kinds/shop/words';
import { lines, list, str } from '../../emit.ts';

/** src/features/shop/settings.ts: what an owner may want to change. */
export function settingsFile(shop: PlannedShop): string {
  return lines(
    '/** How an order gets to its customer. `fee` is added to each, in the smallest unit of the currency. */',
    'export type Way = { value: string; label: string; fee: number; needsAddress: boolean };',
    '',
    '/** What the checkout asks beside name, e-mail and address. */',
    'export type Asked = {',
    'name: string;',
    'label: string;',
    `kind: 'text' | 'textarea' | 'date' | 'select' | 'number';`,
    'required: boolean;',
    'options?: string[];',
    '};',
    '',
    '/** ISO 4217. */',
    `export const currency = '${shop.currency}';`,
    `export const locale = '${shop.language === 'de' ? 'de-DE' : 'en-US'}';`,
    '/** Whether the catalogue is the first page. */',
    `export const atHome = ${String(shop.atHome)} as boolean;`,
    '/** What the shop says of itself, and search engines show of it. */',
    `export const description = ${str(shop.description)};`,
    '',
    'export const ways: Way[] = [',
    ...shop.ways.map(
      ({ value, label, fee, needsAddress }) =>
        `{ value: ${str(value)}, label: ${str(label)}, fee: ${fee}, needsAddress: ${String(needsAddress)} },`,
    ),
    '];',
    '',
    'export const asked: Asked[] = [',
    ...shop.order.asked.map(
      ({ property, label, kind, required, options }) =>
        `{ name: '${property}', label: ${str(label)}, kind: '${kind}', required: ${String(required)}${options ? `, options: ${list(options)}` : ''} },`,
    ),
    '];',
    '',
  );
}

/** Words that only the plan uses. */
const NOT_IN_APP = new Set(['about', 'states', 'signIn', 'pickUp', 'delivery']);

/** src/features/shop/words.ts */
export function wordsFile(shop: PlannedShop): string {
  const words = { ...SHOP_WORDS[shop.language], ...(shop.variant ? { variant: shop.variant.choose } : {}) };
  return lines(
    '/** Everything that the shop says. A {mark} stands for a value. */',
    'export const words = {',
    ...Object.entries(words)
      .filter(([name]) => !NOT_IN_APP.has(name))
      .map(([name, text]: [string, unknown]) => {
        const value = typeof text === 'function' ? (text as (label: string) => string)('{label}') : String(text);
        return `${name}: ${str(value)},`;
      }),
    '/** What customers read for the states of an order; those that are not here are called as they are. */',
    'states: {',
    ...Object.entries(words.states).map(([state, text]) => `${str(state)}: ${str(text)},`),
    '} as Record<string, string>,',
    '};',
    '',
  );
}
