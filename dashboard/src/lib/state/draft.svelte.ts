import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf, toAskError } from '#lib/api/errors.ts';
import { CreateMutation, type Plan, PlanQuery, type SpecInput } from '#lib/api/queries/plan.ts';
import type { BuildRef } from '#lib/state/buildPage.svelte.ts';
import { draftsOf } from '#lib/wizard/entities.ts';
import { EMPTY, type Statement, specOf, type Things, thingsOf, withThings } from '#lib/wizard/statement.ts';

/** Milliseconds without a change before what would be built is asked for again. */
const CALM = 400;

/** An app that is being stated. It is kept on this browser with every change, until it is built or thrown away. */
export class Draft {
  statement = $state.raw<Statement>(EMPTY);
  plan = $state.raw<Plan>();
  planning = $state(false);
  problem = $state.raw<AskError>();
  readonly #key: string;

  /** @param person whose draft it is: whoever else signs in on this browser has another */
  constructor(person: string) {
    this.#key = `draft of ${person}`;
    this.statement = stored(this.#key);
  }

  get isTouched(): boolean {
    const { entities, roles, order } = this.statement;
    return entities !== undefined || roles !== undefined || order !== undefined;
  }

  /** What it keeps and who uses it, as stated and as planned. */
  get things(): Things {
    return thingsOf(this.statement, this.plan ? draftsOf(this.plan) : { entities: [], roles: [] });
  }

  set(change: Partial<Statement>) {
    this.statement = { ...this.statement, ...change };
    store(this.#key, this.statement);
  }

  /** Changes things: from now on they are as stated here, whatever the prompt says. */
  edit(change: (now: Things) => Partial<Things>) {
    const now = this.things;
    if (this.plan) this.set(withThings(this.statement, now, { ...now, ...change(now) }));
  }

  /** As found in the prompt again. */
  undoEdits() {
    this.set({ entities: undefined, roles: undefined, omit: undefined, order: undefined });
  }

  /** Another statement in place of this one. */
  restart(statement: Statement = EMPTY) {
    this.plan = undefined;
    this.problem = undefined;
    this.statement = statement;
    store(this.#key, statement);
  }

  /** To be called in an effect: plans what is stated, once it is calm. Gives what ends it. */
  watchPlan(): () => void {
    const { step, name } = this.statement;
    const spec = specOf(this.statement);
    if (step !== 'plan') return () => {};
    const stop = new AbortController();
    this.planning = true;
    const timer = setTimeout(() => void this.#look(name, spec, stop.signal), CALM);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }

  async #look(name: string | undefined, spec: SpecInput, signal: AbortSignal): Promise<void> {
    try {
      const plan = resultOf((await ask(PlanQuery, { name, spec }, { signal })).plan);
      this.plan = plan;
      this.problem = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.problem = toAskError(error);
    }
    this.planning = false;
  }

  /** Has it built in a namespace; the draft is then empty again. @throws AskError */
  async build(namespace: string): Promise<BuildRef> {
    const { name } = this.statement;
    const input = { namespace, name: name || undefined, spec: specOf(this.statement) };
    const built = resultOf((await ask(CreateMutation, { input })).createBuild);
    this.restart();
    return { namespace: built.namespace, name: built.name };
  }
}

function stored(key: string): Statement {
  try {
    const text = localStorage.getItem(key);
    return text ? { ...EMPTY, ...(JSON.parse(text) as Partial<Statement>) } : EMPTY;
  } catch {
    return EMPTY;
  }
}

function store(key: string, statement: Statement) {
  try {
    if (statement.prompt === '' && statement.step === 'describe' && !statement.entities) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(statement));
  } catch {
    // Storage is closed or full: the draft lasts as long as the page.
  }
}
