import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import type { Plan } from '../../plan.ts';
import { planApp } from '../../planApp.ts';
import { chooseBy, isSingle } from './variants.ts';
import { waysOf } from './ways.ts';

const planOf = (spec: object): Plan =>
  planApp({ name: 'shop', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse(spec) });
const names = ({ entities }: Plan) => entities.map(({ name }) => name).toSorted();
const of = (plan: Plan, name: string) => plan.entities.find((entity) => entity.name === name);
const fieldsOf = (plan: Plan, name: string) => of(plan, name)?.fields.map((field) => field.name) ?? [];

const POTTERY =
  'An online shop for my pottery: mugs, bowls and vases in different glazes and sizes, customers order and pick up in the studio or get it sent for 6 euros';

describe('a shop', () => {
  it('keeps what is sold and what is ordered, and nobody signs up for it', () => {
    const plan = planOf({ prompt: POTTERY });
    expect(plan.kinds).toEqual(['shop']);
    expect(plan.roles).toBeUndefined();
    expect(names(plan)).toEqual(['Category', 'Order', 'OrderLine', 'Product', 'Variant']);
    expect(plan.notBuilt).toEqual([]);
    expect(plan.shop).toMatchObject({
      language: 'en',
      currency: 'EUR',
      atHome: true,
      signIn: false,
      ways: [
        { value: 'Pick-up', label: 'Pick up in the studio', fee: 0, needsAddress: false },
        { value: 'Delivery', fee: 600, needsAddress: true },
      ],
      variant: { choose: 'Glaze, size' },
      order: { status: { initial: 'New', paid: 'Paid', cancelled: 'Cancelled' }, asked: [] },
    });
  });

  it('tells customers what it sells, and not how it is run', () => {
    const prompt = `${POTTERY.replace('shop', 'shop called Kiln & Clay')}. I see the orders and mark them as paid.`;
    expect(planOf({ prompt }).shop?.description).toBe('Order pottery online.');
  });

  it('lets nobody choose the state of an order in a form: a step has its stock with it', () => {
    const states = of(planOf({ prompt: POTTERY }), 'Order')?.states;
    expect(states?.free).toBeUndefined();
    expect(states?.transitions.map(({ from, to }) => [from, to])).toEqual([
      [['New'], 'Paid'],
      [['New', 'Paid'], 'Ready'],
      [['Paid', 'Ready'], 'Handed over'],
      [['New', 'Paid'], 'Sent'],
      [['New', 'Paid', 'Ready'], 'Cancelled'],
    ]);
  });

  it('speaks German where the prompt does', () => {
    const plan = planOf({
      prompt:
        'Ein Onlineshop für meine Imkerei: Honig, Kerzen und Met in verschiedenen Größen. Kunden bestellen und holen ab oder bekommen es für 5 Euro geschickt.',
    });
    expect(plan.shop).toMatchObject({ language: 'de', currency: 'EUR' });
    expect(plan.shop?.ways.map(({ label, fee }) => [label, fee])).toEqual([
      ['Abholen', 0],
      ['Lieferung', 500],
    ]);
    expect(of(plan, 'Product')?.plural).toBe('Produkte');
    expect(names(plan)).not.toContain('Customer');
  });

  it('sells what the prompt describes, with the values that it names', () => {
    const plan = planOf({
      prompt:
        'The shop should list teas with origin, type (Green, Oolong, Black) and price. Guests can order without an account. What is out of stock must not be orderable.',
    });
    expect(plan.shop?.product).toMatchObject({ entity: 'Tea', facts: ['origin', 'type'] });
    expect(fieldsOf(plan, 'Tea')).toEqual(expect.arrayContaining(['name', 'origin', 'type', 'price', 'stock', 'slug']));
    expect(names(plan)).not.toContain('Product');
    expect(plan.notBuilt).toEqual([]);
  });

  it('asks for no stock where a new product starts with one', () => {
    const plan = planOf({ prompt: 'We sell second-hand chairs, each one of a kind: title, wood, price.' });
    const product = of(plan, plan.shop?.product.entity ?? '');
    expect(product?.fields.find(({ name }) => name === 'stock')).toMatchObject({ required: true, startsAs: 1 });
    const errors = plan.features
      .flatMap(({ checks }) => checks)
      .filter(({ name }) => name.endsWith('a missing value is refused at its field'))
      .flatMap(({ steps }) => steps.flatMap((step) => (step.do === 'seeError' ? [step.label] : [])));
    expect(errors).toContain('Price');
    expect(errors).not.toContain('Stock');
  });

  it('takes the states that the prompt tells of, and one for what is cancelled', () => {
    const plan = planOf({
      prompt: 'An online shop for soap. Orders go from Received to Paid to Sent. We send everything for 4 euros.',
    });
    expect(of(plan, 'Order')?.fields.find(({ name }) => name === 'status')?.values).toEqual([
      'Received',
      'Paid',
      'Sent',
      'Cancelled',
    ]);
    expect(plan.shop?.order.status).toMatchObject({ initial: 'Received', paid: 'Paid', cancelled: 'Cancelled' });
    expect(plan.shop?.ways).toMatchObject([{ value: 'Delivery', fee: 400 }]);
  });

  it('has no variants of what is there once', () => {
    expect(names(planOf({ prompt: 'used vinyl records store. filter by genre' }))).not.toContain('Variant');
    expect(isSingle('Every part is one of a kind')).toBe(true);
    expect(isSingle(POTTERY)).toBe(false);
  });

  it('stands beside a blog or a landing page, each with a place of its own', () => {
    const both = planOf({ prompt: 'small shop for my handmade candles and a little blog too pls' });
    expect(both.kinds).toEqual(['shop', 'blog']);
    expect([both.shop?.atHome, both.blog?.atHome]).toEqual([true, false]);
    const landing = planOf({
      kinds: ['landing', 'shop'],
      prompt: 'A website for our bakery with opening hours and a shop.',
    });
    expect(landing.shop?.atHome).toBe(false);
    expect(landing.features.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['landing', 'shop']));
  });

  it('keeps the fields of stated entities, and asks at the checkout for what an order needs', () => {
    const plan = planOf({
      kinds: ['shop'],
      title: 'Uniforms',
      entities: [
        {
          name: 'Uniform',
          fields: [
            { name: 'name', type: 'string', required: true },
            { name: 'price', type: 'money', required: true, currency: 'GBP' },
            { name: 'stock', type: 'integer', required: true },
          ],
        },
        { name: 'Order', fields: [{ name: 'schoolClass', type: 'string', required: true }] },
      ],
    });
    expect(plan.shop?.product.entity).toBe('Uniform');
    expect(plan.shop?.currency).toBe('GBP');
    expect(fieldsOf(plan, 'Order')[0]).toBe('schoolClass');
    expect(plan.shop?.order.asked).toEqual([
      { property: 'schoolClass', label: 'School class', kind: 'text', required: true },
    ]);
  });

  it('says so where an order needs what nobody can fill in at a checkout', () => {
    const plan = planOf({
      kinds: ['shop'],
      title: 'Hall',
      entities: [
        { name: 'Person', fields: [{ name: 'name', type: 'string' }] },
        { name: 'Order', fields: [{ name: 'person', type: 'reference', to: 'Person', required: true }] },
      ],
    });
    expect(plan.shop).toBeUndefined();
    expect(plan.notBuilt.join(' ')).toContain('every order needs person, which nobody can fill in at a checkout');
  });

  it('leaves the five stated entities of an app as they are', () => {
    expect(
      planOf({ kinds: ['app'], title: 'A', entities: [{ name: 'Product', fields: [{ name: 'a', type: 'string' }] }] })
        .shop,
    ).toBeUndefined();
  });

  it('still says what it does not have', () => {
    const { notBuilt } = planOf({ prompt: 'An online shop for soap with discount codes. Customers pay by PayPal.' });
    expect(notBuilt.join(' ')).toMatch(/discounts at the checkout/);
    expect(notBuilt.join(' ')).toMatch(/PayPal/);
  });
});

describe('ways to get an order', () => {
  it.each([
    ['pickup only no shipping', ['Pick-up'], [0]],
    ['We ship with DHL for 4,90 €.', ['Delivery'], [490]],
    ['Pick up at the farm or delivery ($5)', ['Pick-up', 'Delivery'], [0, 500]],
    ['We deliver, free from 50 euros.', ['Delivery'], [0]],
    ['A shop for hats', ['Pick-up', 'Delivery'], [0, 0]],
    ['Nur Abholung, kein Versand.', ['Pick-up'], [0]],
    ['No home address, please: they collect it in the classroom.', ['Pick-up'], [0]],
  ])('%s', (prompt, values, fees) => {
    const { ways } = waysOf(prompt, 'en');
    expect(ways.map(({ value }) => value)).toEqual(values);
    expect(ways.map(({ fee }) => fee)).toEqual(fees);
  });
});

it('reads what variants differ in', () => {
  expect(chooseBy('shirts in many colours, customers order them', 'en')).toBe('Colour');
  expect(chooseBy('A shop for hats', 'en')).toBe('Variant');
});
