import { StepFailed, until } from '@appfactory/agent/verify/reading';
import type { Locator } from 'playwright-core';
import type { Values } from '../exam.ts';
import { closest } from './meaning.ts';
import { PATIENCE, type Part, type Screen } from './screen.ts';

const TIME = /^\d{1,2}:\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Makes what a required reference needs and nothing is there of yet: called with the name of the field. */
export type MakeOther = (field: string) => Promise<void>;

/** A form as a person fills it: by the names of its fields. */
export class Form {
  readonly #screen: Screen;
  readonly #scope: Locator;
  readonly #makeOther: MakeOther | undefined;

  constructor(screen: Screen, scope: Locator, makeOther?: MakeOther) {
    this.#screen = screen;
    this.#scope = scope;
    this.#makeOther = makeOther;
  }

  fields(): Promise<Part[]> {
    return this.#screen.controls(this.#scope);
  }

  async field(name: string): Promise<Part | undefined> {
    return this.#screen.find(() => this.fields(), [name], { patience: 2000 });
  }

  /** Enters values, each into the field that its name says best. Throws where there is no such field. */
  async fill(values: Values): Promise<void> {
    const fields = await this.fields();
    const free = [...fields];
    const taken = new Map<string, Part>();
    // The surest first, so that "date" does not take the field that "due date" is meant for.
    for (const least of [0.95, 0.7, 0.5]) {
      for (const name of Object.keys(values)) {
        if (taken.has(name)) continue;
        const field = closest([name], free, (one) => one.name, least);
        if (!field) continue;
        taken.set(name, field);
        free.splice(free.indexOf(field), 1);
      }
    }
    for (const [name, value] of Object.entries(values)) {
      const field = taken.get(name);
      if (!field) {
        // A moment has the time of its day in it.
        const isTime = typeof value === 'string' && TIME.test(value);
        if (isTime && [...taken.values()].some(({ type }) => type === 'datetime-local')) continue;
        throw this.#screen.fault(`There is no field "${name}"`, fields);
      }
      const time = Object.values(values).find((one) => typeof one === 'string' && TIME.test(one));
      const hasOwnTime = [...taken].some(([key, one]) => one !== field && values[key] === time);
      await this.enter(field, value, hasOwnTime ? undefined : (time as string | undefined));
    }
  }

  /** Enters one value as its control wants it. */
  async enter(field: Part, value: string | boolean, time?: string): Promise<void> {
    const { locator, role, type } = field;
    if (role === 'switch' || role === 'checkbox' || type === 'checkbox') {
      await locator.setChecked(value === true || value === 'true' || value === 'yes', { timeout: PATIENCE });
      return;
    }
    const text = String(value);
    if (type === 'file') return this.#give(field, text);
    if (role === 'select') {
      const options = await locator.locator('option').allInnerTexts();
      const option = closest([text], options, (one) => one) ?? options.find((one) => one.includes(text));
      if (option === undefined && text !== '') throw this.#screen.fault(`"${field.name}" has no choice "${text}"`);
      await locator.selectOption(text === '' ? '' : { label: option ?? '' });
      return;
    }
    if (role === 'combobox') return this.#choose(field, text);
    const wanted = type === 'datetime-local' && DAY.test(text) ? `${text}T${time ?? '09:00'}` : text;
    try {
      await locator.fill(wanted, { timeout: PATIENCE });
    } catch (error) {
      if (!/Malformed value|Cannot type text/.test(String(error))) throw error;
      await locator.focus();
      await this.#screen.page.keyboard.type(wanted);
    }
  }

  /** Gives a picture of this name, or another file where the name says so; the form goes after it. */
  #give({ name, locator }: Part, file: string): Promise<void> {
    const isOther = /\.(?!png$|jpe?g$|webp$|gif$)\w{2,4}$/i.test(file);
    return locator.setInputFiles(
      isOther
        ? { name: file, mimeType: 'text/plain', buffer: Buffer.from(`${name}\n`) }
        : { name: file.replace(/(?:\.\w+)?$/, '.png'), mimeType: 'image/png', buffer: PICTURE },
    );
  }

  /** Opens a picker and takes the choice of this text; the first one where any will do. */
  async #choose(field: Part, text: string, again = false): Promise<void> {
    const { page } = this.#screen;
    if (text === '') return;
    await field.locator.click({ timeout: PATIENCE });
    const options = page.getByRole('option');
    const search = page.locator('[role=dialog] input, [data-slot=popover-content] input').last();
    const any = text === ANY;
    if (!any && (await search.isVisible().catch(() => false))) await search.fill(text);
    let names: string[] = [];
    const here = () =>
      any ? names.findIndex((name) => !/^none$/i.test(name)) : names.findIndex((name) => name.includes(text));
    await until(6000, async () => {
      names = await options.allInnerTexts().catch(() => []);
      return here() >= 0;
    });
    const close = closest([text], names, (name) => name);
    const at = here() >= 0 ? here() : close === undefined ? -1 : names.indexOf(close);
    if (at < 0) {
      await page.keyboard.press('Escape');
      if (any && this.#makeOther && !again) {
        await this.#makeOther(field.name);
        return this.#choose(field, text, true);
      }
      throw this.#screen.fault(`"${field.name}" has no choice "${any ? 'at all' : text}"`);
    }
    await options.nth(at).click({ timeout: PATIENCE });
    await until(2000, async () => (await options.count()) === 0);
    // A picker of many stays open.
    if ((await options.count()) > 0) await page.keyboard.press('Escape');
  }

  /** Presses the button that sends the form. */
  async send(): Promise<void> {
    const submit = this.#scope.locator('button[type=submit], input[type=submit]').first();
    const buttons = await this.#screen.buttons(this.#scope);
    const fallback = closest(['save', 'create', 'send', 'submit', 'speichern', 'senden'], buttons, ({ name }) => name);
    const button = (await submit.count()) > 0 ? submit : fallback?.locator;
    if (!button) throw this.#screen.fault('The form has no button that sends it', buttons);
    await button.click({ timeout: PATIENCE });
  }

  /** The fields that the form complains of, with what it says. */
  async complaints(): Promise<{ field: Part; message: string }[]> {
    const found: { field: Part; message: string }[] = [];
    for (const field of await this.fields()) {
      // Not "evaluate", which would wait for a form that has gone with its page.
      const message = await field.locator
        .evaluateAll(([element]) => {
          if (!element) return '';
          const ids = (element.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(Boolean);
          const said = ids
            .map((id) => document.getElementById(id)?.innerText ?? '')
            .join(' ')
            .trim();
          if (element.getAttribute('aria-invalid') === 'true') return said || 'invalid';
          const own = element as HTMLInputElement;
          const isNative = 'validity' in own && !own.form?.noValidate && !own.validity.valid;
          return isNative ? own.validationMessage || 'invalid' : '';
        })
        .catch(() => '');
      if (message) found.push({ field, message });
    }
    return found;
  }

  /**
   * Sends the form and waits for an end of it. What it then complains of and nobody gave a value for, is filled in and it is
   * sent again, as a person would.
   * @param isSaved whether what follows a form that was taken has come
   * @throws StepFailed with what the form says, where it is not taken
   */
  async save(given: Values, isSaved: () => Promise<boolean>): Promise<void> {
    await this.fillRequired(given);
    for (let round = 0; round < 4; round++) {
      await this.send();
      let saved = false;
      let complaints: { field: Part; message: string }[] = [];
      await until(PATIENCE * 2, async () => {
        saved = await isSaved();
        if (saved) return true;
        complaints = await this.complaints();
        return complaints.length > 0 || (await this.#alert()) !== '';
      });
      if (saved) return;
      const names = Object.keys(given);
      const open = complaints.filter(({ field }) => closest(names, [field], ({ name }) => name, 0.7) === undefined);
      if (open.length === 0 || round === 3) {
        const said = complaints.map(({ field, message }) => `${field.name}: ${message}`).join('; ');
        throw new StepFailed(`The form was not taken: ${said || (await this.#alert()) || 'nothing was said'}`);
      }
      for (const { field } of open) await this.enter(field, plausible(field));
    }
  }

  /** Fills what is marked as required and was not given. */
  async fillRequired(given: Values): Promise<void> {
    const names = Object.keys(given);
    for (const field of await this.fields()) {
      if (!field.required || closest(names, [field], ({ name }) => name, 0.7) !== undefined) continue;
      const value = await field.locator.evaluate((element) =>
        'value' in element && element.tagName !== 'BUTTON' ? String(element.value) : '',
      );
      const shown = field.role === 'combobox' ? await field.locator.innerText() : '';
      const isEmpty =
        value === '' && (field.role !== 'combobox' || /^(choose|select|wählen|auswählen|…|$)/i.test(shown));
      if (isEmpty) await this.enter(field, plausible(field));
    }
  }

  async #alert(): Promise<string> {
    const alerts = this.#scope.page().locator('[role=alert]:visible, [data-sonner-toast][data-type=error]:visible');
    return alerts.evaluateAll(saidToSighted).catch(() => '');
  }
}

/** Runs in the page. Regions of a pixel tell screen readers which page has come: no complaint about a form. */
function saidToSighted(alerts: Element[]): string {
  const seen = alerts.filter((alert) => {
    const { width, height } = alert.getBoundingClientRect();
    return width > 1 && height > 1;
  });
  return seen
    .map((alert) => (alert instanceof HTMLElement ? alert.innerText : ''))
    .join(' ')
    .trim();
}
/** A small green picture, made up. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAwAAAAJCAIAAACJ2loDAAAAE0lEQVR42mPQWpZGEDGMKiJKEQD7/YLJFOAouQAAAABJRU5ErkJggg==',
  'base64',
);

/** Whatever a picker offers. */
const ANY = '\u0000any';

/** Something that a person would put where any value will do. */
function plausible({ name, role, type }: Part): string | boolean {
  if (role === 'combobox') return ANY;
  if (type === 'file') return 'picture.png';
  if (role === 'switch' || type === 'checkbox') return true;
  if (role === 'spinbutton' || type === 'number' || /price|amount|rate|total|preis|betrag|quantity|count/i.test(name))
    return '5';
  if (type === 'date') return '2027-06-15';
  if (type === 'datetime-local') return '2027-06-15T10:00';
  if (type === 'time') return '10:00';
  if (type === 'email' || /mail/i.test(name)) return `someone-${Date.now().toString(36)}@example.com`;
  if (type === 'url' || /website|link/i.test(name)) return 'https://example.com';
  if (type === 'tel' || /phone|telefon/i.test(name)) return '030 123456';
  return `Something ${Date.now().toString(36)}`;
}
