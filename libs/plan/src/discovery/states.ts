import type { StatesSpec } from '@appfactory/resources/appBuild';
import type { LexiconStates } from '../lexicon/nounTypes.ts';
import { camelCase } from '../words.ts';
import type { Found } from './discovery.ts';
import type { EntityMention } from './permissions.ts';
import { type Reading, spanOf } from './reading.ts';
import type { RoleMention } from './roles.ts';
import { asideOf, chainAt, isArrow, STATE_WORD } from './stateChains.ts';
import type { Token } from './text/tokens.ts';
import { isDenied } from './told.ts';
import { choicesAfter } from './values/choices.ts';
import { labelOf, latinOf } from './values/names.ts';

/** The button that leads to a state: "Approved" is reached by "approve". States without one are "Mark as ...". */
const STEPS: Record<string, string> = {
  approved: 'approve',
  rejected: 'reject',
  confirmed: 'confirm',
  cancelled: 'cancel',
  canceled: 'cancel',
  published: 'publish',
  archived: 'archive',
  shipped: 'ship',
  delivered: 'deliver',
  paid: 'markPaid',
  completed: 'complete',
  done: 'finish',
  finished: 'finish',
  closed: 'close',
  resolved: 'resolve',
  sent: 'send',
  submitted: 'submit',
  accepted: 'accept',
  declined: 'decline',
  returned: 'return',
  refunded: 'refund',
  'in progress': 'start',
  active: 'activate',
  scheduled: 'schedule',
  reviewed: 'review',
  hired: 'hire',
  open: 'reopen',
  genehmigt: 'approve',
  abgelehnt: 'reject',
  bestätigt: 'confirm',
  storniert: 'cancel',
  veröffentlicht: 'publish',
  erledigt: 'finish',
  bezahlt: 'markPaid',
  abgeschlossen: 'close',
  versendet: 'ship',
  geliefert: 'deliver',
  eingereicht: 'submit',
};

/** Verbs by which somebody moves a row on, with the state that they lead to. */
const MOVES: Record<string, string> = {
  approve: 'Approved',
  approves: 'Approved',
  reject: 'Rejected',
  rejects: 'Rejected',
  decline: 'Declined',
  declines: 'Declined',
  confirm: 'Confirmed',
  confirms: 'Confirmed',
  cancel: 'Cancelled',
  cancels: 'Cancelled',
  publish: 'Published',
  publishes: 'Published',
  archive: 'Archived',
  ship: 'Shipped',
  ships: 'Shipped',
  complete: 'Done',
  completes: 'Done',
  close: 'Closed',
  closes: 'Closed',
  resolve: 'Resolved',
  accept: 'Accepted',
  accepts: 'Accepted',
  refund: 'Refunded',
  genehmigen: 'Approved',
  genehmigt: 'Approved',
  ablehnen: 'Rejected',
  bestätigen: 'Confirmed',
  bestätigt: 'Confirmed',
  stornieren: 'Cancelled',
  absagen: 'Cancelled',
  veröffentlichen: 'Published',
  freigeben: 'Approved',
  abschließen: 'Closed',
  archivieren: 'Archived',
};

/** States that rows do not come back from, and that any state before may lead to. */
const AWAY =
  /^(cancel|reject|declin|lost|refus|withdrawn|no-show|expired|failed|storniert|abgelehnt|abgesagt|verworfen)/i;

export const stepName = (to: string): string =>
  (Object.hasOwn(STEPS, to.toLowerCase()) ? STEPS[to.toLowerCase()] : undefined) ??
  camelCase(`mark as ${latinOf(to)}`).slice(0, 40);

/** One step of a chain of states: more than one where it says "approved or rejected". */
export type StateStep = string[];

/** States in the order that a prompt names them: each leads to the next, and all of them away. */
export function inOrder(field: string, values: string[]): StatesSpec {
  return inSteps(
    field,
    values.map((value) => [value]),
  );
}

/**
 * States step by step: each leads to all of the next step; what leads away is left by none, and reached from where it stands, or
 * from all before the last where it stands alone.
 * @param aside states that are reached beside the chain, from every one before its last, with the state that they lead back to
 */
export function inSteps(field: string, steps: StateStep[], aside: { to: string; back?: string }[] = []): StatesSpec {
  const values = [...steps.flat(), ...aside.map(({ to }) => to)];
  const main = steps.filter((step) => step.some((value) => !AWAY.test(value)));
  const lonely = steps.filter((step) => !main.includes(step)).flat();
  const goesOn = (step: StateStep) => step.filter((value) => !AWAY.test(value));
  const edges = main
    .slice(1)
    .flatMap((step, at) => goesOn(main[at] ?? []).flatMap((from) => step.map((to) => ({ from, to }))));
  const before = main.slice(0, -1).flatMap(goesOn);
  const leaving = [...lonely, ...aside.map(({ to }) => to)].flatMap((to) => before.map((from) => ({ from, to })));
  const back = aside.flatMap(({ to, back: goal }) => (goal === undefined ? [] : [{ from: to, to: goal }]));
  return statesOf({ field, values, transitions: [...edges, ...leaving, ...back] });
}

/** The states of the lexicon as a spec has them: edges to one state under one name are one transition. */
export function statesOf({ field, values, transitions }: LexiconStates): StatesSpec {
  const byName = new Map<string, StatesSpec['transitions'][number]>();
  for (const { from, to } of transitions) {
    const name = stepName(to);
    const known = byName.get(name);
    if (known && known.to === to) known.from.push(from);
    else if (!known) byName.set(name, { name, from: [from], to });
  }
  return { field, initial: values[0], transitions: [...byName.values()].slice(0, 20) };
}

export interface FoundStates extends Found {
  entity: string;
  field: string;
  values: string[];
  /** Where an arrow leads from one to the next: the steps, and what stands beside them. */
  steps?: StateStep[];
  aside?: { to: string; back?: string }[];
  /** What brackets behind a state say of who leads there. */
  by?: { state: string; from: number; to: number }[];
}

/** States that the prompt lists: "status: open, paid", "goes from draft to sent to paid", "new -> paid -> shipped". */
export function statesInPrompt(reading: Reading, entities: EntityMention[]): FoundStates[] {
  const { tokens } = reading;
  const found: FoundStates[] = [];
  const add = (
    at: number,
    to: number,
    field: string,
    values: string[],
    chained?: Pick<FoundStates, 'steps' | 'aside' | 'by'>,
  ) => {
    const owner =
      pointedAt(tokens, at, entities) ??
      statedOf(tokens, at, entities) ??
      entities.filter((entity) => entity.from < at && at - entity.from < 40).at(-1) ??
      entities.find((entity) => tokens[entity.from]?.sentence === tokens[at]?.sentence);
    if (!owner || values.length < 2 || values.length > 12) return;
    const source = spanOf(reading, at, to);
    found.push({ entity: owner.entity, field, values, ...chained, source, confidence: 0.9 });
  };
  for (const [at, token] of tokens.entries()) {
    if (isArrow(token) && !isBehindArrow(tokens, at)) {
      const { steps, by, from, to } = chainAt(tokens, at);
      const aside = asideOf(reading, to, steps.flat());
      add(from, to, 'status', [...new Set([...steps.flat(), ...aside.map((one) => one.to)])], { steps, aside, by });
    } else if (STATE_WORD.test(token.lower)) {
      const listed = choicesAfter(reading, colonAfter(tokens, at + 1));
      if (listed.values) add(at, listed.to, 'status', listed.values);
      else {
        const said = copulaAfter(tokens, at) ?? (isPossessed(tokens, at) ? at : undefined);
        const { values, to } = said === undefined ? { values: [], to: at } : enumeration(tokens, said + 1);
        add(at, to, 'status', values);
      }
    } else if (isStateOf(tokens, at, entities)) {
      const { values, to } = enumeration(tokens, at + 1);
      const isOr = tokens.slice(at, to).some(({ lower }) => /^(or|oder)$/.test(lower));
      const first = entities.find(({ from }) => tokens[from]?.sentence === token.sentence);
      const goesOn = /^(and|und)$/.test(tokens[at - 1]?.lower ?? '') && first;
      const isSet = /^(to|auf)$/.test(token.lower);
      if (isSet && values.length === 2) add(at, to, 'status', ['New', ...values]);
      else if (isOr && values.length > 2) add(goesOn ? first.to : at, to, 'status', values);
    } else if (
      /^(from|von)$/.test(token.lower) &&
      /^(go|goes|move|moves|moving|going|change|changes|wechselt|gehen|geht|laufen|läuft|status)$/.test(
        tokens[at - 1]?.lower ?? '',
      )
    ) {
      const { values, to } = wayFrom(tokens, at + 1);
      add(at, to, 'status', values);
    }
  }
  return found.filter((states, at) => found.findIndex((other) => other.entity === states.entity) === at);
}

/** Whether an arrow goes on from another of its sentence. */
const isBehindArrow = (tokens: Token[], at: number): boolean =>
  tokens.slice(0, at).some((token) => isArrow(token) && token.sentence === tokens[at]?.sentence);

/** "The status of their application: submitted, granted": it is named behind the word. */
function statedOf(tokens: Token[], at: number, entities: EntityMention[]): EntityMention | undefined {
  if (
    !STATE_WORD.test(tokens[at]?.lower ?? '') ||
    !/^(of|for|von|einer|eines|der|des)$/.test(tokens[at + 1]?.lower ?? '')
  )
    return undefined;
  return entities.find(({ from }) => from > at && from <= at + 4 && tokens[from]?.sentence === tokens[at]?.sentence);
}

/** "Take a problem, write notes and set it to solved": "it" is one, and not the notes. */
function pointedAt(tokens: Token[], at: number, entities: EntityMention[]): EntityMention | undefined {
  if (tokens[at - 1]?.lower !== 'it') return undefined;
  return entities.findLast(
    ({ from }) =>
      from < at &&
      tokens[from]?.sentence === tokens[at]?.sentence &&
      /^(a|an|the|each|one|their|his|her)$/.test(tokens[from - 1]?.lower ?? ''),
  );
}

/** "A performance is planned, on sale or cancelled", "technicians set it to taken, waiting or solved". */
function isStateOf(tokens: Token[], at: number, entities: EntityMention[]): boolean {
  const { lower = '', sentence } = tokens[at] ?? {};
  if (/^(is|are|ist|sind)$/.test(lower)) {
    // "A booking has a pet and notes, and is requested, accepted or done": whatever the sentence began with.
    const first = entities.find(({ from }) => tokens[from]?.sentence === sentence);
    if (first && first.from < at && /^(and|und)$/.test(tokens[at - 1]?.lower ?? '')) return true;
    const subject = entities.find(({ to }) => to === at);
    const before = subject && tokens[subject.from - 1];
    return (
      subject !== undefined &&
      (before?.sentence !== sentence ||
        (/^(a|an|each|every|the|ein|eine|jede|jeder|jedes)$/.test(before?.lower ?? '') &&
          tokens[subject.from - 2]?.sentence !== sentence))
    );
  }
  return (
    /^(to|auf)$/.test(lower) &&
    /^(it|them|this|es|sie)$/.test(tokens[at - 1]?.lower ?? '') &&
    /^(sets?|puts?|moves?|marks?|setzt|setzen)$/.test(tokens[at - 2]?.lower ?? '')
  );
}

/** "Status of a loan: out, returned": the colon may stand some words further on. */
function colonAfter(tokens: Token[], from: number): number {
  if (!/^(of|for|der|des|von|eines|einer)$/.test(tokens[from]?.lower ?? '')) return from;
  for (let at = from + 1; at < from + 5 && tokens[at]?.sentence === tokens[from]?.sentence; at++) {
    if (tokens[at]?.text === ':') return at;
  }
  return from;
}

/** "Reports have the states new, answered and closed". */
const isPossessed = (tokens: Token[], at: number): boolean =>
  /^(states|statuses|stages|phases|zustände|phasen)$/.test(tokens[at]?.lower ?? '') &&
  [1, 2, 3].some((back) => /^(have|has|with|haben|hat|mit)$/.test(tokens[at - back]?.lower ?? ''));

/** "Status can be", "the status of an order is", "a status of": what the states stand behind. */
function copulaAfter(tokens: Token[], at: number): number | undefined {
  const sentence = tokens[at]?.sentence;
  const end = at + 6;
  for (let index = at + 1; index < end && tokens[index]?.sentence === sentence; index++) {
    if (/^(are|is|be|like|sind|ist|sein|wie)$/.test(tokens[index]?.lower ?? '')) return index;
  }
  return tokens[at + 1]?.lower === 'of' && tokens[at + 1]?.sentence === sentence ? at + 1 : undefined;
}

/** "open, paid or overdue": up to the end of the list. */
function enumeration(tokens: Token[], from: number): { values: string[]; to: number } {
  const sentence = tokens[from]?.sentence;
  const values: string[] = [];
  let words: Token[] = [];
  let to = from;
  let isLast = false;
  for (; to < tokens.length && tokens[to]?.sentence === sentence; to++) {
    const token = tokens[to];
    if (!token) break;
    if (/^(,|and|or|und|oder)$/.test(token.lower)) {
      if (words.length > 0) values.push(labelOf(words));
      if (isLast && words.length > 0) break;
      isLast = isLast || token.text !== ',';
      words = [];
    } else if (token.kind === 'word' || token.text === '"' || token.text === "'") {
      if (token.kind === 'word') words.push(token);
    } else break;
  }
  if (words.length > 0 && words.length <= 2) values.push(labelOf(words));
  return { values: [...new Set(values)].filter((value) => value.length <= 30), to };
}

/** "draft to sent to paid", "Entwurf zu gesendet". */
function wayFrom(tokens: Token[], from: number): { values: string[]; to: number } {
  const sentence = tokens[from]?.sentence;
  const values: string[] = [];
  let words: Token[] = [];
  let to = from;
  for (; to < tokens.length && tokens[to]?.sentence === sentence; to++) {
    const token = tokens[to];
    if (!token) break;
    if (
      /^(to|zu|über|nach|then|through|via|dann)$/.test(token.lower) ||
      token.text === ',' ||
      /^(and|und|finally)$/.test(token.lower)
    ) {
      if (words.length > 0) values.push(labelOf(words));
      words = [];
    } else if (token.kind === 'word' && words.length < 2) words.push(token);
    else break;
  }
  if (words.length > 0) values.push(labelOf(words));
  return { values: [...new Set(values)], to };
}

/** Whether a word is the verb of a step from one state to another: "approve", "close". */
export const isStep = (token: Token | undefined): boolean => Object.hasOwn(MOVES, token?.lower ?? '');

/** Steps that the prompt lets somebody do: "managers approve or reject requests". */
export function movesOf(
  reading: Reading,
  roles: RoleMention[],
  entities: EntityMention[],
): { entity: string; to: string; role: string; at: number }[] {
  const { tokens } = reading;
  return tokens.flatMap((token, at) => {
    const to = Object.hasOwn(MOVES, token.lower) ? MOVES[token.lower] : undefined;
    if (to === undefined || isDenied(tokens, at)) return [];
    const same = (index: number) => tokens[index]?.sentence === token.sentence;
    // "Readers comment, I approve them".
    if (/^(i|we|ich|wir)$/.test(tokens[at - 1]?.lower ?? '')) return [];
    const subject =
      roles.filter((role) => role.from < at && same(role.from)).at(-1) ??
      roles.find(
        (role) =>
          role.from > at &&
          same(role.from) &&
          /^(by|von|durch)$/.test(tokens[role.from - 1]?.lower ?? tokens[role.from - 2]?.lower ?? ''),
      );
    const object =
      entities.find((entity) => entity.from > at && same(entity.from)) ??
      entities.filter((entity) => entity.from < at && at - entity.from < 30).at(-1);
    return subject && object ? [{ entity: object.entity, to, role: subject.role, at }] : [];
  });
}
