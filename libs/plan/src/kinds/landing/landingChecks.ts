import { checkValue, enter } from '../../checkValues.ts';
import { EntityChecks } from '../../entityChecks.ts';
import { one, requiredMessage, shortLabel } from '../../messages.ts';
import type { Check, PlannedEntity, PlannedField, Step } from '../../plan.ts';
import { COPY } from './copy.ts';
import type { LandingForm, PlannedLanding } from './landing.ts';
import { layoutOf } from './publicEntities.ts';

/** Subject of the e-mail that tells the owners of a row that a visitor has sent. */
export const mailSubject = (entity: PlannedEntity): string => `New ${one(entity)} from the website`;

/** What a visitor finds, sends and may not see; what the owner reads of it, and what the owner's rows change. */
export function landingChecks(landing: PlannedLanding, entities: PlannedEntity[]): Check[] {
  const byName = new Map(entities.map((entity) => [entity.name, entity]));
  const rows = new EntityChecks(entities);
  return [
    {
      name: 'Landing page: a visitor reads it without signing in, and after a reload',
      as: 'visitor',
      steps: [
        { do: 'open', path: '/' },
        { do: 'see', text: landing.headline, in: 'heading' },
        ...landing.sections.map(({ title }): Step => ({ do: 'see', text: title, in: 'main' })),
        { do: 'reload' },
        { do: 'at', path: '/' },
        { do: 'see', text: landing.lead, in: 'main' },
      ],
    },
    {
      name: 'Landing page: search engines are told where its pages are',
      as: 'visitor',
      steps: [
        { do: 'open', path: '/robots.txt' },
        { do: 'see', text: 'sitemap.xml', in: 'page' },
      ],
    },
    ...landing.forms.flatMap((form) => {
      const entity = byName.get(form.entity);
      return entity ? formChecks(landing, form, entity) : [];
    }),
    ...landing.sections.flatMap((section): Check[] => {
      const entity = byName.get(section.rows?.entity ?? '');
      if (!section.rows || !entity) return [];
      const { only, title, text } = section.rows;
      const shown = entity.fields.find((field) => field.property === only?.field);
      const named = entity.fields.find(({ name }) => name === entity.labelField);
      if (!named || ![title, text].includes(named.property) || !['string', 'text'].includes(named.type)) return [];
      // A row that starts in another state becomes public by a step that is not this check's.
      if (entity.states && only?.field === entity.states.field && !only.values.includes(entity.states.initial ?? ''))
        return [];
      const given = new Map<string, string>(
        shown && only && !entity.states
          ? [[shown.name, shown.type === 'boolean' ? 'true' : String(only.values[0])]]
          : [],
      );
      // Several sections may show rows of one kind: each proves its own.
      const isOneOfMany = landing.sections.filter(({ rows: other }) => other?.entity === entity.name).length > 1;
      const row = rows.row(entity, isOneOfMany ? `public ${section.id}` : 'public', { given });
      return [
        {
          name: isOneOfMany
            ? `Landing page: what the owner adds under “${shortLabel(section.title)}” is on it`
            : `Landing page: ${shortLabel(entity.plural)} that the owner adds are on it`,
          as: 'owner',
          steps: [...row.steps, { do: 'open', path: '/' }, { do: 'see', text: row.label, in: 'main' }],
        },
      ];
    }),
    ...entities.flatMap((entity): Check[] => {
      const isShown = landing.sections.some((section) => section.rows?.entity === entity.name);
      const label = entity.fields.find((field) => field.name === entity.labelField);
      if (!landing.signIn || isShown || layoutOf(entity.name) === undefined || label?.type !== 'string') return [];
      const row = rows.row(entity, 'private', { given: new Map() });
      return [
        {
          name: `Landing page: ${shortLabel(entity.plural)} of the app are not on it`,
          as: 'owner',
          steps: [
            ...row.steps,
            { do: 'open', path: '/' },
            { do: 'see', text: landing.headline, in: 'heading' },
            { do: 'notSee', text: row.label, in: 'page' },
          ],
        },
      ];
    }),
  ];
}

function formChecks(landing: PlannedLanding, form: LandingForm, entity: PlannedEntity): Check[] {
  const copy = COPY[landing.language];
  // A picker of rows has none to choose in a new app; such a form is asked without it.
  const asked = form.fields
    .flatMap((property) => entity.fields.find((field) => field.property === property) ?? [])
    .filter((field) => field.type !== 'reference');
  const needed =
    asked.some((field) => field.required) &&
    form.fields.every((property) => {
      const field = entity.fields.find((each) => each.property === property);
      return !(field?.type === 'reference' && field.required);
    });
  if (!needed) return [];
  const within = landing.sections.find((section) => section.form === form.entity)?.title;
  const fill = (word: string): Step[] =>
    asked.flatMap((field) =>
      enter(field, checkValue(entity, field, word).entered).map((step) => ({ ...step, within })),
    );
  const send: Step = { do: 'click', role: 'button', name: form.submit, within };
  const told = asked.find((field) => field.name === entity.labelField) ?? asked.find((field) => field.type === 'email');
  const shown = told && checkValue(entity, told, 'sent').shown;
  const checks: Check[] = [
    {
      name: `Landing page: ${shortLabel(entity.label)}, sent by a visitor`,
      as: 'visitor',
      steps: [{ do: 'open', path: '/' }, ...fill('visited'), send, { do: 'see', text: form.done, in: 'main' }],
    },
    {
      name: `Landing page: ${shortLabel(entity.label)}, stored for the owner and sent by e-mail`,
      as: 'owner',
      steps: [
        { do: 'open', path: '/' },
        ...fill('sent'),
        send,
        { do: 'see', text: form.done, in: 'main' },
        { do: 'open', path: `/${entity.slug}` },
        ...(shown ? [{ do: 'see', text: shown, in: 'main' } satisfies Step] : []),
        { do: 'open', path: '/settings/outbox' },
        { do: 'see', text: mailSubject(entity), in: 'main' },
      ],
    },
  ];
  const required = asked.find((field) => field.required && ['string', 'text', 'email'].includes(field.type));
  if (required) {
    checks.push({
      name: `Landing page: ${shortLabel(entity.label)}, refused without ${shortLabel(required.label)}`,
      as: 'visitor',
      steps: [
        { do: 'open', path: '/' },
        send,
        { do: 'seeError', label: required.label, text: requiredIn(landing, required), within },
        { do: 'notSee', text: form.done, in: 'main' },
      ],
    });
  }
  const email = asked.find((field) => field.type === 'email');
  if (email) {
    checks.push({
      name: `Landing page: ${shortLabel(entity.label)}, refused with an address that is none`,
      as: 'visitor',
      steps: [
        { do: 'open', path: '/' },
        { do: 'fill', label: email.label, value: 'not this', within },
        send,
        { do: 'seeError', label: email.label, text: copy.invalidEmail, within },
        { do: 'seeValue', label: email.label, value: 'not this', within },
      ],
    });
  }
  return checks;
}

const requiredIn = ({ language }: PlannedLanding, field: PlannedField): string =>
  language === 'en' ? requiredMessage(field) : COPY[language].required(field.label);
