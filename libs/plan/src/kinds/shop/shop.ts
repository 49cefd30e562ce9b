import type { Language } from '../landing/copy.ts';
import type { SiteLook } from '../landing/landing.ts';

/** How an order gets to its customer. */
export interface Way {
  /** Value of the order's field. */
  value: string;
  /** As customers read it: "Pick up in the studio". */
  label: string;
  /** Added to every order, in the smallest unit of the currency. */
  fee: number;
  needsAddress: boolean;
}

/** Something that the checkout asks beside name, e-mail, way and note. */
export interface AskedAtCheckout {
  property: string;
  label: string;
  kind: 'text' | 'textarea' | 'date' | 'select' | 'number';
  required: boolean;
  options?: string[];
}

/** A public shop with everything decided: what is sold, how it is ordered, and which fields of which entities hold that. */
export interface PlannedShop {
  language: Language;
  brand: string;
  description: string;
  look: SiteLook;
  /** Whether the catalogue is the first page too: it is not where a landing page stands there. */
  atHome: boolean;
  /** Whether visitors are meant to sign in too. */
  signIn: boolean;
  /** ISO 4217. */
  currency: string;
  ways: Way[];
  /** What is sold. Every other name is a property of the entity before it. */
  product: {
    entity: string;
    name: string;
    slug: string;
    price: string;
    stock: string;
    text?: string;
    category?: string;
    /** Rows where this is true are not in the shop. */
    unlisted?: string;
    /** Other values that a customer sees. */
    facts: string[];
  };
  category?: { entity: string; name: string };
  variant?: {
    entity: string;
    product: string;
    name: string;
    /** Empty in a row: the product's price. */
    price: string;
    stock: string;
    sku?: string;
    /** What a variant is chosen by: "Glaze, size". */
    choose: string;
  };
  order: {
    entity: string;
    number: string;
    name: string;
    email: string;
    /** Where there is one way only, rows need no field for it. */
    delivery?: string;
    address?: string;
    note?: string;
    fee?: string;
    total: string;
    payment?: string;
    placed?: string;
    status: { field: string; initial: string; paid?: string; cancelled: string };
    asked: AskedAtCheckout[];
  };
  line: {
    entity: string;
    order: string;
    product: string;
    variant?: string;
    name: string;
    quantity: string;
    unitPrice: string;
  };
}
