import type { PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import type { App, Entity, Field } from '../../model.ts';

/** What the writers of the shop's files share: its entities, with the fields that its plan names. */
export interface ShopParts {
  product: Entity;
  category?: Entity;
  variant?: Entity;
  order: Entity;
  line: Entity;
  facts: Field[];
}

export function partsOf(app: App, shop: PlannedShop): ShopParts | undefined {
  const of = (name: string | undefined) => app.entities.find((entity) => entity.name === name);
  const [product, order, line] = [of(shop.product.entity), of(shop.order.entity), of(shop.line.entity)];
  if (!product || !order || !line) return undefined;
  const [category, variant] = [of(shop.category?.entity), of(shop.variant?.entity)];
  return {
    product,
    order,
    line,
    ...(category && shop.product.category ? { category } : {}),
    ...(variant && shop.line.variant ? { variant } : {}),
    facts: shop.product.facts.flatMap((property) => product.fields.find((field) => field.property === property) ?? []),
  };
}

/** Names of the entities that a shop shows or makes: they get no sample rows, so that nobody orders what is made up. */
export const shopEntities = ({ product, category, variant, order, line }: PlannedShop): string[] =>
  [product, category, variant, order, line].flatMap((part) => part?.entity ?? []);
