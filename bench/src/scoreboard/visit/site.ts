import { StepFailed, until } from '@appfactory/agent/verify/reading';
import type { Locator } from 'playwright-core';
import type { Values } from '../exam.ts';
import { Form } from './form.ts';
import { closest } from './meaning.ts';
import type { Somebody } from './people.ts';
import type { Records } from './records.ts';
import { PATIENCE, type Screen } from './screen.ts';

const DONE = /thank|danke|received|erhalten|sent|gesendet|saved|gespeichert|order|bestell|confirm|bestätig|vielen/i;

/** What somebody does on the public side: pages, forms, posts, the shop. */
export class Site {
  readonly screen: Screen;
  readonly #origin: string;
  readonly #records: Records;

  constructor(somebody: Somebody, origin: string, records: Records) {
    this.screen = somebody.screen;
    this.#origin = origin;
    this.#records = records;
  }

  home(): Promise<void> {
    return this.screen.open(this.#origin);
  }

  /** A page found by the navigation or the footer. */
  async page(about: string): Promise<void> {
    const link = await this.screen.find(() => this.screen.links(), [about]);
    if (!link) throw this.screen.fault(`No link leads to "${about}"`, await this.screen.links());
    await this.screen.follow(link);
  }

  /** A section whose heading or text is about something. */
  async seeSection(about: string): Promise<void> {
    const { page } = this.screen;
    let headings: string[] = [];
    const right = await until(4000, async () => {
      headings = await page.locator(':is(h1, h2, h3, h4, dt, summary, legend, th):visible').allInnerTexts();
      if (closest([about], headings, (one) => one) !== undefined) return true;
      return (await this.screen.text()).toLowerCase().includes(about.toLowerCase());
    });
    if (!right) throw new StepFailed(`No section is about "${about}" (there is: ${headings.slice(0, 15).join(' | ')})`);
  }

  /** The form that is about something: on this page, else on the page that a link of that name leads to. */
  async #form(about: string): Promise<Form> {
    const { page } = this.screen;
    if (page.url() === 'about:blank') await this.home();
    const here = await this.#formHere(about);
    if (here) return new Form(this.screen, here);
    await this.home();
    const home = await this.#formHere(about);
    if (home) return new Form(this.screen, home);
    const among = async () => [...(await this.screen.links()), ...(await this.screen.buttons())];
    const way = await this.screen.find(among, [about]);
    if (!way) throw this.screen.fault(`There is no form about "${about}"`, await among());
    await this.screen.click(way);
    const there = await this.#formHere(about);
    if (!there) throw this.screen.fault(`There is no form about "${about}"`);
    return new Form(this.screen, there);
  }

  async #formHere(about: string): Promise<Locator | undefined> {
    const forms = this.screen.page.locator('form:visible');
    const found: { form: Locator; name: string }[] = [];
    for (let at = 0; at < (await forms.count()); at++) {
      const form = forms.nth(at);
      const controls = await this.screen.controls(form);
      if (controls.filter(({ type }) => type !== 'search').length === 0) continue;
      const around = form.locator(
        'xpath=ancestor-or-self::*[self::section or self::article or self::main or self::form][1]',
      );
      const headings = await around.locator(':is(h1, h2, h3, legend):visible').allInnerTexts();
      const buttons = (await this.screen.buttons(form)).map(({ name }) => name);
      found.push({ form, name: [...headings, ...buttons, (await form.getAttribute('aria-label')) ?? ''].join(' ') });
    }
    return (closest([about], found, ({ name }) => name, 0.3) ?? (found.length === 1 ? found[0] : undefined))?.form;
  }

  async submitForm(about: string, values: Values): Promise<void> {
    await this.#send(await this.#form(about), values);
  }

  async #send(form: Form, values: Values): Promise<void> {
    const before = await this.screen.text();
    const address = this.screen.page.url();
    await form.fill(values);
    await form.save(values, async () => {
      if (new URL(this.screen.page.url()).pathname !== new URL(address).pathname) return true;
      if ((await form.complaints()).length > 0) return false;
      const said = await this.screen.page.locator('[role=status]:visible, [data-sonner-toast]:visible').allInnerTexts();
      if (said.join('').trim() !== '') return true;
      const now = await this.screen.text();
      return now !== before && DONE.test(now) && !DONE.test(before);
    });
    await this.screen.settled();
  }

  async submitFormRefused(about: string, values: Values, field: string): Promise<void> {
    await this.#records.refused(await this.#form(about), values, field);
  }

  /** Opens something that is for everybody to read: a post, a product. */
  async read(called: string): Promise<void> {
    const { page } = this.screen;
    await this.home();
    const link = page.locator('a[href]:visible').filter({ hasText: called }).first();
    const card = page
      .locator(':is(li, article):visible')
      .filter({ hasText: called })
      .locator('a[href]:visible')
      .first();
    const ways = ['Blog', 'Posts', 'Articles', 'Shop', 'Products', 'Catalogue', 'News', 'All posts', 'Sortiment'];
    let target: Locator | undefined;
    const look = async () => {
      for (const one of [link, card]) if (!target && (await one.count()) > 0) target = one;
      return target !== undefined;
    };
    if (!(await until(2000, look))) {
      const way = await this.screen.find(() => this.screen.links(), ways, { least: 0.7 });
      if (way) await this.screen.follow(way);
      await until(4000, look);
    }
    if (!target) throw this.screen.fault(`"${called}" is not there to read`, await this.screen.links());
    const before = page.url();
    await target.click({ timeout: PATIENCE });
    await until(PATIENCE, async () => page.url() !== before);
    await this.screen.settled();
  }

  async comment(on: string, text: string): Promise<void> {
    await this.read(on);
    const form = await this.#form('comment');
    const fields = await form.fields();
    const body =
      closest(['comment', 'text', 'message'], fields, ({ name }) => name) ??
      fields.find(({ role }) => role === 'textarea');
    if (!body) throw this.screen.fault('There is no field for a comment', fields);
    await this.#send(form, { [body.name]: text });
  }

  /** Makes a row visible to readers: by a button, else by its state or switch in the form. */
  async publish(thing: string, called: string): Promise<void> {
    try {
      await this.#records.act(thing, called, 'Publish');
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      // It may be public from the start.
      const text = await this.screen.text(this.screen.page.locator('main'));
      if (!/\b(published|veröffentlicht)\b/i.test(text)) throw error;
    }
  }

  async addToCart(product: string, quantity: number): Promise<void> {
    await this.read(product);
    const main = this.screen.page.locator('main');
    const amount = closest(['quantity'], await this.screen.controls(main), ({ name }) => name);
    if (quantity > 1 && amount) await new Form(this.screen, main).enter(amount, String(quantity));
    const among = () => this.screen.buttons(main);
    const names = ['Add to cart', 'Add to basket', 'In den Warenkorb', 'Order', 'Pre-order'];
    for (let left = amount ? 1 : quantity; left > 0; left--) {
      const add = await this.screen.find(among, names);
      if (!add) throw this.screen.fault('There is no way to put it into a cart', await among());
      const before = await this.screen.text();
      await add.locator.click({ timeout: PATIENCE });
      const taken = await until(PATIENCE, async () => (await this.screen.text()) !== before);
      if (!taken) throw new StepFailed('Nothing says that it is in the cart');
    }
    await this.screen.settled();
  }

  async #cart(): Promise<void> {
    const link = await this.screen.find(() => this.screen.links(), ['Cart', 'Basket', 'Warenkorb']);
    if (!link) throw this.screen.fault('There is no way to a cart', await this.screen.links());
    await this.screen.follow(link);
  }

  async seeCart(text: string): Promise<void> {
    await this.#cart();
    await see(this.screen, text, true);
  }

  async checkout(values: Values): Promise<void> {
    await this.#cart();
    const among = async () => [...(await this.screen.links()), ...(await this.screen.buttons())];
    const way = await this.screen.find(among, ['Checkout', 'Zur Kasse', 'Go to checkout']);
    if (way) await this.screen.click(way);
    const form = await this.#form('checkout');
    await this.#send(form, values);
  }

  async seeOrder(text: string): Promise<void> {
    if ((await this.screen.text()).includes(text)) return;
    await this.#records.list('Order');
    await see(this.screen, text, true);
  }
}

/** Waits until a text can be read, or cannot be read any more. */
export async function see(screen: Screen, text: string, wanted: boolean): Promise<void> {
  const meant = text.replace(/\s+/g, ' ').trim().toLowerCase();
  let seen = '';
  const right = await until(wanted ? PATIENCE : 4000, async () => {
    seen = await screen.text();
    return seen.toLowerCase().includes(meant) === wanted;
  });
  if (right) return;
  const place = new URL(screen.page.url()).pathname;
  throw new StepFailed(
    `${wanted ? 'Did not see' : 'Still saw'} "${text}" on ${place}. There was: ${seen.slice(0, 300)}`,
  );
}
