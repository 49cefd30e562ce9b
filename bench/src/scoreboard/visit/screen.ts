import { folded, StepFailed, until } from '@appfactory/agent/verify/reading';
import type { Locator, Page } from 'playwright-core';
import { closest } from './meaning.ts';

/** Milliseconds that a person would wait for something to appear. */
export const PATIENCE = 15_000;

/** Something on a page that can be used, with what assistive technology would call it. */
export interface Part {
  name: string;
  /** What it is: link, button, textbox, combobox, checkbox, file, ... */
  role: string;
  /** The input's type, where it is one. */
  type: string;
  required: boolean;
  disabled: boolean;
  locator: Locator;
}

const CONTROLS =
  'input:not([type=hidden]), textarea, select, [role=combobox], [role=switch], [role=checkbox], [role=spinbutton]';
const BUTTONS = 'button, [role=button], [role=menuitem], [role=tab], input[type=submit], summary';

/** A page as a person reads it: by what its links, buttons and fields are called. */
export class Screen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes somewhere and waits until it can be used. */
  async open(address: string): Promise<void> {
    const answer = await this.page.goto(address);
    if (answer && answer.status() >= 500) throw new StepFailed(`The page answered status ${answer.status()}`);
    await this.settled();
  }

  /** Waits until the page has stopped loading and its scripts have taken it over. */
  async settled(): Promise<void> {
    await this.page.waitForLoadState('load');
    await until(PATIENCE, () =>
      this.page
        .evaluate(() => {
          if (document.querySelector('[data-slot=skeleton], [aria-busy=true]')) return false;
          if (!('__next_f' in globalThis)) return true;
          const first = document.querySelector('main button, main a, main form, button, a');
          return first === null || Object.keys(first).some((key) => key.startsWith('__reactProps'));
        })
        .catch(() => false),
    );
  }

  /** What can be read on it now. */
  async text(scope: Locator = this.page.locator('body')): Promise<string> {
    return folded(
      await scope
        .first()
        .innerText()
        .catch(() => ''),
    );
  }

  links(scope?: Locator): Promise<Part[]> {
    return this.#parts('a[href]', scope);
  }

  buttons(scope?: Locator): Promise<Part[]> {
    return this.#parts(BUTTONS, scope);
  }

  controls(scope?: Locator): Promise<Part[]> {
    return this.#parts(CONTROLS, scope);
  }

  async #parts(selector: string, scope: Locator = this.page.locator('body')): Promise<Part[]> {
    const all = scope.first().locator(selector);
    const seen = await all
      .evaluateAll((elements) =>
        elements.map((element) => {
          const labels = 'labels' in element ? [...((element.labels as NodeListOf<HTMLElement> | null) ?? [])] : [];
          const pointed = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
          const name =
            element.getAttribute('aria-label') ??
            (pointed.length > 0
              ? pointed.map((id) => document.getElementById(id)?.innerText ?? '').join(' ')
              : labels.length > 0
                ? labels.map((label) => label.innerText).join(' ')
                : (element as HTMLElement).innerText ||
                  element.getAttribute('placeholder') ||
                  element.getAttribute('title') ||
                  element.getAttribute('value') ||
                  '');
          const box = element.getBoundingClientRect();
          const type = element.getAttribute('type') ?? '';
          // A styled switch or radio hides the input that it is, and so does a larger place to drop files on.
          const isSeen =
            element.checkVisibility({ visibilityProperty: true }) &&
            (box.width > 1 || ['checkbox', 'radio', 'file'].includes(type));
          const hidden = element.closest('[aria-hidden=true]') !== null;
          return {
            name: name.replace(/[*\s]+/g, ' ').trim(),
            role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
            type,
            required: element.getAttribute('aria-required') === 'true' || element.hasAttribute('required'),
            disabled: element.hasAttribute('disabled') || element.getAttribute('aria-disabled') === 'true',
            shown: isSeen && !hidden,
          };
        }),
      )
      .catch(() => []); // The page is just being replaced by the next.
    return seen.flatMap(({ shown, ...part }, at) => (shown ? [{ ...part, locator: all.nth(at) }] : []));
  }

  /** The part that says best what is meant, as soon as there is one; undefined when none comes. */
  async find(
    among: () => Promise<Part[]>,
    meant: readonly string[],
    options: { patience?: number; least?: number } = {},
  ): Promise<Part | undefined> {
    let part: Part | undefined;
    await until(options.patience ?? 3000, async () => {
      part = closest(meant, await among(), ({ name }) => name, options.least);
      return part !== undefined;
    });
    return part;
  }

  /** Clicks, and waits for the page that this may lead to. */
  async click(part: Part): Promise<void> {
    await part.locator.click({ timeout: PATIENCE });
    await this.settled();
  }

  /** Follows a link to its page. */
  async follow(link: Part): Promise<void> {
    const href = await link.locator.getAttribute('href');
    const goal = new URL(href ?? '', this.page.url());
    await link.locator.click({ timeout: PATIENCE });
    const arrived = await until(PATIENCE * 2, async () => {
      const here = new URL(this.page.url());
      // A page may send its visitor on: then the address is another one than before.
      return here.pathname === goal.pathname;
    });
    await this.settled();
    if (!arrived) throw new StepFailed(`The link "${link.name}" leads to ${new URL(this.page.url()).pathname}`);
  }

  /** What is wrong, in a sentence that tells where. */
  fault(what: string, there: readonly Part[] = []): StepFailed {
    const names = [...new Set(there.map(({ name }) => name).filter(Boolean))].slice(0, 15).join(' | ');
    return new StepFailed(`${what} on ${new URL(this.page.url()).pathname}${names ? ` (there is: ${names})` : ''}`);
  }
}
