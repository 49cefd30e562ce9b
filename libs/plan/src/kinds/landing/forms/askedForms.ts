import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import type { Language } from '../copy.ts';
import { type AskedField, fieldOf, isFile, isName, isPersonal, isReach } from './askedFields.ts';
import { type AskedItem, itemsOf } from './askedItems.ts';
import { calledName, deedName, type FormName, germanDeed, INQUIRY, VERBS, VERBS_DE } from './formNames.ts';
import { type Statement, statementsOf } from './statements.ts';

/** A form that the prompt tells of, with what it asks for: that, and nothing else. */
export interface AskedForm extends FormName {
  fields: AskedField[];
  /** What it should ask for, and no visitor can send: pictures, files. */
  left: string[];
  start: number;
  end: number;
}

const FORM: Record<Language, RegExp> = {
  en: /(?<!\p{L})forms?(?!\p{L})/iu,
  de: /\p{L}*formulare?(?!\p{L})/iu,
};
/** People who do something with the page. */
const WHO =
  '(?:people|visitors?|guests?|customers?|clients?|patients?|parents?|members?|they|anyone|anybody|everybody|everyone|families|interested people|those|applicants|owners|neighbours?|schools|companies|organi[sz]ations|\\p{Ll}+s)';
const DEED: Record<Language, RegExp> = {
  en: new RegExp(
    `(?<!\\p{L})(?:${WHO}\\s+(?:who\\s+want\\s+to\\s+|can\\s+(?:also\\s+)?|could\\s+|may\\s+|should\\s+(?:be\\s+able\\s+to\\s+)?|want\\s+to\\s+|to\\s+)?|let\\s+(?:\\p{L}+\\s+){1,2}|to\\s+)(${VERBS})(?!\\p{L})`,
    'iu',
  ),
  de: new RegExp(`(?<!\\p{L})(?:können|kann|möchten|sollen|wollen|um)\\s[^.:(]{0,80}?(?:${VERBS_DE})`, 'iu'),
};
/** A form by what it makes: "a booking enquiry with names and date". */
const CALLED =
  /(?<!\p{L})(?:\p{L}+\s)?(?:enquiry|inquiry|request|application|registration|booking|sign-?up)(?=\s+(?:with|asks|asking)\s|\s*[:(])/iu;
/** People who write without being told to do more: "Parents fill in: ...". */
const WRITES = new RegExp(
  `(?<!\\p{L})${WHO}\\s+(?:can\\s+|should\\s+)?(?:fill in|fill out|leave|give us|tell us|send us|enter)(?!\\p{L})`,
  'iu',
);
/** What begins the list of a form. */
const OPENS =
  /\s*(?::\s+|\(|\s[–—-]+\s+|,?\s*(?:that |which |it |and )?asks?(?:\s+for)?\s+|\s+asking\s+for\s+|\s+with\s+|\s+where\s+(?:\p{L}+\s+){1,3}?(?:put|enter|give|leave|fill in|write|say|tell us)\s+|\s+fields?:?\s+|\s+mit\s+|,?\s+(?:das |die )?(?:fragt|abfragt)\s+(?:nach\s+)?|\s+(?:(?:we|it)\s+)?needs?\s+|\s+brauchen wir\s+|\s+enthält\s+|\s+giving\s+|\s+leaving\s+)/iu;

/** Forms of the prompt, in its order. */
export function askedForms(prompt: string, language: Language): AskedForm[] {
  const forms: AskedForm[] = [];
  const statements = statementsOf(prompt);
  for (const [at, statement] of statements.entries()) {
    const found = formIn(statement, statements[at + 1], language);
    if (!found) continue;
    const same = forms.find(({ entity }) => entity === found.entity);
    if (!same) forms.push(found);
  }
  return forms.slice(0, 6);
}

function formIn(statement: Statement, next: Statement | undefined, language: Language): AskedForm | undefined {
  const { under } = statement;
  // "Two forms - one for volunteers: ...".
  const text = statement.text.replace(
    /^.{0,40}(?<!\p{L})(?:forms|formulare)\s*[:–—-]+\s*(?=one\s|eines?\s)/iu,
    (found) => ' '.repeat(found.length),
  );
  if (/^(?:\p{L}+\s+)?(?:forms|formulare)\s*:\s*$/iu.test(text)) return undefined;
  const isListed = under !== undefined && FORM[language].test(under);
  const form = FORM[language].exec(text);
  const deed = DEED[language].exec(text);
  const one = /^\s*(?:and\s+)?(?:the\s+)?(?:one|other|another|second|third)\s+(?:one\s+)?(?:is\s+)?for\s+/i.exec(text);
  const called = language === 'en' && !form ? CALLED.exec(text) : null;
  const writes = language === 'en' && !form ? WRITES.exec(text) : null;
  const cues = [
    ...(isListed ? [0] : []),
    ...(form ? [form.index + form[0].length] : []),
    ...(deed ? [deed.index + deed[0].length] : []),
    ...(one ? [one[0].length] : []),
    ...(called ? [called.index + called[0].length] : []),
    ...(writes ? [writes.index + writes[0].length] : []),
  ].toSorted((a, b) => a - b);
  for (const cue of cues) {
    for (let from = cue; from < text.length; ) {
      const opens = OPENS.exec(text.slice(from));
      if (!opens) break;
      const begin = from + opens.index + opens[0].length;
      const list = listFrom(text, begin, opens[0].includes('('));
      const items = itemsOf(list);
      if (isAsked(items, form !== null || isListed)) {
        const name = nameOf({
          text,
          before: text.slice(0, from + opens.index),
          form,
          under: isListed ? under : undefined,
          language,
        });
        // What stands before the form in the same sentence tells of the page.
        const head = isListed
          ? 0
          : Math.min(
              ...[form?.index, deed?.index, called?.index, writes?.index, one ? 0 : undefined]
                .filter((place) => place !== undefined && place < begin)
                .map(Number),
              from,
            );
        return formOf(name, items, statement, { from: head, to: begin + list.length }, language);
      }
      from = begin;
    }
  }
  // "Volunteers: a form. Name, e-mail, phone."
  if (form && next && form.index + form[0].length >= text.length - 1) {
    const items = itemsOf(next.text);
    if (isAsked(items, true) && items.every(({ words }) => words.split(/\s+/).length <= 6)) {
      const name = nameOf({ text, before: text, form, under: undefined, language });
      return formOf(name, items, statement, { from: 0, to: next.start + next.text.length - statement.start }, language);
    }
  }
  return undefined;
}

/** Where a list ends: its bracket, or the end of what is said. */
function listFrom(text: string, begin: number, isBracket: boolean): string {
  if (isBracket) {
    let depth = 1;
    let at = begin;
    for (; at < text.length && depth > 0; at++) depth += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
    return text.slice(begin, depth === 0 ? at - 1 : at);
  }
  return text.slice(begin).replace(/\s+(?:so that|and (?:then )?(?:we|i|the (?:owner|office|team))\s).*$/iu, '');
}

const SPEECH = /(?<!\p{L})(?:form|page|section|website|site|button|footer|formular|seite|abschnitt)(?!\p{L})/iu;

/** Whether a list asks somebody who writes: it names who that is or how to reach them, and tells of no page. */
function isAsked(items: AskedItem[], isForm: boolean): boolean {
  if (items.length < 2 && !(isForm && items.some(({ words }) => isPersonal(words)))) return false;
  if (items.some(({ words }) => SPEECH.test(words))) return false;
  const personal = items.filter(({ words }) => isPersonal(words)).length;
  return (
    personal >= 1 ||
    (isForm && items.length >= 3 && items.some(({ words }) => /date|time|number|day|datum|anzahl/i.test(words)))
  );
}

interface Naming {
  text: string;
  /** What stands before the list. */
  before: string;
  form: RegExpExecArray | null;
  under: string | undefined;
  language: Language;
}

function nameOf({ text, before, form, under, language }: Naming): FormName {
  const heading = before.replace(/[\s:–—(-]+$/, '').trim();
  const aimed = /^\s*(?:and\s+)?(?:the\s+)?(?:one|other|another|second|third)\s+(?:one\s+)?(?:is\s+)?for\s+(.+)$/i.exec(
    heading,
  )?.[1];
  if (aimed && language === 'en') return aimName(aimed);
  const isForm = form !== null && form.index < before.length + 2;
  if (under !== undefined && !isForm) return calledName(heading, language) ?? INQUIRY[language];
  if (language === 'de') return germanName(heading, isForm ? form : null);
  if (isForm) {
    const behind = before.slice(form.index + form[0].length);
    const quoted = /["“]([^"”]{3,40})["”]\s*$/.exec(text.slice(0, form.index))?.[1];
    if (quoted) return calledName(quoted, language) ?? INQUIRY.en;
    const words = /((?:[\p{L}'’]+[\s-]){1,4})$/u.exec(text.slice(0, form.index))?.[1] ?? '';
    const called = words
      .trim()
      .replace(
        /^.*(?<!\p{L})(?:a|an|the|and|or|our|this|through|via|using|fill|in|out|by|two|one|short|simple|small|little|add|have|has|need|with|want|plus|also|is|public|online)(?!\p{L})\s*/iu,
        '',
      );
    const to = new RegExp(`(?<!\\p{L})to\\s+(${VERBS})(?!\\p{L})\\s*(.{0,60})$`, 'iu').exec(behind);
    if (called && !/^(?:booking|request|sign[- ]?up|registration|order|reservation)$/i.test(called)) {
      const name = calledName(called, language);
      if (name) return name;
    }
    if (to) return deedName(to[1] ?? '', to[2] ?? '');
    const aim = /(?<!\p{L})for\s+(?:people\s+who\s+want\s+to\s+)?(.{3,50})$/iu.exec(behind)?.[1];
    const stated = new RegExp(`^(${VERBS})(?!\\p{L})\\s*(.*)$`, 'i').exec(aim ?? '');
    if (stated) return deedName(stated[1] ?? '', stated[2] ?? '');
    if (aim && called) return calledName(`${aim} ${called}`, language) ?? INQUIRY.en;
    if (aim && aim.split(/\s+/).length <= 4) return aimName(aim);
    if (called) return calledName(called, language) ?? INQUIRY.en;
  }
  const called = CALLED.exec(`${before} (`)?.[0];
  if (called) return calledName(called.replace(/^(?:a|an|the|our|and|also)\s+/i, ''), 'en') ?? INQUIRY.en;
  const deed = DEED.en.exec(before);
  if (deed) {
    const object = before
      .slice(deed.index + deed[0].length)
      .replace(/(?<!\p{L})(?:through|via|using|by|with|fill|in|on)(?!\p{L}).*$/iu, '');
    const list = /(?:waiting|wait)[- ]?list/i.exec(before)?.[0];
    return deedName(deed[1] ?? '', /^\s*[(,:–—-]?\s*$/.test(object) && list ? `the ${list}` : object);
  }
  const want = /who\s+want\s+to\s+(\p{L}+)\s*(.{0,40}?)(?:\s+(?:fill|use|write|send)|$)/iu.exec(before);
  if (want) return deedName(want[1] ?? '', want[2] ?? '');
  if (WRITES.test(before)) return INQUIRY.en;
  // "Birthday parties - form asks for".
  const first = /^(?:also\s+|and\s+)?([\p{L}' ]{3,40}?)\s*[:–—-]/iu.exec(text)?.[1];
  return (first && calledName(first, language)) || INQUIRY.en;
}

const WANTS = new RegExp(
  `(?:who|that|to)\\s+(?:want\\s+to\\s+|would\\s+like\\s+to\\s+)?(${VERBS})(?!\\p{L})\\s*(.{0,50})$`,
  'iu',
);

/** Who writes to somebody, for no purpose that is named. */
const WRITERS =
  /^(?:the )?(?:families|parents|customers|clients|guests|visitors|members|schools|companies|businesses|everyone|everybody|people|questions|enquiries|inquiries|messages|requests)$/i;

/** Whom or what a form is for: "people who want to volunteer", "stallholders". */
function aimName(aim: string): FormName {
  const wants = WANTS.exec(aim);
  if (wants) return deedName(wants[1] ?? '', wants[2] ?? '');
  if (WRITERS.test(aim)) return INQUIRY.en;
  return calledName(aim.replace(/^(?:a|an|the)\s+/i, ''), 'en') ?? INQUIRY.en;
}

function germanName(heading: string, form: RegExpExecArray | null): FormName {
  if (form) {
    const stem = /^(\p{L}*?)s?formulare?$/iu.exec(form[0])?.[1] ?? '';
    const behind = heading.slice(form.index + form[0].length);
    const aim = /^\s*(?:für|zur|zum|zu)\s+(?:eine[nrm]?\s+|die\s+|das\s+|den\s+|unsere[nrms]?\s+)?([\p{L}-]+)/iu.exec(
      behind,
    )?.[1];
    if (aim) return calledName(aim, 'de') ?? INQUIRY.de;
    if (stem) return calledName(stem, 'de') ?? INQUIRY.de;
  }
  return germanDeed(heading) ?? INQUIRY.de;
}

function formOf(
  name: FormName,
  items: AskedItem[],
  { start }: Statement,
  place: { from: number; to: number },
  language: Language,
): AskedForm | undefined {
  const taken = new Set<string>();
  const left = items.filter(({ words }) => isFile(words)).map(({ words }) => words);
  const fields = items.flatMap((item) => fieldOf(item, language, taken) ?? []).slice(0, 14);
  if (fields.length === 0) return undefined;
  const reach = fields.find(({ type }) => type === 'email') ?? fields.find(isReach);
  const who = fields.find(isName);
  for (const field of [reach, who]) if (field) field.required = true;
  // Whoever gives a name for something else than an inquiry need not be written to: the prompt would say so.
  if (!reach && !(who && name.entity !== 'Inquiry')) {
    const german = language === 'de';
    const added = (named: string, label: string, type: 'string' | 'email'): AskedField => ({
      name: named,
      label,
      type,
      required: true,
      unique: false,
    });
    const answer = [
      ...(who ? [] : [added('name', 'Name', 'string')]),
      added('email', german ? 'E-Mail' : 'Email', 'email'),
    ];
    fields.splice(who ? fields.indexOf(who) + 1 : 0, 0, ...answer);
  }
  return { ...name, fields, left, start: start + place.from, end: start + place.to };
}

/** What a form makes, as a spec has it. A thing that visitors choose among is a reference where the page keeps it. */
export function entityOfForm(form: AskedForm, kept: EntitySpec[], own: FieldSpec[]): EntitySpec {
  const { entity: name, label, plural } = form;
  const fields = form.fields.map(({ one, ...field }): FieldSpec => {
    const to = one === undefined ? undefined : kept.find((entity) => isCalled(entity, one));
    return to ? { ...field, type: 'reference', to: to.name } : field;
  });
  const more = own.filter((field) => !fields.some((each) => each.name === field.name));
  return { name, label, plural, fields: [...fields, ...more] };
}

const isCalled = ({ name, label, plural }: EntitySpec, word: string) =>
  [name, label ?? name, plural ?? name].some((one) => one.toLowerCase() === word.toLowerCase());

/** The prompt without its forms: what is left tells of the page. Places stay where they were. */
export function withoutForms(prompt: string, forms: AskedForm[]): string {
  let text = prompt;
  for (const { start, end } of forms)
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
  return text;
}
