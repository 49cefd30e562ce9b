import type { Language } from '../landing/copy.ts';

/** Words of public shops, by language; checks look for the same ones. Texts with a {mark} have a value put in by the app. */
export interface ShopWords {
  shop: string;
  products: string;
  sort: string;
  newest: string;
  cheapest: string;
  dearest: string;
  about: (what: string) => string;
  all: string;
  categories: string;
  search: string;
  searchButton: string;
  found: string;
  nothing: string;
  noMatch: string;
  showAll: string;
  more: string;
  fewer: string;
  pages: string;
  from: string;
  soldOut: string;
  inStock: string;
  fewLeft: string;
  variant: string;
  quantity: string;
  quantityOf: string;
  add: string;
  added: string;
  viewCart: string;
  onlyLeft: string;
  noneLeft: string;
  choose: string;
  badQuantity: string;
  cart: string;
  cartOf: string;
  emptyCart: string;
  continue: string;
  update: string;
  remove: string;
  gone: string;
  subtotal: string;
  fee: string;
  free: string;
  total: string;
  checkout: string;
  yourOrder: string;
  yourDetails: string;
  name: string;
  email: string;
  emailHelp: string;
  way: string;
  pickUp: string;
  delivery: string;
  address: string;
  addressHelp: string;
  note: string;
  optional: string;
  payment: string;
  payLater: string;
  payCard: string;
  laterHelp: string;
  cardHelp: string;
  place: string;
  placeAndPay: string;
  goToPayment: string;
  required: (label: string) => string;
  badEmail: string;
  tooLong: string;
  invalid: (label: string) => string;
  changed: string;
  tooMany: string;
  payFailed: string;
  thanks: string;
  order: string;
  sentTo: string;
  keep: string;
  payNow: string;
  paid: string;
  toPay: string;
  status: string;
  states: Record<string, string>;
  mailCustomer: string;
  mailOwner: string;
  mailLead: string;
  mailOpen: string;
  mailFooter: string;
  picture: string;
  signIn: string;
}

export const SHOP_WORDS: Record<Language, ShopWords> = {
  en: {
    shop: 'Shop',
    products: 'Products',
    sort: 'Order',
    newest: 'Newest',
    cheapest: 'Price, low to high',
    dearest: 'Price, high to low',
    about: (what) => `Order ${what} online.`,
    all: 'All',
    categories: 'Categories',
    search: 'Search the shop',
    searchButton: 'Search',
    found: 'Results for “{q}”',
    nothing: 'The first pieces will be here soon.',
    noMatch: 'Nothing matches.',
    showAll: 'Show everything',
    more: 'Next page',
    fewer: 'Previous page',
    pages: 'Pages',
    from: 'from {price}',
    soldOut: 'Sold out',
    inStock: 'In stock',
    fewLeft: 'Only {count} left',
    variant: 'Variant',
    quantity: 'Quantity',
    quantityOf: 'Quantity of {name}',
    add: 'Add to cart',
    added: 'Added to your cart.',
    viewCart: 'View cart',
    onlyLeft: 'Only {count} left, and your cart cannot hold more.',
    noneLeft: 'This is sold out.',
    choose: 'Choose one first',
    badQuantity: 'Enter a whole number from 1 to 99',
    cart: 'Your cart',
    cartOf: 'Cart, {count}',
    emptyCart: 'Your cart is empty.',
    continue: 'Continue shopping',
    update: 'Update',
    remove: 'Remove {name}',
    gone: 'Not available any more',
    subtotal: 'Subtotal',
    fee: 'Delivery',
    free: 'Free',
    total: 'Total',
    checkout: 'Checkout',
    yourOrder: 'Your order',
    yourDetails: 'Your details',
    name: 'Name',
    email: 'E-mail',
    emailHelp: 'The confirmation goes there.',
    way: 'How would you like to get it?',
    pickUp: 'Pick up',
    delivery: 'Delivery',
    address: 'Delivery address',
    addressHelp: 'Street and number, postcode, town',
    note: 'Note',
    optional: 'optional',
    payment: 'Payment',
    payLater: 'Pay on pick-up or by invoice',
    payCard: 'Pay by card now',
    laterHelp: 'Nothing is charged now.',
    cardHelp: 'You go on to the payment page.',
    place: 'Place order',
    placeAndPay: 'Place order and pay',
    goToPayment: 'Go to payment',
    required: (label) => `${label} is required`,
    badEmail: 'Enter a valid e-mail address, like name@example.com',
    tooLong: 'This is too long',
    invalid: (label) => `${label}: please check what you entered`,
    changed: 'Something in your cart was sold in the meantime. Please look through it again.',
    tooMany: 'Too many orders came from here. Please try again in a quarter of an hour.',
    payFailed: 'The payment page cannot be reached. Your order is kept; please try again in a moment.',
    thanks: 'Thank you for your order',
    order: 'Order {number}',
    sentTo: 'A confirmation is on its way to {email}.',
    keep: 'Keep the address of this page: it shows how far your order is.',
    payNow: 'Pay now',
    paid: 'Paid',
    toPay: 'To be paid on pick-up or by invoice',
    status: 'Status',
    states: {},
    mailCustomer: 'Your order {number}',
    mailOwner: 'New order {number}',
    mailLead: 'Thank you for your order. This is what we have noted:',
    mailOpen: 'View order',
    mailFooter: 'Sent by {brand} because of an order.',
    picture: 'Picture of {name}',
    signIn: 'Sign in',
  },
  de: {
    shop: 'Shop',
    products: 'Produkte',
    sort: 'Reihenfolge',
    newest: 'Neueste',
    cheapest: 'Preis aufsteigend',
    dearest: 'Preis absteigend',
    about: (what) => `Online bestellen: ${what}.`,
    all: 'Alles',
    categories: 'Kategorien',
    search: 'Shop durchsuchen',
    searchButton: 'Suchen',
    found: 'Ergebnisse für „{q}“',
    nothing: 'Hier gibt es bald die ersten Stücke.',
    noMatch: 'Dazu gibt es nichts.',
    showAll: 'Alles zeigen',
    more: 'Nächste Seite',
    fewer: 'Vorige Seite',
    pages: 'Seiten',
    from: 'ab {price}',
    soldOut: 'Ausverkauft',
    inStock: 'Vorrätig',
    fewLeft: 'Nur noch {count}',
    variant: 'Ausführung',
    quantity: 'Menge',
    quantityOf: 'Menge von {name}',
    add: 'In den Warenkorb',
    added: 'Liegt im Warenkorb.',
    viewCart: 'Zum Warenkorb',
    onlyLeft: 'Es sind nur noch {count} da, mehr passt nicht in den Warenkorb.',
    noneLeft: 'Das ist ausverkauft.',
    choose: 'Bitte erst auswählen',
    badQuantity: 'Bitte eine ganze Zahl von 1 bis 99 eingeben',
    cart: 'Ihr Warenkorb',
    cartOf: 'Warenkorb, {count}',
    emptyCart: 'Ihr Warenkorb ist leer.',
    continue: 'Weiter einkaufen',
    update: 'Ändern',
    remove: '{name} entfernen',
    gone: 'Nicht mehr erhältlich',
    subtotal: 'Zwischensumme',
    fee: 'Lieferung',
    free: 'Kostenlos',
    total: 'Summe',
    checkout: 'Kasse',
    yourOrder: 'Ihre Bestellung',
    yourDetails: 'Ihre Angaben',
    name: 'Name',
    email: 'E-Mail',
    emailHelp: 'Dorthin geht die Bestätigung.',
    way: 'Wie möchten Sie es bekommen?',
    pickUp: 'Abholen',
    delivery: 'Lieferung',
    address: 'Lieferadresse',
    addressHelp: 'Straße und Hausnummer, Postleitzahl, Ort',
    note: 'Bemerkung',
    optional: 'freiwillig',
    payment: 'Bezahlung',
    payLater: 'Bei Abholung oder auf Rechnung zahlen',
    payCard: 'Jetzt mit Karte zahlen',
    laterHelp: 'Jetzt wird nichts abgebucht.',
    cardHelp: 'Es geht weiter zur Zahlungsseite.',
    place: 'Zahlungspflichtig bestellen',
    placeAndPay: 'Zahlungspflichtig bestellen und zahlen',
    goToPayment: 'Zur Zahlung',
    required: (label) => `${label}: bitte ausfüllen`,
    badEmail: 'Bitte eine gültige E-Mail-Adresse eingeben, etwa name@beispiel.de',
    tooLong: 'Das ist zu lang',
    invalid: (label) => `${label}: bitte die Eingabe prüfen`,
    changed: 'Etwas aus Ihrem Warenkorb wurde inzwischen verkauft. Bitte sehen Sie ihn noch einmal durch.',
    tooMany: 'Von hier kamen zu viele Bestellungen. Bitte versuchen Sie es in einer Viertelstunde noch einmal.',
    payFailed:
      'Die Zahlungsseite ist nicht erreichbar. Ihre Bestellung ist gespeichert; bitte versuchen Sie es gleich noch einmal.',
    thanks: 'Danke für Ihre Bestellung',
    order: 'Bestellung {number}',
    sentTo: 'Eine Bestätigung ist unterwegs an {email}.',
    keep: 'Merken Sie sich die Adresse dieser Seite: Sie zeigt, wie weit Ihre Bestellung ist.',
    payNow: 'Jetzt zahlen',
    paid: 'Bezahlt',
    toPay: 'Zahlbar bei Abholung oder auf Rechnung',
    status: 'Stand',
    states: {
      New: 'Eingegangen',
      Paid: 'Bezahlt',
      Ready: 'Abholbereit',
      'Handed over': 'Übergeben',
      Sent: 'Verschickt',
      Cancelled: 'Storniert',
    },
    mailCustomer: 'Ihre Bestellung {number}',
    mailOwner: 'Neue Bestellung {number}',
    mailLead: 'Danke für Ihre Bestellung. Das haben wir notiert:',
    mailOpen: 'Bestellung ansehen',
    mailFooter: 'Gesendet von {brand} wegen einer Bestellung.',
    picture: 'Bild von {name}',
    signIn: 'Anmelden',
  },
};

/** A text with its {marks} filled. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
