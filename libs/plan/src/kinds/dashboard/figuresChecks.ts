import { rightsOf, ruledRoles } from '../../access.ts';
import { checkValue, token, wrongValue } from '../../checkValues.ts';
import { EntityChecks, searchable } from '../../entityChecks.ts';
import { invalidMessage, NOTHING_HERE, requiredMessage, searchLabel, shortLabel } from '../../messages.ts';
import type { Actor, Check, PlannedEntity, PlannedField, PlannedRole, Step } from '../../plan.ts';
import type { FigureSet, Group, Measure, PlannedFigures } from './figures.ts';
import { importedFields, isImportable, isNeeded } from './importable.ts';
import { type FileRow, quoted, ROWS } from './importedRows.ts';
import { columnLabel, FIGURE_WORDS, filterLabel, importedText, importLabel, readyText } from './words.ts';

const see = (text: string): Step => ({ do: 'see', text, in: 'main' });
const click = (name: string, role: 'button' | 'link' = 'button'): Step => ({ do: 'click', role, name });
const check = click(FIGURE_WORDS.check);
const DENIED = 'Your role does not allow this.';

/** What people see of figures, do with files, and are refused. */
export function figuresChecks(
  figures: PlannedFigures,
  entities: PlannedEntity[],
  roles: PlannedRole[] | undefined,
): Check[] {
  const rows = new EntityChecks(entities);
  return figures.sets.flatMap((set) => {
    const entity = entities.find(({ name }) => name === set.entity);
    return entity ? new SetChecks(set, entity, rows).all(roles) : [];
  });
}

class SetChecks {
  readonly #set: FigureSet;
  readonly #entity: PlannedEntity;
  readonly #fields: PlannedField[];
  /** Steps that make what the rows must refer to, and what that is called. */
  readonly #before: Step[] = [];
  readonly #given = new Map<string, string>();
  readonly #isTestable: boolean;

  constructor(set: FigureSet, entity: PlannedEntity, rows: EntityChecks) {
    this.#set = set;
    this.#entity = entity;
    const fields = importedFields(entity);
    this.#fields = fields.filter(
      (field) => field.type !== 'reference' || field.required || field.name === entity.labelField,
    );
    for (const field of this.#fields) {
      const target = rows.target(field);
      if (!target) continue;
      const parent = rows.row(target, `for files of ${entity.name}`);
      this.#before.push(...parent.steps);
      this.#given.set(field.name, parent.label);
    }
    // Three rows cannot have a day or a row of another kind that no other has.
    const once = this.#fields.some(({ type, unique }) => unique && ['date', 'reference'].includes(type));
    this.#isTestable = isImportable(entity) && !once && rows.target(this.#labelled) === undefined;
  }

  get #labelled(): PlannedField {
    const { fields, labelField } = this.#entity;
    return fields.find(({ name }) => name === labelField) ?? (fields[0] as PlannedField);
  }

  /** Whether rows of one run can be looked at without those of others. */
  get #isSearched(): boolean {
    return this.#fields.some(({ type }) => ['string', 'text', 'email', 'url'].includes(type));
  }

  get #name() {
    return shortLabel(this.#entity.plural);
  }

  get #importPath() {
    return `/dashboard/import?of=${this.#entity.slug}`;
  }

  #address(more = '') {
    return `/dashboard?of=${this.#entity.slug}&q={run}${more}`;
  }

  all(roles: PlannedRole[] | undefined): Check[] {
    const checks: Check[] = [this.#visitor(), ...this.#roles(roles)];
    if (!this.#isTestable) return checks;
    checks.push(...this.#dryRun(), this.#mapped());
    if (this.#isSearched) checks.push(this.#charts(), ...this.#filtered(), this.#exported());
    return checks;
  }

  /** What a row of the file says for a field. */
  #cell(field: PlannedField, { word, day, amount }: FileRow): string {
    const given = this.#given.get(field.name);
    if (given !== undefined) return given;
    const isLast = word === 'three';
    if (field.property === this.#set.day) return day;
    if (this.#set.measures.some((measure) => isOfField(measure) && measure.property === field.property))
      return String(amount);
    switch (field.type) {
      case 'enum':
        return (isLast ? field.values?.at(-1) : field.values?.[0]) ?? '';
      case 'boolean':
        return 'Yes';
      case 'number':
      case 'integer':
      case 'money':
        return field.unique ? `${ROWS.findIndex((row) => row.word === word) + 1}{number}` : '12';
      case 'string':
      case 'text':
        if (field.name === this.#entity.labelField) return token(this.#entity, word);
        return field.unique || isLast ? `${field.label} ${word} {run}` : `${field.label} {run}`;
      case 'date':
      case 'datetime':
      case 'email':
      case 'url':
      case 'reference':
      case 'references':
      case 'image':
      case 'file':
        return checkValue(this.#entity, field, word).entered;
    }
  }

  #line(row: FileRow, change: Map<string, string> = new Map()): string[] {
    return this.#fields.map((field) => change.get(field.name) ?? this.#cell(field, row));
  }

  #file(lines: string[][], header = this.#fields.map(({ label }) => label)): string {
    return [header, ...lines].map((line) => line.map(quoted).join(',')).join('\n');
  }

  #upload(content: string): Step[] {
    return [
      { do: 'open', path: this.#importPath },
      { do: 'upload', label: FIGURE_WORDS.file, file: `${this.#entity.slug}.csv`, content },
    ];
  }

  /** Steps that import rows. */
  #imported(lines: string[][]): Step[] {
    return [
      ...this.#before,
      ...this.#upload(this.#file(lines)),
      check,
      click(importLabel(this.#entity, lines.length)),
      see(importedText(this.#entity, lines.length)),
    ];
  }

  /** What the rows come to, as the chosen measure is written. */
  #total(...words: FileRow['word'][]): string {
    const rows = ROWS.filter(({ word }) => words.includes(word));
    const [measure] = this.#set.measures;
    if (!measure || !isOfField(measure)) return String(rows.length);
    const sum = rows.reduce((all, { amount }) => all + amount, 0);
    return measure.kind === 'money' ? `${sum}.00` : String(sum);
  }

  /** A row with a mistake, and what the app says of it; undefined where every text is right. */
  #mistake(): { line: string[]; message: string } | undefined {
    const [row] = ROWS;
    const other: FileRow = { ...row, word: 'two' };
    const wrong = this.#fields.find((field) => invalidMessage(field) !== undefined && field.type !== 'url');
    const message = wrong && invalidMessage(wrong);
    if (wrong && message !== undefined)
      return { line: this.#line(other, new Map([[wrong.name, wrongValue(wrong)]])), message };
    const day = this.#fields.find(({ type }) => type === 'date' || type === 'datetime');
    if (day) {
      const line = this.#line(other, new Map([[day.name, wrongValue(day)]]));
      return { line, message: `${day.label} must be a date` };
    }
    const missing = this.#fields.find((field) => isNeeded(this.#entity, field));
    return missing && { line: this.#line(other, new Map([[missing.name, '']])), message: requiredMessage(missing) };
  }

  /** The list of what was written, narrowed to this run. */
  #listed(steps: Step[]): Step[] {
    const entity = this.#entity;
    if (!searchable(entity)) return [];
    const label = this.#cell(this.#labelled, ROWS[0]);
    return [
      { do: 'open', path: `/${entity.slug}` },
      { do: 'fill', label: searchLabel(entity), value: label },
      ...steps,
    ];
  }

  #dryRun(): Check[] {
    const mistake = this.#mistake();
    if (!mistake) return [];
    const entity = this.#entity;
    const content = this.#file([this.#line(ROWS[0]), mistake.line]);
    return [
      {
        name: `${this.#name}: a file is checked row by row, and nothing is written before somebody says yes`,
        as: 'owner',
        steps: [
          ...this.#before,
          ...this.#upload(content),
          check,
          see(readyText(entity, 1)),
          see(FIGURE_WORDS.nothingWritten),
          see(mistake.message),
          ...this.#listed([see('Nothing found')]),
          ...this.#upload(content),
          check,
          click(importLabel(entity, 1)),
          see(importedText(entity, 1)),
          { do: 'download', role: 'button', name: FIGURE_WORDS.downloadOne, see: [mistake.message], notSee: [] },
          ...this.#listed([{ do: 'see', text: this.#cell(this.#labelled, ROWS[0]), in: 'table' }]),
        ],
      },
    ];
  }

  #mapped(): Check {
    const header = this.#fields.map((_, at) => `C${at + 1}`);
    return {
      name: `${this.#name}: columns of any name are told which field they are`,
      as: 'owner',
      steps: [
        ...this.#before,
        ...this.#upload(this.#file([this.#line(ROWS[1])], header)),
        ...this.#fields.map(
          (field, at): Step => ({ do: 'choose', label: columnLabel(field), option: header[at] ?? '' }),
        ),
        check,
        click(importLabel(this.#entity, 1)),
        see(importedText(this.#entity, 1)),
      ],
    };
  }

  #charts(): Check {
    const hasDay = this.#set.day !== undefined;
    const numbers: Step[] = hasDay
      ? [
          { do: 'see', text: this.#total('one', 'two'), in: 'table' },
          { do: 'see', text: this.#total('three'), in: 'table' },
          see('(100%) more than'),
        ]
      : [{ do: 'see', text: this.#total('one', 'two', 'three'), in: 'table' }, see('more than')];
    const groups = this.#shownGroups().map(({ label }) => see(`by ${label.toLowerCase()}`));
    return {
      name: `${this.#name}: charts by month and by what tells rows apart, and the difference to the period before in words`,
      as: 'owner',
      steps: [
        ...this.#imported(ROWS.map((row) => this.#line(row))),
        { do: 'open', path: this.#address() },
        see(this.#total('one', 'two', 'three')),
        ...this.#averages(),
        ...groups,
        click(FIGURE_WORDS.showNumbers, 'link'),
        ...numbers,
        { do: 'reload' },
        ...numbers,
      ],
    };
  }

  /** What the three rows come to on average, beside their sum. */
  #averages(): Step[] {
    const mean = ROWS.reduce((all, { amount }) => all + amount, 0) / ROWS.length;
    const averages = this.#set.measures.filter((measure) => measure.kind !== 'share' && 'average' in measure);
    return averages.flatMap(({ label, kind }) => [see(label), see(kind === 'money' ? `${mean}.00` : String(mean))]);
  }

  /** Groups whose values the rows of the file have. */
  #shownGroups(): Group[] {
    return this.#set.groups.filter(({ property }) => this.#fields.some((field) => field.property === property));
  }

  /** A group whose value tells the last row from the others, and that value. */
  #telling(): { group: Group; value: string } | undefined {
    for (const group of this.#shownGroups()) {
      const field = this.#fields.find(({ property }) => property === group.property);
      if (!field || group.kind === 'reference' || this.#given.has(field.name)) continue;
      const [first, value] = [this.#cell(field, ROWS[0]), this.#cell(field, ROWS[2])];
      if (first !== value) return { group, value };
    }
    return undefined;
  }

  #filtered(): Check[] {
    const telling = this.#telling();
    if (!telling) return [];
    const filter: Step = { do: 'choose', label: filterLabel(telling.group.label), option: telling.value };
    const left = this.#total('three');
    const all = this.#total('one', 'two', 'three');
    const money = this.#set.measures[0]?.kind !== 'count';
    return [
      {
        name: `${this.#name}: a filter is part of the address, and holds after a reload`,
        as: 'owner',
        steps: [
          ...this.#imported(ROWS.map((row) => this.#line(row))),
          { do: 'open', path: this.#address('&period=all') },
          see(all),
          filter,
          see('1 in these figures.'),
          see(left),
          ...(money ? [{ do: 'notSee', text: all, in: 'main' } satisfies Step] : []),
          { do: 'reload' },
          see('1 in these figures.'),
          see(left),
        ],
      },
    ];
  }

  #exported(): Check {
    const telling = this.#telling();
    const label = this.#labelled;
    const isText = label.type === 'string' || label.type === 'text';
    const formula = '=1+1 {run}';
    const first = this.#line(ROWS[0], new Map(isText ? [[label.name, formula]] : []));
    const last = this.#cell(label, ROWS[2]);
    const others = [this.#line(ROWS[1]), this.#line(ROWS[2])];
    const download = (seen: string[], notSeen: string[]): Step => ({
      do: 'download',
      role: 'link',
      name: FIGURE_WORDS.exported,
      see: seen,
      notSee: notSeen,
    });
    const narrowed: Step[] =
      telling && isText
        ? [
            { do: 'choose', label: filterLabel(telling.group.label), option: telling.value },
            see('1 in these figures.'),
            download([last], [formula]),
          ]
        : [];
    return {
      name: `${this.#name}: exported as the filters leave it, and no cell is a formula`,
      as: 'owner',
      steps: [
        ...this.#imported([first, ...others]),
        { do: 'open', path: this.#address() },
        see('3 in these figures.'),
        download([label.label, ...(isText ? [`'${formula}`, last] : [])], []),
        ...narrowed,
      ],
    };
  }

  #visitor(): Check {
    return {
      name: `${this.#name}: a visitor gets neither figures nor files`,
      as: 'visitor',
      steps: [
        { do: 'open', path: this.#importPath },
        { do: 'at', path: '/sign-in' },
        { do: 'open', path: `/dashboard/export?of=${this.#entity.slug}` },
        { do: 'see', text: 'Sign in first', in: 'page' },
      ],
    };
  }

  /** What roles with less than all rights see and may do. */
  #roles(roles: PlannedRole[] | undefined): Check[] {
    const entity = this.#entity;
    const seen = new Set<string>();
    return ruledRoles(roles).flatMap((role): Check[] => {
      const { read, create } = rightsOf(entity, role);
      const key = `${read} ${create}`;
      if ((read === 'all' && create) || seen.has(key)) return [];
      seen.add(key);
      const label = roles?.find(({ name }) => name === role)?.label ?? 'Member';
      const as: Actor = `role:${role}`;
      const refused: Step[] = create
        ? [{ do: 'open', path: this.#importPath }, see(`Import ${entity.plural.toLowerCase()}`)]
        : [{ do: 'open', path: this.#importPath }, see(NOTHING_HERE)];
      const exported: Step[] = read
        ? []
        : [
            { do: 'open', path: `/dashboard/export?of=${entity.slug}` },
            { do: 'see', text: DENIED, in: 'page' },
          ];
      const shown: Step[] = read
        ? [
            { do: 'open', path: `/dashboard?of=${entity.slug}` },
            { do: 'see', text: entity.plural, in: 'heading' },
            ...(create ? [] : [{ do: 'missing', role: 'link', name: FIGURE_WORDS.imported } satisfies Step]),
          ]
        : [];
      return [
        {
          name: `${this.#name}: ${shortLabel(label)} gets the figures and files of the role, and no more`,
          as,
          steps: [...shown, ...refused, ...exported],
        },
      ];
    });
  }
}

const isOfField = (measure: Measure): measure is Extract<Measure, { kind: 'number' | 'money' }> =>
  measure.kind === 'number' || measure.kind === 'money';
