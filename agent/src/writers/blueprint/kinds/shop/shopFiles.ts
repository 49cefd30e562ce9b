import type { PlannedShop } from '@appfactory/plan/kinds/shop/shop';
import type { App } from '../../model.ts';
import { CART_FILE, CART_LINK_FILE, CART_PAGE, CART_TEST, PRICED_CART_FILE } from './cartFiles.ts';
import {
  CATALOGUE_FILE,
  CATALOGUE_PAGE,
  PICTURE_FILE,
  PICTURES_ROUTE,
  PRICE_FILE,
  PRODUCT_CARD_FILE,
} from './catalogueFiles.ts';
import { ACTIONS_FILE, CHECKOUT_PAGE } from './checkoutFiles.ts';
import { CHECKOUT_FORM_FILE } from './checkoutFormFile.ts';
import { MAILS_FILE, ORDER_EMAIL_FILE, ORDER_PAGE } from './orderPageFiles.ts';
import { ordersFile } from './ordersFile.ts';
import { partsOf } from './parts.ts';
import { PAY_ROUTE, PAYMENT_FILE, PAYMENT_TEST, WEBHOOK_ROUTE } from './paymentFiles.ts';
import { BUY_FORM_FILE, GALLERY_FILE, PRODUCT_PAGE } from './productFiles.ts';
import { queriesFile } from './queriesFile.ts';
import { settingsFile, wordsFile } from './settingsFiles.ts';
import { checkoutTestFile, ordersTestFile } from './testFiles.ts';

/** Every file of the public shop, by path. Only settings, words, queries and orders differ from app to app. */
export function* shopFiles(app: App, shop: PlannedShop): Generator<[path: string, text: string]> {
  const parts = partsOf(app, shop);
  if (!parts) return;
  const feature = 'src/features/shop';
  yield [`${feature}/settings.ts`, settingsFile(shop)];
  yield [`${feature}/words.ts`, wordsFile(shop)];
  yield [`${feature}/queries.ts`, queriesFile(app, shop, parts)];
  yield [`${feature}/orders.ts`, ordersFile(shop, parts)];
  const test = ordersTestFile(shop, parts);
  if (test) yield [`${feature}/orders.test.ts`, test];
  const checkout = checkoutTestFile(shop, parts);
  if (checkout) yield [`${feature}/checkout.test.ts`, checkout];
  yield [`${feature}/price.ts`, PRICE_FILE];
  yield [`${feature}/picture.tsx`, PICTURE_FILE];
  yield [`${feature}/product-card.tsx`, PRODUCT_CARD_FILE];
  yield [`${feature}/catalogue.tsx`, CATALOGUE_FILE];
  yield [`${feature}/gallery.tsx`, GALLERY_FILE];
  yield [`${feature}/buy-form.tsx`, BUY_FORM_FILE];
  yield [`${feature}/cart.ts`, CART_FILE];
  yield [`${feature}/cart.test.ts`, CART_TEST];
  yield [`${feature}/priced-cart.ts`, PRICED_CART_FILE];
  yield [`${feature}/cart-link.tsx`, CART_LINK_FILE];
  yield [`${feature}/actions.ts`, ACTIONS_FILE];
  yield [`${feature}/checkout-form.tsx`, CHECKOUT_FORM_FILE];
  yield [`${feature}/mails.ts`, MAILS_FILE];
  yield [`${feature}/payment.ts`, PAYMENT_FILE];
  yield [`${feature}/payment.test.ts`, PAYMENT_TEST];
  yield ['src/emails/order.tsx', ORDER_EMAIL_FILE];
  if (shop.atHome) yield ['src/app/page.tsx', CATALOGUE_PAGE];
  yield ['src/app/shop/page.tsx', CATALOGUE_PAGE];
  yield ['src/app/shop/products/[product]/page.tsx', PRODUCT_PAGE];
  yield ['src/app/shop/pictures/[file]/route.ts', PICTURES_ROUTE];
  yield ['src/app/shop/cart/page.tsx', CART_PAGE];
  yield ['src/app/shop/checkout/page.tsx', CHECKOUT_PAGE];
  yield ['src/app/shop/orders/[order]/page.tsx', ORDER_PAGE];
  yield ['src/app/shop/orders/[order]/pay/route.ts', PAY_ROUTE];
  yield ['src/app/api/stripe/route.ts', WEBHOOK_ROUTE];
}
