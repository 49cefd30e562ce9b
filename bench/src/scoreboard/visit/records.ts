import { StepFailed, until } from '@appfactory/agent/verify/reading';
import type { Locator } from 'playwright-core';
import type { Values } from '../exam.ts';
import { Form } from './form.ts';
import { closest } from './meaning.ts';
import type { Somebody } from './people.ts';
import { PATIENCE, type Part, Screen } from './screen.ts';

/** Names that a thing goes by: the prompt's word first, then what the exam accepts beside it. */
export type NamesOf = (thing: string) => string[];

const ADD = /^(\+|new|add|create|neu|anlegen|hinzufügen|schreib|write|erstellen|log|record)/i;
const SAVED = /saved|thank|danke|gespeichert|received|erhalten|sent|gesendet/i;

/** Runs in the page. What a section with a form is about is sent there, and listed elsewhere. */
function headingsOfRows(headings: Element[]): string[] {
  const asks = (heading: Element) =>
    heading.closest('section, article, form')?.querySelector('form input:not([type=search]), form textarea') ?? null;
  return headings.flatMap((heading) =>
    asks(heading) === null && heading instanceof HTMLElement ? [heading.innerText] : [],
  );
}

/** What somebody does with the things that the app keeps. */
export class Records {
  readonly screen: Screen;
  readonly #start: string;
  readonly #names: NamesOf;

  constructor({ screen, start }: Somebody, names: NamesOf) {
    this.screen = screen;
    this.#start = start;
    this.#names = names;
  }

  /** Goes where all of a thing are listed. */
  async list(thing: string): Promise<void> {
    await this.screen.open(this.#start);
    const among = async () => (await this.screen.links()).filter(({ name }) => !ADD.test(name));
    const link = await this.screen.find(among, this.#names(thing));
    if (link) return this.screen.follow(link);
    // A page that is about nothing else lists them itself.
    const headings = await this.screen.page.locator('h1:visible, h2:visible').evaluateAll(headingsOfRows);
    if (closest(this.#names(thing), headings, (one) => one) !== undefined) return;
    throw this.screen.fault(`There is no way to a list of "${thing}"`, await among());
  }

  /** Opens the form for a new one. */
  async newForm(thing: string, depth = 0): Promise<Form> {
    await this.list(thing);
    const among = async () => {
      const all = [...(await this.screen.links()), ...(await this.screen.buttons())];
      return all.filter(({ name, disabled }) => ADD.test(name) && !disabled);
    };
    let ways: Part[] = [];
    await until(4000, async () => {
      ways = await among();
      return ways.length > 0;
    });
    const main = ways.find((way) => closest(this.#names(thing), [way], ({ name }) => name) !== undefined) ?? ways[0];
    if (!main) throw this.screen.fault(`There is no way to add a "${thing}"`, await this.screen.buttons());
    await this.screen.click(main);
    const scope = await this.#formScope();
    return this.#form(scope, depth);
  }

  #form(scope: Locator, depth: number): Form {
    const makeOther = async (field: string) => {
      if (depth > 2) throw new StepFailed(`There is nothing to choose for "${field}"`);
      const page = await this.screen.page.context().newPage();
      try {
        const records = new Records({ screen: new Screen(page), start: this.#start }, this.#names);
        await records.add(field, {}, depth + 1);
      } finally {
        await page.close();
      }
    };
    return new Form(this.screen, scope, makeOther);
  }

  /** The form that is open: in a dialog, else the first in the page that holds more than a search. */
  async #formScope(): Promise<Locator> {
    const { page } = this.screen;
    const forms = page.locator('[role=dialog] form:visible, main form:visible, form:visible');
    await until(PATIENCE, async () => (await forms.count()) > 0);
    for (let at = 0; at < (await forms.count()); at++) {
      const controls = await this.screen.controls(forms.nth(at));
      if (controls.some(({ type }) => type !== 'search')) return forms.nth(at);
    }
    throw this.screen.fault('There is no form');
  }

  async add(thing: string, values: Values, depth = 0): Promise<void> {
    const form = await this.newForm(thing, depth);
    await form.fill(values);
    await this.#save(form, values);
  }

  /** A form is taken when its page is left, its dialog closed, or something says so. */
  async #save(form: Form, values: Values): Promise<void> {
    const before = this.screen.page.url();
    const dialogs = await this.screen.page.locator('[role=dialog]:visible').count();
    await form.save(values, async () => {
      if (new URL(this.screen.page.url()).pathname !== new URL(before).pathname) return true;
      if (dialogs > 0 && (await this.screen.page.locator('[role=dialog]:visible').count()) === 0) return true;
      const said = await this.screen.page.locator('[role=status]:visible, [data-sonner-toast]:visible').allInnerTexts();
      return SAVED.test(said.join(' ')) && (await form.complaints()).length === 0;
    });
    await this.screen.settled();
  }

  async addRefused(thing: string, values: Values, field: string): Promise<void> {
    const form = await this.newForm(thing);
    await this.refused(form, values, field);
  }

  /** Fills the form wrongly and wants a message at the field. */
  async refused(form: Form, values: Values, field: string): Promise<void> {
    const wrong = await form.field(field);
    if (!wrong) throw this.screen.fault(`There is no field "${field}"`, await form.fields());
    await form.fill(values);
    const typed = values[field];
    const kept = await wrong.locator.inputValue().catch(() => String(typed ?? ''));
    // What the control does not let anybody type is refused by it.
    if (typeof typed === 'string' && typed !== '' && kept === '') return;
    await form.fillRequired(values);
    const before = this.screen.page.url();
    await form.send();
    let said: { field: Part; message: string }[] = [];
    const right = await until(PATIENCE, async () => {
      if (new URL(this.screen.page.url()).pathname !== new URL(before).pathname) return true;
      said = await form.complaints();
      return closest([field], said, (one) => one.field.name) !== undefined;
    });
    if (new URL(this.screen.page.url()).pathname !== new URL(before).pathname)
      throw new StepFailed(`It was taken, though "${field}" is wrong`);
    if (!right) {
      const others = said.map((one) => `${one.field.name}: ${one.message}`).join('; ');
      throw new StepFailed(`Nothing was said at "${field}" (but: ${others || 'nothing'})`);
    }
  }

  /** Opens the page of the one whose row or card says this. */
  async openOne(thing: string, called: string): Promise<void> {
    await this.list(thing);
    let link = await this.#linkOf(called, 4000);
    if (!link && (await this.#searchBox())) {
      await this.search(called);
      link = await this.#linkOf(called, PATIENCE);
    }
    if (!link) throw this.screen.fault(`There is no ${thing} "${called}"`);
    const before = this.screen.page.url();
    await link.click({ timeout: PATIENCE });
    const opened = await until(PATIENCE, async () => this.screen.page.url() !== before);
    if (!opened) throw this.screen.fault(`"${called}" does not open`);
    await this.screen.settled();
  }

  async #linkOf(called: string, patience: number): Promise<Locator | undefined> {
    const { page } = this.screen;
    const own = page.locator('main a[href]:visible').filter({ hasText: called }).first();
    const row = page
      .locator('main :is(tr, li, article):visible')
      .filter({ hasText: called })
      .locator('a[href]:visible')
      .first();
    let found: Locator | undefined;
    await until(patience, async () => {
      for (const one of [own, row]) if (!found && (await one.count()) > 0) found = one;
      return found !== undefined;
    });
    return found;
  }

  async #searchBox(): Promise<Part | undefined> {
    const boxes = (await this.screen.controls()).filter(
      ({ type, role, name }) => type === 'search' || role === 'searchbox' || /^(search|such|find)/i.test(name),
    );
    return boxes.find(({ role }) => role !== 'combobox') ?? boxes[0];
  }

  /** Types into the search of the page where one is, and waits for its answer. */
  async search(text: string): Promise<void> {
    const box = await this.#searchBox();
    if (!box) throw this.screen.fault('There is no search', await this.screen.controls());
    const before = this.screen.page.url();
    await box.locator.fill(text);
    const answered = () => until(2000, async () => this.screen.page.url() !== before);
    // Some answer while one types, some when one is done.
    if (!(await answered())) {
      await box.locator.press('Enter');
      await answered();
    }
    await this.screen.settled();
  }

  async edit(thing: string, called: string, values: Values): Promise<void> {
    await this.openOne(thing, called);
    await this.openEdit();
    const form = this.#form(await this.#formScope(), 0);
    await form.fill(values);
    await this.#save(form, values);
  }

  async openEdit(): Promise<void> {
    const way = await this.#way(['Edit', 'Change', 'Bearbeiten', 'Ändern', 'Note']);
    if (!way) throw this.screen.fault('There is no way to edit it', await this.screen.buttons());
    await this.screen.click(way);
  }

  /** A link or button of the page itself, not of the navigation. */
  async #way(names: string[], least = 0.7): Promise<Part | undefined> {
    const main = this.screen.page.locator('main');
    const among = async () =>
      [...(await this.screen.buttons(main)), ...(await this.screen.links(main))].filter(({ disabled }) => !disabled);
    return this.screen.find(among, names, { least });
  }

  async remove(thing: string, called: string): Promise<void> {
    await this.openOne(thing, called);
    const names = ['Delete', 'Remove', 'Löschen', 'Entfernen', 'Archive'];
    const way = await this.#way(names);
    if (!way) throw this.screen.fault('There is no way to delete it', await this.screen.buttons());
    const before = this.screen.page.url();
    await way.locator.click({ timeout: PATIENCE });
    const dialog = this.screen.page.locator('[role=dialog]:visible, [role=alertdialog]:visible').first();
    await until(4000, async () => (await dialog.count()) > 0 || this.screen.page.url() !== before);
    if ((await dialog.count()) > 0) {
      const sure = closest(names, await this.screen.buttons(dialog), ({ name }) => name);
      if (!sure) throw this.screen.fault('The question has no button to confirm', await this.screen.buttons(dialog));
      await sure.locator.click({ timeout: PATIENCE });
    }
    const gone = await until(PATIENCE * 2, async () => this.screen.page.url() !== before);
    if (!gone) throw new StepFailed(`It was not deleted: ${(await this.screen.text(dialog)).slice(0, 200)}`);
    await this.screen.settled();
  }

  /** Presses the button of a step, or sets the state in the form, so that the row has that state. */
  async act(thing: string, called: string, action: string): Promise<void> {
    await this.openOne(thing, called);
    const way = await this.#way([action], 0.5);
    if (way) {
      const before = await this.screen.text(this.screen.page.locator('main'));
      await way.locator.click({ timeout: PATIENCE });
      const dialog = this.screen.page.locator('[role=dialog]:visible, [role=alertdialog]:visible').first();
      await until(PATIENCE, async () => {
        if ((await dialog.count()) > 0) return true;
        return (await this.screen.text(this.screen.page.locator('main'))) !== before;
      });
      const sure =
        (await dialog.count()) > 0 &&
        closest([action, 'Confirm'], await this.screen.buttons(dialog), ({ name }) => name);
      if (sure) await this.screen.click(sure);
      await this.screen.settled();
      return;
    }
    const state = await this.#stateControl(action);
    if (!state) throw this.screen.fault(`There is nothing that makes it "${action}"`, await this.screen.buttons());
    await state.form.enter(state.field, state.value);
    await this.#save(state.form, { [state.field.name]: state.value });
  }

  /** Wants no control that makes the row so. */
  async cannotAct(thing: string, called: string, action: string): Promise<void> {
    await this.openOne(thing, called);
    const way = await this.#way([action], 0.5);
    if (way) throw new StepFailed(`There is a button "${way.name}"`);
    const state = await this.#stateControl(action).catch(() => undefined);
    if (state) throw new StepFailed(`"${state.field.name}" can be set to "${state.value}"`);
  }

  /** The control of the edit form that has such a choice, or a switch of that name. */
  async #stateControl(action: string): Promise<{ form: Form; field: Part; value: string | true } | undefined> {
    await this.openEdit();
    const form = this.#form(await this.#formScope(), 0);
    for (const field of await form.fields()) {
      if (field.role === 'switch' || field.type === 'checkbox') {
        if (closest([action], [field], ({ name }) => name)) return { form, field, value: true };
        continue;
      }
      if (field.role !== 'combobox' && field.role !== 'select') continue;
      const options = await this.#optionsOf(field);
      const value = closest([action], options, (one) => one);
      if (value !== undefined) return { form, field, value };
    }
    return undefined;
  }

  async #optionsOf(field: Part): Promise<string[]> {
    if (field.role === 'select') return field.locator.locator('option').allInnerTexts();
    await field.locator.click({ timeout: PATIENCE });
    const options = this.screen.page.getByRole('option');
    await until(3000, async () => (await options.count()) > 0);
    const names = await options.allInnerTexts();
    await this.screen.page.keyboard.press('Escape');
    await until(2000, async () => (await options.count()) === 0);
    return names;
  }

  async filter(thing: string, field: string, value: string): Promise<void> {
    await this.list(thing);
    const before = this.screen.page.url();
    const pickers = (await this.screen.controls()).filter(({ role }) => role === 'combobox' || role === 'select');
    const picker = closest([field], pickers, ({ name }) => name.replace(/^(filter by|filtern nach)\s*/i, ''));
    if (picker) await new Form(this.screen, this.screen.page.locator('body')).enter(picker, value);
    else {
      const way = await this.#way([value], 0.9);
      if (!way) throw this.screen.fault(`There is no filter for "${field}"`, pickers);
      await way.locator.click({ timeout: PATIENCE });
    }
    await until(4000, async () => this.screen.page.url() !== before);
    await this.screen.settled();
  }

  async sort(thing: string, field: string): Promise<void> {
    await this.list(thing);
    const heads = this.screen.page.locator('main th:visible');
    const ways = [
      ...(await this.screen.links(heads.locator('xpath=..'))),
      ...(await this.screen.buttons(heads.locator('xpath=..'))),
    ];
    const way = closest([field], ways, ({ name }) => name);
    if (!way) throw this.screen.fault(`The list cannot be sorted by "${field}"`, ways);
    await this.screen.click(way);
  }

  async seeField(thing: string, field: string): Promise<void> {
    const form = await this.newForm(thing);
    if (!(await form.field(field))) throw this.screen.fault(`There is no field "${field}"`, await form.fields());
  }

  /** A view of the list: a calendar, a gallery. */
  async view(thing: string, names: string[], shown: string): Promise<void> {
    await this.list(thing);
    const isShown = async () => (await this.screen.page.locator(shown).locator('visible=true').count()) > 0;
    if (await isShown()) return;
    const among = async () => [...(await this.screen.buttons()), ...(await this.screen.links())];
    const way = await this.screen.find(among, names, { least: 0.7 });
    if (!way) throw this.screen.fault(`There is no ${names[0]} of "${thing}"`, await this.screen.buttons());
    await this.screen.click(way);
    if (!(await until(PATIENCE, isShown))) throw this.screen.fault(`The ${names[0]} shows nothing`);
  }
}
