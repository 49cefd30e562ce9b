import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import type { Language } from '../landing/copy.ts';
import type { Way } from './shop.ts';

export const STATES = ['New', 'Paid', 'Ready', 'Handed over', 'Sent', 'Cancelled'];
export const PAYMENTS = ['Later', 'Card'];
export const CANCELLED = /cancel|storn|declin|reject|abgelehnt|abgesagt/i;
export const PAID = /^(?:paid|bezahlt|payed)$/i;

const GERMAN: Record<string, string> = {
  name: 'Name',
  price: 'Preis',
  stock: 'Bestand',
  sku: 'Artikelnummer',
  category: 'Kategorie',
  description: 'Beschreibung',
  slug: 'Adresse',
  unlisted: 'Nicht im Shop zeigen',
  number: 'Nummer',
  status: 'Status',
  email: 'E-Mail',
  delivery: 'Übergabe',
  address: 'Lieferadresse',
  note: 'Bemerkung',
  fee: 'Lieferkosten',
  total: 'Summe',
  payment: 'Zahlung',
  placedAt: 'Eingegangen',
  order: 'Bestellung',
  product: 'Produkt',
  variant: 'Ausführung',
  quantity: 'Menge',
  unitPrice: 'Einzelpreis',
};
const ENGLISH: Record<string, string> = {
  sku: 'SKU',
  slug: 'Address',
  unlisted: 'Keep out of the shop',
  address: 'Delivery address',
  fee: 'Delivery fee',
};

export interface Wording {
  language: Language;
  currency: string;
}

export function field(
  { language, currency }: Wording,
  name: string,
  type: FieldSpec['type'],
  more: Partial<FieldSpec> = {},
): FieldSpec {
  const label = more.label ?? (language === 'de' ? GERMAN[name] : ENGLISH[name]);
  return {
    name,
    type,
    required: false,
    unique: false,
    ...(type === 'money' ? { currency } : {}),
    ...more,
    ...(label ? { label } : {}),
  };
}

/** What a product has beside the values that are its own, in the order of its form. */
export function productFields(wording: Wording, category: string | undefined): FieldSpec[] {
  const en = wording.language === 'en';
  return [
    field(wording, 'name', 'string', { required: true }),
    field(wording, 'price', 'money', { required: true }),
    field(wording, 'stock', 'integer', {
      required: true,
      help: en
        ? 'How many can be sold. Each variant has a stock of its own.'
        : 'Wie viele verkauft werden können. Jede Ausführung hat ihren eigenen Bestand.',
    }),
    ...(category ? [field(wording, 'category', 'reference', { to: category })] : []),
    field(wording, 'description', 'text'),
    field(wording, 'sku', 'string', { unique: true }),
    field(wording, 'slug', 'string', {
      unique: true,
      help: en
        ? 'The end of its web address; left empty it is made from the name.'
        : 'Das Ende der Webadresse; leer wird es aus dem Namen gemacht.',
    }),
    field(wording, 'unlisted', 'boolean', {
      help: en ? 'Nobody sees or orders it then.' : 'Niemand sieht oder bestellt es dann.',
    }),
  ];
}

export function categoryFields(wording: Wording): FieldSpec[] {
  return [field(wording, 'name', 'string', { required: true, unique: true }), field(wording, 'description', 'text')];
}

export function variantFields(wording: Wording, product: string, choose: string): FieldSpec[] {
  const en = wording.language === 'en';
  return [
    field(wording, 'product', 'reference', { to: product, required: true }),
    field(wording, 'name', 'string', {
      required: true,
      help: en
        ? `As customers choose it (${choose.toLowerCase()}), such as “Blue, large”.`
        : `Wie Kunden es auswählen (${choose}), etwa „Blau, groß“.`,
    }),
    field(wording, 'stock', 'integer', { required: true }),
    field(wording, 'price', 'money', {
      help: en ? 'Left empty, it is the price of the product.' : 'Leer gilt der Preis des Produkts.',
    }),
    field(wording, 'sku', 'string', { unique: true }),
  ];
}

export function orderFields(wording: Wording, ways: Way[]): FieldSpec[] {
  return [
    field(wording, 'number', 'string', { required: true, unique: true }),
    field(wording, 'name', 'string', { required: true }),
    field(wording, 'email', 'email', { required: true }),
    field(wording, 'delivery', 'enum', { required: true, values: ways.map(({ value }) => value) }),
    ...(ways.some(({ needsAddress }) => needsAddress) ? [field(wording, 'address', 'text')] : []),
    field(wording, 'note', 'text'),
    field(wording, 'fee', 'money'),
    field(wording, 'total', 'money', { required: true }),
    field(wording, 'payment', 'enum', { values: PAYMENTS }),
    field(wording, 'placedAt', 'datetime'),
    field(wording, 'status', 'enum', { required: true, values: statesFor(ways) }),
  ];
}

export function lineFields(
  wording: Wording,
  { order, product, variant }: { order: string; product: string; variant?: string },
): FieldSpec[] {
  return [
    field(wording, 'name', 'string', { required: true }),
    field(wording, 'order', 'reference', { to: order, required: true }),
    field(wording, 'product', 'reference', { to: product }),
    ...(variant ? [field(wording, 'variant', 'reference', { to: variant })] : []),
    field(wording, 'quantity', 'integer', { required: true }),
    field(wording, 'unitPrice', 'money', { required: true }),
  ];
}

/** The states that orders can have, without those of a way that there is not. */
function statesFor(ways: Way[]): string[] {
  const isSent = ways.some(({ needsAddress }) => needsAddress);
  const isFetched = ways.some(({ needsAddress }) => !needsAddress);
  return STATES.filter(
    (state) => (isSent || state !== 'Sent') && (isFetched || (state !== 'Ready' && state !== 'Handed over')),
  );
}

/** How an order goes on, among the states that it can have. */
export function orderStates(ways: Way[], language: Language): NonNullable<EntitySpec['states']> {
  const values = statesFor(ways);
  const step = (name: string, label: [en: string, de: string], from: string[], to: string) => ({
    name,
    label: language === 'de' ? label[1] : label[0],
    from: from.filter((state) => values.includes(state)),
    to,
  });
  return {
    field: 'status',
    initial: 'New',
    transitions: [
      step('markPaid', ['Mark as paid', 'Als bezahlt vermerken'], ['New'], 'Paid'),
      step('makeReady', ['Ready for pick-up', 'Zur Abholung bereit'], ['New', 'Paid'], 'Ready'),
      step('handOver', ['Hand over', 'Übergeben'], ['Paid', 'Ready'], 'Handed over'),
      step('send', ['Mark as sent', 'Als verschickt vermerken'], ['New', 'Paid'], 'Sent'),
      step('cancel', ['Cancel order', 'Stornieren'], ['New', 'Paid', 'Ready'], 'Cancelled'),
    ].filter(({ to }) => values.includes(to)),
  };
}
