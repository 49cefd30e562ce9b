import { lockedField, stepsOf } from './access.ts';
import { isFile } from './built.ts';
import { checkValue, enter, enterWrong, labelText, type Turn } from './checkValues.ts';
import {
  createLabel,
  deleteTitle,
  EDIT_LABEL,
  invalidMessage,
  newLabel,
  one,
  removeFileLabel,
  requiredMessage,
  SAVE_LABEL,
  SAVED_MARK,
  searchLabel,
  shortLabel,
  uniqueMessage,
  untitledLabel,
} from './messages.ts';
import { refers } from './order.ts';
import type { Check, PlannedEntity, PlannedField, Step } from './plan.ts';
import { stepChecks } from './stepChecks.ts';

const SAVED: Step = { do: 'see', text: SAVED_MARK, in: 'main' };

/** Text that would break out of quotes, tags, templates and reading direction if the app did not treat it as text. */
const HOSTILE = `"Quoted" & 'single' <b>bold</b> \${name} \\n 🎉 مرحبا`;

interface Row {
  steps: Step[];
  /** What the row is called in lists, titles and pickers. */
  label: string;
  /** What was entered, by the field's name. */
  values: Map<string, string>;
}

/** Acceptance checks of entities: what a person does with them, from the first row to the last. */
export class EntityChecks {
  readonly #byName: Map<string, PlannedEntity>;

  constructor(entities: PlannedEntity[]) {
    this.#byName = new Map(entities.map((entity) => [entity.name, entity]));
  }

  of(entity: PlannedEntity): Check[] {
    return [
      this.#create(entity),
      ...this.#edit(entity),
      ...entity.fields.filter(isFile).map((field) => this.#file(entity, field)),
      this.#remove(entity),
      ...this.#refusals(entity),
      ...this.#unique(entity),
      ...entity.fields.filter((field) => field.type === 'reference').map((field) => this.#child(entity, field)),
      ...entity.fields.filter((field) => field.type === 'references').map((field) => this.#linked(entity, field)),
      ...stepChecks(entity, this),
      ...access(entity),
    ];
  }

  /** Steps that make one row, its parents first. `before`: the entities whose rows it is made for. */
  row(
    entity: PlannedEntity,
    word: string,
    options: { all?: boolean; given?: Map<string, string>; turn?: Turn; before?: PlannedEntity[] } = {},
  ): Row {
    const before: Step[] = [];
    const fill: Step[] = [];
    const values = new Map(options.given);
    const made = [...(options.before ?? []), entity];
    for (const field of entity.fields) {
      const target = this.target(field);
      // What a row is called by may lead back to it: the circle ends at a row without a name.
      const names = field.name === entity.labelField && !(target && made.includes(target));
      const wanted = options.all || field.required || names || values.has(field.name);
      if (!wanted) continue;
      if (target && !values.has(field.name)) {
        const parent = this.row(target, `for ${word}`, { before: made });
        before.push(...parent.steps);
        values.set(field.name, parent.label);
      }
      const value = values.get(field.name) ?? checkValue(entity, field, word, options.turn).entered;
      values.set(field.name, value);
      if (field.name === lockedField(entity)) continue;
      fill.push(...enter(field, value));
    }
    return {
      steps: [
        ...before,
        { do: 'open', path: `/${entity.slug}/new` },
        ...fill,
        { do: 'click', role: 'button', name: createLabel(entity) },
        SAVED,
      ],
      label: this.#label(entity, word, values, options.turn),
      values,
    };
  }

  #label(entity: PlannedEntity, word: string, values: Map<string, string>, turn?: Turn): string {
    const field = entity.fields.find(({ name }) => name === entity.labelField);
    if (!field || field.type === 'boolean' || isFile(field)) return untitledLabel(entity);
    if (field.type === 'reference') return values.get(field.name) ?? untitledLabel(entity);
    return labelText(field, values.get(field.name) ?? checkValue(entity, field, word, turn).entered);
  }

  #create(entity: PlannedEntity): Check {
    const word = 'created';
    const row = this.row(entity, word, { all: true });
    const shown = entity.fields.flatMap((field) =>
      field.type === 'references' ? (row.values.get(field.name) ?? []) : (checkValue(entity, field, word).shown ?? []),
    );
    const seen: Step[] = [
      ...[row.label, ...shown].filter(unique).map((text): Step => ({ do: 'see', text, in: 'main' })),
      ...entity.fields
        .filter(({ type }) => type === 'image')
        .map(({ label }): Step => ({ do: 'seePicture', name: label })),
    ];
    return {
      name: `${shortLabel(entity.label)}: create one, reload, find it again`,
      as: 'owner',
      steps: [
        { do: 'open', path: `/${entity.slug}` },
        { do: 'click', role: 'link', name: newLabel(entity) },
        { do: 'at', path: `/${entity.slug}/new` },
        ...row.steps,
        ...seen,
        { do: 'reload' },
        ...seen,
        { do: 'open', path: `/${entity.slug}` },
        ...this.find(entity, row.label),
      ],
    };
  }

  target(field: PlannedField): PlannedEntity | undefined {
    return refers(field) ? this.#byName.get(field.to ?? '') : undefined;
  }

  /** Steps on the list page that end with the row in sight. */
  find(entity: PlannedEntity, label: string): Step[] {
    const see: Step = { do: 'see', text: label, in: 'table' };
    return searchable(entity) ? [{ do: 'fill', label: searchLabel(entity), value: label }, see] : [see];
  }

  #edit(entity: PlannedEntity): Check[] {
    const before = this.row(entity, 'before');
    const fields = enteredFields(entity);
    const labelField = fields.find((field) => field.name === entity.labelField);
    const changed =
      fields.find((field) => field.type === 'string' && field.name === entity.labelField) ??
      fields.find((field) => field.type === 'string' || field.type === 'text') ??
      fields.find((field) => !refers(field) && field.type !== 'boolean' && !isFile(field)) ??
      labelField;
    if (!changed || isFile(changed)) return [];
    const isText = changed.type === 'string' || changed.type === 'text';
    const value = isText
      ? { entered: `${HOSTILE} {run}`, shown: `${HOSTILE} {run}` }
      : checkValue(entity, changed, 'after', 'second');
    const see: Step[] = value.shown === undefined ? [] : [{ do: 'see', text: value.shown, in: 'main' }];
    return [
      {
        name: `${shortLabel(entity.label)}: edit one${isText ? '; quotes, HTML and emoji stay text' : ''}`,
        as: 'owner',
        steps: [
          ...before.steps,
          { do: 'click', role: 'link', name: 'Edit' },
          ...enter(changed, value.entered),
          { do: 'click', role: 'button', name: SAVE_LABEL },
          SAVED,
          ...see,
          { do: 'reload' },
          ...see,
        ],
      },
    ];
  }

  /** A file that is replaced, and one that is taken out where the row may do without. */
  #file(entity: PlannedEntity, field: PlannedField): Check {
    const value = (turn: Turn) => checkValue(entity, field, 'kept', turn).entered;
    const row = this.row(entity, 'with a file', { given: new Map([[field.name, value('first')]]) });
    const isPicture = field.type === 'image';
    const seen = (turn: Turn): Step =>
      isPicture ? { do: 'seePicture', name: field.label } : { do: 'see', text: value(turn), in: 'main' };
    const save: Step[] = [{ do: 'click', role: 'button', name: SAVE_LABEL }, SAVED];
    const edit: Step = { do: 'click', role: 'link', name: EDIT_LABEL };
    const taken: Step[] = [
      edit,
      { do: 'click', role: 'button', name: removeFileLabel(field) },
      ...save,
      isPicture
        ? { do: 'missing', role: 'link', name: field.label }
        : { do: 'notSee', text: value('second'), in: 'main' },
    ];
    return {
      name: `${shortLabel(entity.label)}: ${shortLabel(field.label)} is replaced${field.required ? '' : ', and taken out'}`,
      as: 'owner',
      steps: [
        ...row.steps,
        seen('first'),
        edit,
        // The form shows what is there.
        { do: 'see', text: value('first'), in: 'main' },
        ...enter(field, value('second')),
        { do: 'see', text: value('second'), in: 'main' },
        ...save,
        seen('second'),
        ...(field.required ? [] : taken),
      ],
    };
  }

  #remove(entity: PlannedEntity): Check {
    const row = this.row(entity, 'removed');
    const inDialog = (name: string): Step => ({ do: 'click', role: 'button', name, within: deleteTitle(row.label) });
    const ask: Step = { do: 'click', role: 'button', name: 'Delete' };
    const gone: Step[] = searchable(entity)
      ? [
          { do: 'fill', label: searchLabel(entity), value: row.label },
          { do: 'notSee', text: row.label, in: 'table' },
        ]
      : [];
    return {
      name: `${shortLabel(entity.label)}: delete one after a confirmation`,
      as: 'owner',
      steps: [
        ...row.steps,
        ask,
        inDialog('Cancel'),
        // While the dialog closes, its own button would be taken for the page's.
        { do: 'notSee', text: row.label, in: 'dialog' },
        { do: 'see', text: row.label, in: 'main' },
        ask,
        inDialog('Delete'),
        { do: 'at', path: `/${entity.slug}` },
        ...gone,
      ],
    };
  }

  /** Missing and wrong values, each refused with a message at its field. */
  #refusals(entity: PlannedEntity): Check[] {
    // A state has its first value from the start, and so has what a new row starts with.
    const state = stepsOf(entity)?.field;
    const missing = enteredFields(entity).filter(
      (field) => field.name !== state && field.startsAs === undefined && field.required && field.type !== 'boolean',
    );
    const wrong = entity.fields.filter((field) => invalidMessage(field) !== undefined);
    const create: Step = { do: 'click', role: 'button', name: createLabel(entity) };
    const open: Step = { do: 'open', path: `/${entity.slug}/new` };
    const checks: Check[] = [];
    if (missing.length > 0) {
      checks.push({
        name: `${shortLabel(entity.label)}: a missing value is refused at its field`,
        as: 'owner',
        steps: [
          open,
          // An enum that is required starts with nothing chosen, so that a person decides.
          create,
          ...missing.map((field): Step => ({ do: 'seeError', label: field.label, text: requiredMessage(field) })),
          { do: 'at', path: `/${entity.slug}/new` },
        ],
      });
    }
    if (wrong.length > 0) {
      checks.push({
        name: `${shortLabel(entity.label)}: a wrong value is refused at its field`,
        as: 'owner',
        steps: [
          open,
          ...wrong.flatMap(enterWrong),
          create,
          ...wrong.map((field): Step => ({ do: 'seeError', label: field.label, text: invalidMessage(field) ?? '' })),
          { do: 'at', path: `/${entity.slug}/new` },
        ],
      });
    }
    return checks;
  }

  #unique(entity: PlannedEntity): Check[] {
    return entity.fields
      .filter((field) => field.unique && ['string', 'email', 'url'].includes(field.type))
      .map((field) => {
        const value = checkValue(entity, field, 'taken').entered;
        const given = new Map([[field.name, value]]);
        const first = this.row(entity, 'taken', { given });
        // The same parents, so that nothing but this field stands in the way.
        const parents = entity.fields.filter((other) => other.type === 'reference' && !other.unique);
        const again = new Map(given);
        for (const { name } of parents) if (first.values.has(name)) again.set(name, first.values.get(name) ?? '');
        const second = this.row(entity, field.name === entity.labelField ? 'taken' : 'again', { given: again });
        return {
          name: `${shortLabel(entity.label)}: ${shortLabel(field.label)} cannot be taken twice`,
          as: 'owner' as const,
          steps: [
            ...first.steps,
            { do: 'see' as const, text: first.label, in: 'main' as const },
            ...second.steps.slice(0, -1),
            { do: 'seeError' as const, label: field.label, text: uniqueMessage(entity, field) },
          ],
        };
      });
  }

  /** References to many, seen from their other end. */
  #linked(entity: PlannedEntity, field: PlannedField): Check {
    const target = this.target(field) ?? entity;
    const first = this.row(target, `first of ${entity.name}`);
    const second = this.row(target, `second of ${entity.name}`);
    const row = this.row(entity, 'linked', { given: new Map([[field.name, first.label]]) });
    const distinct = first.label !== second.label && searchable(target);
    const more: Step[] = distinct
      ? [
          { do: 'click', role: 'link', name: 'Edit' },
          { do: 'see', text: first.label, in: 'main' },
          ...enter(field, second.label),
          { do: 'click', role: 'button', name: SAVE_LABEL },
          SAVED,
          { do: 'see', text: first.label, in: 'main' },
          { do: 'see', text: second.label, in: 'main' },
        ]
      : [];
    return {
      name: `${shortLabel(entity.label)}: linked with several of ${shortLabel(field.label)}, and shown on their pages`,
      as: 'owner',
      steps: [
        ...first.steps,
        ...(distinct ? second.steps : []),
        ...row.steps,
        { do: 'see', text: first.label, in: 'main' },
        ...more,
        { do: 'click', role: 'link', name: first.label },
        { do: 'see', text: first.label, in: 'heading' },
        { do: 'see', text: row.label, in: 'main' },
      ],
    };
  }

  /** A reference, seen from its other end. */
  #child(entity: PlannedEntity, field: PlannedField): Check {
    const target = this.#byName.get(field.to ?? '') ?? entity;
    // Rows that are called alike cannot be told apart in a picker: it may be another one, with more that belongs to it.
    const count = searchable(target) ? `1 ${one(entity)} belongs` : '';
    const parent = this.row(target, `with ${entity.name}`);
    const child = this.row(entity, 'belonging', { given: new Map([[field.name, parent.label]]) });
    return {
      name: `${shortLabel(entity.label)}: shown on the page of its ${shortLabel(field.label)}, which cannot be deleted then`,
      as: 'owner',
      steps: [
        ...parent.steps,
        { do: 'see', text: parent.label, in: 'main' },
        ...child.steps,
        { do: 'click', role: 'link', name: parent.label },
        // The page before shows the row too, and stays until the next one is there.
        { do: 'see', text: parent.label, in: 'heading' },
        { do: 'see', text: child.label, in: 'main' },
        { do: 'click', role: 'button', name: 'Delete' },
        { do: 'click', role: 'button', name: 'Delete', within: deleteTitle(parent.label) },
        { do: 'see', text: `${count} to this ${one(target)}.`, in: 'page' },
      ],
    };
  }
}

const unique = (text: string, index: number, all: string[]) => all.indexOf(text) === index;

/** The fields of the form: all but a state that only steps change. */
export function enteredFields(entity: PlannedEntity): PlannedField[] {
  const locked = lockedField(entity);
  return entity.fields.filter((field) => field.name !== locked);
}

/** Whether the list can be searched for a row's label. */
export function searchable(entity: PlannedEntity): boolean {
  const field = entity.fields.find(({ name }) => name === entity.labelField);
  return field !== undefined && ['string', 'text', 'email', 'url'].includes(field.type);
}

function access(entity: PlannedEntity): Check[] {
  const hidden: Step = { do: 'notSee', text: newLabel(entity), in: 'page' };
  return [
    {
      name: `${shortLabel(entity.label)}: a visitor is sent to the sign-in page`,
      as: 'visitor',
      steps: [{ do: 'open', path: `/${entity.slug}` }, { do: 'at', path: '/sign-in' }, hidden],
    },
    {
      name: `${shortLabel(entity.label)}: a stranger is refused`,
      as: 'stranger',
      steps: [{ do: 'open', path: `/${entity.slug}` }, hidden],
    },
  ];
}
