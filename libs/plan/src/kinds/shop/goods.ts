import type { EntitySpec } from '@appfactory/resources/appBuild';
import type { Expansion } from '../../expansion/expand.ts';

/** What a shop keeps beside its goods, and what has a price and is not put into a cart. */
const NOT_SOLD =
  /^(?:.*Order|OrderLine|Purchase|Sale|Cart|Wishlist|Payment|Invoice|InvoiceLine|Expense|Quote|Customer|Guest|Client|Supplier|Category|Collection|Variant|Coupon|GiftCard|Plan|Membership|Subscription|Shipment|Delivery|Parcel|Return|Review|Workshop|Course|Class|Event|Appointment|Booking|Reservation|Service|Repair|Set)$/;
/** Goods that have no price in a lexicon or a prompt. */
const GOODS =
  /^(?:Product|Item|Part|Pot|Piece|Cake|Dish|Book|Artwork|Print|Album|Record|Plant|Seed|Flower|Wine|Beer|Coffee|Tea|Candle|Toy|Shoe|ClothingItem|Jewellery|Furniture|Fabric|GiftBasket|Instrument|Drink|Bicycle|VegetableBox)$/;
const PRICE = /^(?:price|preis|.*price)$/i;

export const ORDERS = ['Order', 'PreOrder', 'Purchase', 'CustomerOrder'];
export const LINES = ['OrderLine', 'OrderItem', 'OrderPosition', 'LineItem'];
export const CATEGORIES = ['Category', 'Collection', 'Subcategory', 'Brand'];

export const isPrice = (field: { name: string; type: string }): boolean =>
  field.type === 'money' || (PRICE.test(field.name) && (field.type === 'number' || field.type === 'integer'));

/**
 * The entity whose rows the shop sells: what the spec states, then what the prompt tells of, then what such shops have.
 * Undefined where nothing that is known can be sold.
 */
export function goodsOf(
  { discovery }: Pick<Expansion, 'discovery'>,
  entities: EntitySpec[],
  stated: ReadonlySet<string>,
): EntitySpec | undefined {
  const candidates = entities.filter(({ name }) => !NOT_SOLD.test(name));
  const priced = candidates.filter((entity) => entity.fields.some(isPrice));
  const described = (entity: EntitySpec) => {
    const found = discovery?.entities.find(({ name }) => name === entity.name);
    return found?.fields.some((field) => field.source.from === 'prompt' && PRICE.test(field.name)) ?? false;
  };
  return (
    priced.find(({ name }) => stated.has(name)) ??
    priced.find(described) ??
    candidates.find(({ name }) => name === 'Product') ??
    priced.find(({ name }) => GOODS.test(name)) ??
    candidates.find(({ name }) => GOODS.test(name)) ??
    (stated.size > 0 ? undefined : priced[0])
  );
}
