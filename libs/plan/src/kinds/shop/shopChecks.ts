import { EntityChecks } from '../../entityChecks.ts';
import { SAVE_LABEL } from '../../messages.ts';
import type { Check, PlannedEntity, Step } from '../../plan.ts';
import type { AskedAtCheckout, PlannedShop } from './shop.ts';
import { filled, SHOP_WORDS } from './words.ts';

/** What customers find, order and are refused, and what the owner sees of it and does with it. */
export function shopChecks(shop: PlannedShop, entities: PlannedEntity[]): Check[] {
  const words = SHOP_WORDS[shop.language];
  const of = (name: string | undefined) => entities.find((entity) => entity.name === name);
  const [product, order] = [of(shop.product.entity), of(shop.order.entity)];
  if (!product || !order) return [];
  const rows = new EntityChecks(entities);
  const fieldOf = (entity: PlannedEntity, property: string) =>
    entity.fields.find((field) => field.property === property);
  const nameOf = (entity: PlannedEntity, property: string) => fieldOf(entity, property)?.name ?? '';
  const amount = (value: string) => (shop.language === 'de' ? value.replace('.', ',') : value);
  const home = shop.atHome ? '/' : '/shop';

  /** Steps that make a product, and what it is called. */
  const made = (word: string, { price = '12.50', stock = '5' } = {}) =>
    rows.row(product, word, {
      given: new Map([
        [nameOf(product, shop.product.price), price],
        [nameOf(product, shop.product.stock), stock],
      ]),
    });
  const open = (label: string): Step[] => [
    { do: 'open', path: '/shop' },
    { do: 'fill', label: words.search, value: label },
    { do: 'click', role: 'button', name: words.searchButton },
    { do: 'see', text: filled(words.found, { q: label }), in: 'heading' },
    { do: 'click', role: 'link', name: label },
    { do: 'see', text: label, in: 'heading' },
  ];
  const add: Step[] = [
    { do: 'click', role: 'button', name: words.add },
    { do: 'see', text: words.added, in: 'main' },
  ];
  const inCart = (label: string): Step[] => [...open(label), ...add];
  const customer = (word: string) => `Customer ${word} {run}`;
  const place: Step = { do: 'click', role: 'button', name: words.place };
  const [way] = shop.ways;
  const details = (word: string, email = `${word}-{run}@example.com`): Step[] => [
    { do: 'open', path: '/shop/checkout' },
    { do: 'see', text: words.checkout, in: 'heading' },
    { do: 'fill', label: words.name, value: customer(word) },
    { do: 'fill', label: words.email, value: email },
    ...shop.order.asked.flatMap(answer),
    ...(way && shop.ways.length > 1 ? [{ do: 'check', label: way.label, on: true } satisfies Step] : []),
    ...(way?.needsAddress
      ? [{ do: 'fill', label: words.address, value: '12 Kiln Lane, Testtown' } satisfies Step]
      : []),
  ];
  const ordered: Step[] = [place, { do: 'see', text: words.thanks, in: 'heading' }];
  const placed = (word: string): Step[] => [...details(word), ...ordered];
  const asCustomer: Step = { do: 'become', actor: 'visitor' };
  const asOwner: Step = { do: 'become', actor: 'owner' };
  /** The owner's page of the order of a customer. */
  const openOrder = (word: string): Step[] => [
    { do: 'open', path: `/${order.slug}` },
    ...rows.find(order, customer(word)),
    { do: 'click', role: 'link', name: customer(word) },
    { do: 'see', text: customer(word), in: 'heading' },
  ];

  const shown = made('shown', { price: '34.50' });
  const bought = made('bought', { price: '20' });
  const last = made('last', { stock: '1' });
  const none = made('none', { stock: '0' });
  const kept = made('kept');
  const scarce = made('scarce', { stock: '2' });
  const wrong = made('wrong');
  const secret = made('secret');
  const moved = made('moved');
  const back = made('back', { stock: '1' });
  const stockLabel = fieldOf(product, shop.product.stock)?.label ?? '';
  const checks: Check[] = [
    {
      name: 'Shop: a visitor finds it without signing in, and search engines are told of it',
      as: 'visitor',
      steps: [
        { do: 'open', path: home },
        { do: 'see', text: shop.atHome ? shop.brand : words.shop, in: 'heading' },
        { do: 'at', path: home },
        { do: 'open', path: '/robots.txt' },
        { do: 'see', text: 'sitemap.xml', in: 'page' },
      ],
    },
    {
      name: 'Shop: a product that the owner adds has its page with price and stock, also after a reload',
      as: 'owner',
      steps: [
        ...shown.steps,
        asCustomer,
        ...open(shown.label),
        { do: 'see', text: amount('34.50'), in: 'main' },
        { do: 'see', text: words.inStock, in: 'main' },
        { do: 'reload' },
        { do: 'see', text: shown.label, in: 'heading' },
      ],
    },
    {
      name: 'Shop: a customer orders without an account; the owner sees it, the stock goes down, both get an e-mail',
      as: 'owner',
      steps: [
        ...bought.steps,
        { do: 'remember' },
        asCustomer,
        ...open(bought.label),
        { do: 'fill', label: words.quantity, value: '2' },
        ...add,
        ...placed('bought'),
        { do: 'see', text: bought.label, in: 'main' },
        { do: 'see', text: amount('40.00'), in: 'main' },
        asOwner,
        ...openOrder('bought'),
        { do: 'see', text: bought.label, in: 'main' },
        { do: 'open', path: '{row}/edit' },
        { do: 'seeValue', label: stockLabel, value: '3' },
        { do: 'open', path: '/settings/outbox' },
        { do: 'see', text: 'bought-{run}@example.com', in: 'main' },
        { do: 'see', text: filled(words.mailOwner, { number: '' }).trim(), in: 'main' },
      ],
    },
    {
      name: 'Shop: the second buyer of the last piece is refused',
      as: 'owner',
      steps: [
        ...last.steps,
        asCustomer,
        ...inCart(last.label),
        ...details('second'),
        asOwner,
        ...inCart(last.label),
        ...placed('first'),
        asCustomer,
        place,
        { do: 'see', text: words.changed, in: 'main' },
        { do: 'open', path: '/shop/cart' },
        { do: 'see', text: words.soldOut, in: 'main' },
      ],
    },
    {
      name: 'Shop: what is sold out says so and cannot be ordered',
      as: 'owner',
      steps: [
        ...none.steps,
        asCustomer,
        ...open(none.label),
        { do: 'see', text: words.soldOut, in: 'main' },
        { do: 'missing', role: 'button', name: words.add },
      ],
    },
    {
      name: 'Shop: the cart is there after a reload, and its quantities can be changed',
      as: 'owner',
      steps: [
        ...kept.steps,
        asCustomer,
        ...inCart(kept.label),
        { do: 'open', path: '/shop/cart' },
        { do: 'see', text: kept.label, in: 'main' },
        { do: 'reload' },
        { do: 'seeValue', label: filled(words.quantityOf, { name: kept.label }), value: '1' },
        { do: 'fill', label: filled(words.quantityOf, { name: kept.label }), value: '3' },
        { do: 'click', role: 'button', name: words.update },
        { do: 'see', text: amount('37.50'), in: 'main' },
        { do: 'click', role: 'button', name: filled(words.remove, { name: kept.label }) },
        { do: 'see', text: words.emptyCart, in: 'main' },
      ],
    },
    {
      name: 'Shop: more than there is does not go into the cart',
      as: 'owner',
      steps: [
        ...scarce.steps,
        asCustomer,
        ...open(scarce.label),
        { do: 'fill', label: words.quantity, value: '3' },
        { do: 'click', role: 'button', name: words.add },
        { do: 'seeError', label: words.quantity, text: filled(words.onlyLeft, { count: '2' }) },
      ],
    },
    {
      name: 'Shop: an e-mail address that is none is refused at its field',
      as: 'owner',
      steps: [
        ...wrong.steps,
        asCustomer,
        ...inCart(wrong.label),
        ...details('wrong', 'not this'),
        place,
        { do: 'seeError', label: words.email, text: words.badEmail },
        { do: 'seeValue', label: words.email, value: 'not this' },
        { do: 'notSee', text: words.thanks, in: 'page' },
      ],
    },
    {
      name: 'Shop: the page of an order is found by its own address alone, the list of orders by nobody outside',
      as: 'owner',
      steps: [
        ...secret.steps,
        asCustomer,
        ...inCart(secret.label),
        ...placed('secret'),
        { do: 'reload' },
        { do: 'see', text: words.thanks, in: 'heading' },
        { do: 'open', path: '/shop/orders/0000000000000000' },
        { do: 'see', text: '404', in: 'page' },
        { do: 'notSee', text: words.thanks, in: 'page' },
        { do: 'open', path: `/${order.slug}` },
        { do: 'at', path: '/sign-in' },
      ],
    },
  ];
  const { status } = shop.order;
  const from = order.states?.transitions.filter((step) => step.from.includes(status.initial)) ?? [];
  const cancel = from.find((step) => step.to === status.cancelled);
  const onward = from.find((step) => step !== cancel);
  if (onward) {
    checks.push({
      name: 'Shop: the owner moves an order on, and its customer sees it',
      as: 'owner',
      steps: [
        ...moved.steps,
        asCustomer,
        ...inCart(moved.label),
        ...placed('moved'),
        asOwner,
        ...openOrder('moved'),
        { do: 'click', role: 'button', name: onward.label },
        { do: 'see', text: onward.to, in: 'main' },
        { do: 'missing', role: 'button', name: onward.label },
        asCustomer,
        { do: 'reload' },
        { do: 'see', text: words.states[onward.to] ?? onward.to, in: 'main' },
      ],
    });
  }
  if (cancel) {
    checks.push({
      name: 'Shop: a cancelled order gives its stock back',
      as: 'owner',
      steps: [
        ...back.steps,
        asCustomer,
        ...inCart(back.label),
        ...placed('back'),
        ...open(back.label),
        { do: 'see', text: words.soldOut, in: 'main' },
        asOwner,
        ...openOrder('back'),
        { do: 'click', role: 'button', name: cancel.label },
        { do: 'missing', role: 'button', name: cancel.label },
        asCustomer,
        ...inCart(back.label),
      ],
    });
  }
  if (shop.product.unlisted) {
    const unlisted = made('unlisted');
    checks.push({
      name: 'Shop: what the owner keeps out of it is not found',
      as: 'owner',
      steps: [
        ...unlisted.steps,
        { do: 'click', role: 'link', name: 'Edit' },
        { do: 'check', label: fieldOf(product, shop.product.unlisted)?.label ?? '', on: true },
        { do: 'click', role: 'button', name: SAVE_LABEL },
        { do: 'see', text: unlisted.label, in: 'heading' },
        asCustomer,
        { do: 'open', path: '/shop' },
        { do: 'fill', label: words.search, value: unlisted.label },
        { do: 'click', role: 'button', name: words.searchButton },
        { do: 'see', text: words.noMatch, in: 'main' },
      ],
    });
  }
  const variant = of(shop.variant?.entity);
  if (variant && shop.variant) {
    const { product: parentOf, name, stock, price } = shop.variant;
    const parent = made('with variants', { price: '18', stock: '0' });
    const one = (word: string, more: [property: string, value: string][]) =>
      rows.row(variant, word, {
        given: new Map([
          [nameOf(variant, parentOf), parent.label],
          [nameOf(variant, name), `${word} {run}`],
          ...more.map(([property, value]): [string, string] => [nameOf(variant, property), value]),
        ]),
      });
    const small = one('Small', [[stock, '0']]);
    const large = one('Large', [
      [stock, '4'],
      [price, '26'],
    ]);
    checks.push({
      name: 'Shop: a variant has its own price and stock, and is ordered as such',
      as: 'owner',
      steps: [
        ...parent.steps,
        ...small.steps,
        ...large.steps,
        asCustomer,
        ...open(parent.label),
        { do: 'see', text: 'Small {run}', in: 'main' },
        { do: 'check', label: 'Large {run}', on: true },
        { do: 'see', text: amount('26.00'), in: 'main' },
        ...add,
        ...placed('variant'),
        { do: 'see', text: 'Large {run}', in: 'main' },
        { do: 'see', text: amount('26.00'), in: 'main' },
      ],
    });
  }
  return checks;
}

function answer(asked: AskedAtCheckout): Step[] {
  if (!asked.required) return [];
  switch (asked.kind) {
    case 'select':
      return [{ do: 'choose', label: asked.label, option: asked.options?.[0] ?? '' }];
    case 'date':
      return [{ do: 'fill', label: asked.label, value: '2031-03-14' }];
    case 'number':
      return [{ do: 'fill', label: asked.label, value: '2' }];
    case 'text':
    case 'textarea':
      return [{ do: 'fill', label: asked.label, value: `${asked.label} {run}` }];
  }
}
