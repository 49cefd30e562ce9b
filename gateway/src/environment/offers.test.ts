import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { APP_KINDS } from '@appfactory/resources/appBuild';
import { variableNameSchema } from '@appfactory/resources/environment';
import { expect, test } from '@jest/globals';
import { OFFERS, type Offer, offersFor } from './offers.ts';

const TEMPLATE = join(import.meta.dirname, '..', '..', '..', 'templates', 'nextjs-shadcn-fullstack', 'src');

test('what is offered is what the template’s apps read, but for what the platform sets itself', async () => {
  const services = await readFile(join(TEMPLATE, 'features', 'services', 'services.ts'), 'utf8');
  const told = [...services.matchAll(/keys: \[(.+)\]/g)].flatMap(([, list = '']) => list.match(/[A-Z_]+/g) ?? []);
  expect(told.length).toBeGreaterThan(5);
  const offered = namesOf(offersFor([]));
  expect(offered).toEqual(told.filter((name) => variableNameSchema.safeParse(name).success));
  const read = await readFile(join(TEMPLATE, 'config', 'env.ts'), 'utf8');
  expect(offered.filter((name) => !read.includes(`process.env.${name}`))).toEqual([]);
});

test('what a feature alone uses is offered to apps that have it', async () => {
  const added = offersFor(['shop']).filter((offer) => !offersFor([]).includes(offer));
  expect(namesOf(added)).toEqual(['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']);
  const kinds = join(import.meta.dirname, '..', '..', '..', 'agent', 'src', 'writers', 'blueprint', 'kinds');
  const payment = await readFile(join(kinds, 'shop', 'paymentFiles.ts'), 'utf8');
  expect(namesOf(added).filter((name) => !payment.includes(`process.env.${name}`))).toEqual([]);
  const features = OFFERS.flatMap(({ feature }) => feature ?? []);
  expect(features.filter((feature) => !APP_KINDS.some((kind) => kind === feature))).toEqual([]);
});

function namesOf(offers: Offer[]): string[] {
  return offers.flatMap(({ variables }) => variables.map(({ name }) => name));
}
