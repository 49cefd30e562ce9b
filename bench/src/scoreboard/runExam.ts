import { randomBytes } from 'node:crypto';
import type { Account } from '@appfactory/agent/verify/actors';
import { StepFailed } from '@appfactory/agent/verify/reading';
import { NOUNS } from '@appfactory/plan/lexicon/lexicon';
import type { Browser } from 'playwright-core';
import type { Deed, Exam, ExamCheck, ExamStep } from './exam.ts';
import { exportRows, importCsv, seeChart } from './visit/figures.ts';
import { wordsOf } from './visit/meaning.ts';
import { People, type Somebody } from './visit/people.ts';
import { Records } from './visit/records.ts';
import { Site, see } from './visit/site.ts';

export interface CheckResult {
  name: string;
  class: ExamCheck['class'];
  passed: boolean;
  /** Why it failed: the step, and what was seen instead. */
  reason?: string;
}

export interface App {
  origin: string;
  owner: Account;
}

/** Milliseconds for one check; one that takes longer has failed. */
const CHECK_LIMIT = 240_000;

/** Runs the checks of an exam against a released app, one after another. */
export async function runExam(
  browser: Browser,
  exam: Exam,
  { origin, owner }: App,
  told: (result: CheckResult) => void = () => undefined,
): Promise<CheckResult[]> {
  const people = new People(browser, origin, owner);
  const results: CheckResult[] = [];
  try {
    for (const check of exam.checks) {
      const run = new CheckRun(exam, check, origin, people);
      const reason = await run.outcome();
      const { name, class: kind } = check;
      const result: CheckResult = { name, class: kind, passed: reason === undefined, ...(reason ? { reason } : {}) };
      results.push(result);
      told(result);
    }
  } finally {
    await people.close();
  }
  return results;
}

/** One check, with everybody who is in it. */
class CheckRun {
  readonly #exam: Exam;
  readonly #check: ExamCheck;
  readonly #origin: string;
  readonly #people: People;
  readonly #token = randomBytes(3).toString('hex');
  readonly #open = new Map<string, Promise<Actor>>();

  constructor(exam: Exam, check: ExamCheck, origin: string, people: People) {
    this.#exam = exam;
    this.#check = check;
    this.#origin = origin;
    this.#people = people;
  }

  /** Why it failed; undefined where it passed. A check that cannot be carried out has failed. */
  async outcome(): Promise<string | undefined> {
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      limit = setTimeout(() => resolve(`it took longer than ${CHECK_LIMIT / 1000} s`), CHECK_LIMIT);
    });
    try {
      return await Promise.race([this.#run(), late]);
    } finally {
      clearTimeout(limit);
      for (const actor of this.#open.values())
        await actor.then(({ screen }) => screen.page.close()).catch(() => undefined);
    }
  }

  async #run(): Promise<string | undefined> {
    let actor = this.#check.as;
    for (const [at, written] of this.#check.steps.entries()) {
      const step = filled(written, this.#token);
      try {
        if ('as' in step) actor = step.as;
        else if (step.do === 'refused') await this.#refused(actor, step.to);
        else await (await this.#actor(actor)).does(step);
      } catch (error) {
        const told = error instanceof StepFailed ? error.message : `${String(error).split('\n')[0]}`;
        return `step ${at + 1} (${JSON.stringify(step).slice(0, 160)}, as ${actor}): ${told.slice(0, 500)}`;
      }
    }
    return undefined;
  }

  #actor(name: string): Promise<Actor> {
    const known = this.#open.get(name) ?? this.#enter(name);
    this.#open.set(name, known);
    return known;
  }

  async #enter(name: string): Promise<Actor> {
    const somebody = await this.#people.open(name);
    if (somebody.screen.page.url() === 'about:blank') await somebody.screen.open(somebody.start);
    return new Actor(somebody, this.#origin, (thing) => namesOf(this.#exam, thing));
  }

  /**
   * Wants that this actor cannot do it. A permission proves something only where somebody can: what is listed, opened,
   * changed or deleted must be there for the owner.
   */
  async #refused(name: string, deed: Deed): Promise<void> {
    const actor = await this.#actor(name);
    try {
      await actor.does(deed);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (this.#check.class !== 'permission' || name === 'owner' || !('thing' in deed)) return;
      const owner = await this.#actor('owner');
      await owner.does({ do: 'list', thing: deed.thing });
      return;
    }
    throw new StepFailed(`It was not refused: ${JSON.stringify(deed).slice(0, 120)}`);
  }
}

/** Somebody who does what steps say. */
class Actor {
  readonly screen: Somebody['screen'];
  readonly #start: string;
  readonly #records: Records;
  readonly #site: Site;

  constructor(somebody: Somebody, origin: string, names: (thing: string) => string[]) {
    this.screen = somebody.screen;
    this.#start = somebody.start;
    this.#records = new Records(somebody, names);
    this.#site = new Site(somebody, origin, this.#records);
  }

  async does(step: Deed): Promise<void> {
    const [records, site, screen] = [this.#records, this.#site, this.screen];
    switch (step.do) {
      case 'list':
        return records.list(step.thing);
      case 'add':
        return records.add(step.thing, step.values);
      case 'addRefused':
        return records.addRefused(step.thing, step.values, step.field);
      case 'openOne':
        return records.openOne(step.thing, step.called);
      case 'edit':
        return records.edit(step.thing, step.called, step.values);
      case 'remove':
        return records.remove(step.thing, step.called);
      case 'act':
        return records.act(step.thing, step.called, step.action);
      case 'cannotAct':
        return records.cannotAct(step.thing, step.called, step.action);
      case 'search':
        await records.list(step.thing);
        return records.search(step.text);
      case 'filter':
        return records.filter(step.thing, step.field, step.value);
      case 'sort':
        return records.sort(step.thing, step.field);
      case 'see':
      case 'notSee':
        return see(screen, step.text, step.do === 'see');
      case 'seeField':
        return records.seeField(step.thing, step.field);
      case 'seeChart':
        return seeChart(screen, this.#start, records, step.of, step.by);
      case 'seeSection':
        return site.seeSection(step.about);
      case 'home':
        return site.home();
      case 'reload':
        await screen.page.reload();
        return screen.settled();
      case 'page':
        return site.page(step.about);
      case 'submitForm':
        return site.submitForm(step.about, step.values);
      case 'submitFormRefused':
        return site.submitFormRefused(step.about, step.values, step.field);
      case 'addToCart':
        return site.addToCart(step.product, step.quantity);
      case 'seeCart':
        return site.seeCart(step.text);
      case 'checkout':
        return site.checkout(step.values);
      case 'seeOrder':
        return site.seeOrder(step.text);
      case 'publish':
        return site.publish(step.thing, step.called);
      case 'comment':
        return site.comment(step.on, step.text);
      case 'read':
        return site.read(step.called);
      case 'import':
        return importCsv(screen, records, step.thing, step.csv);
      case 'export':
        return exportRows(screen, records, step.thing);
      case 'calendar':
        return records.view(step.thing, ['Calendar', 'Kalender'], '[role=grid], [data-view=calendar], table');
      case 'gallery':
        return records.view(step.thing, ['Gallery', 'Galerie', 'Pictures'], '[data-view=gallery], main img');
    }
  }
}

/** What a thing may be called: the prompt's word, what the exam accepts, and the lexicon's words for it. */
function namesOf(exam: Exam, thing: string): string[] {
  const plain = wordsOf(thing).join('');
  const isIt = (name: string) => wordsOf(name).join('') === plain;
  const entity = exam.expect.entities.find(({ name, aka }) => [name, ...aka].some(isIt));
  const noun = NOUNS.find(({ name, english, german }) => [name, ...english, ...german].some(isIt));
  return [thing, ...(entity ? [entity.name, ...entity.aka] : []), ...(noun ? [...noun.english, ...noun.german] : [])];
}

/** The step with {run} replaced by what is new in this run, wherever it stands. */
function filled<Step extends ExamStep>(step: Step, token: string): Step {
  return JSON.parse(JSON.stringify(step).replaceAll('{run}', token)) as Step;
}
