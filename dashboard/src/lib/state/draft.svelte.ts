import { ask } from '#lib/api/client.ts';
import { type AskError, resultOf, toAskError } from '#lib/api/errors.ts';
import { CreateMutation, type Plan, PlanQuery, type SpecInput } from '#lib/api/queries/plan.ts';
import type { BuildRef } from '#lib/state/buildPage.svelte.ts';
import { draftsOf, type EntityDraft, type RoleDraft } from '#lib/wizard/entities.ts';

const KEY = 'draft';
/** Milliseconds without a change before what would be built is asked for again. */
const CALM = 400;

/** What is stated so far. Left out: as it is found in the prompt. */
export interface Statement {
  prompt: string;
  title?: string;
  name?: string;
  kinds?: NonNullable<SpecInput['kinds']>;
  entities?: EntityDraft[];
  roles?: RoleDraft[];
  step: 'describe' | 'plan';
}

const EMPTY: Statement = { prompt: '', step: 'describe' };

/** An app that is being stated. It is kept on this browser with every change, until it is built or thrown away. */
export class Draft {
  statement = $state.raw<Statement>(stored());
  plan = $state.raw<Plan>();
  planning = $state(false);
  problem = $state.raw<AskError>();

  get isTouched(): boolean {
    return this.statement.entities !== undefined || this.statement.roles !== undefined;
  }

  set(change: Partial<Statement>) {
    this.statement = { ...this.statement, ...change };
    store(this.statement);
  }

  /** Changes things: from now on they are as stated here, whatever the prompt says. */
  edit(
    change: (now: { entities: EntityDraft[]; roles: RoleDraft[] }) => { entities?: EntityDraft[]; roles?: RoleDraft[] },
  ) {
    if (!this.plan) return;
    const planned = draftsOf(this.plan);
    const now = { entities: this.statement.entities ?? planned.entities, roles: this.statement.roles ?? planned.roles };
    this.set({ ...now, ...change(now) });
  }

  /** As found in the prompt again. */
  undoEdits() {
    this.set({ entities: undefined, roles: undefined });
  }

  clear() {
    this.plan = undefined;
    this.problem = undefined;
    this.set({ ...EMPTY, title: undefined, name: undefined, kinds: undefined, entities: undefined, roles: undefined });
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

  /** Has it built; the draft is then empty again. @throws AskError */
  async build(): Promise<BuildRef> {
    const { name } = this.statement;
    const input = { name: name || undefined, spec: specOf(this.statement) };
    const { namespace, name: given } = resultOf((await ask(CreateMutation, { input })).createBuild);
    this.clear();
    return { namespace, name: given };
  }
}

function specOf({ prompt, title, kinds, entities, roles }: Statement): SpecInput {
  return { prompt, title: title || undefined, kinds, entities, roles };
}

function stored(): Statement {
  try {
    const text = localStorage.getItem(KEY);
    return text ? { ...EMPTY, ...(JSON.parse(text) as Partial<Statement>) } : EMPTY;
  } catch {
    return EMPTY;
  }
}

function store(statement: Statement) {
  try {
    if (statement.prompt === '' && !statement.entities) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(statement));
  } catch {
    // Storage is closed or full: the draft lasts as long as the page.
  }
}
