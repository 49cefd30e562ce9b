import type { View } from '@appfactory/resources/appBuild';
import { BUILT_VIEWS } from './built.ts';
import type { EntityChecks } from './entityChecks.ts';
import { searchable } from './entityChecks.ts';
import { NOTHING_HERE, searchLabel, shortLabel } from './messages.ts';
import type { Check, PlannedEntity, PlannedField, Step } from './plan.ts';

/** Days that a row is not about. */
const BESIDE = /birth|born|expir|valid|renew|^end|created|updated|submitted|decided|returned/i;

const isDay = ({ type }: PlannedField) => type === 'date' || type === 'datetime';

/** The field that says on which day of a calendar a row is; undefined where no field does. */
export function calendarField({ fields }: Pick<PlannedEntity, 'fields'>): PlannedField | undefined {
  const days = fields.filter((field) => isDay(field) && !BESIDE.test(field.name));
  return days.find(({ required }) => required) ?? days[0] ?? fields.find((field) => isDay(field) && field.required);
}

/** The field whose picture stands for a row in a gallery; where there is none, the first picture among its files does. */
export function pictureField<Field extends Pick<PlannedField, 'type'>>({
  fields,
}: {
  fields: Field[];
}): Field | undefined {
  return fields.find(({ type }) => type === 'image');
}

/** What a gallery says of a row without a picture. */
export const NO_PICTURE = 'No picture yet';

/** The ways in which the rows of an entity are looked at, as far as they are built and its fields allow; the list first. */
export function viewsOf(entity: Pick<PlannedEntity, 'views' | 'fields'>): View[] {
  const wanted = (entity.views ?? []).filter(
    (view) => view !== 'table' && BUILT_VIEWS[view] && (view !== 'calendar' || calendarField(entity) !== undefined),
  );
  return ['table', ...new Set(wanted)];
}

const see = (text: string, where: 'main' | 'heading' = 'main'): Step => ({ do: 'see', text, in: where });
const link = (name: string): Step => ({ do: 'click', role: 'link', name });

/** What a person finds in the views beside the list. */
export function viewChecks(entity: PlannedEntity, checks: EntityChecks): Check[] {
  const views = viewsOf(entity);
  // Without a name to search for, a row cannot be told from those of other checks.
  if (!searchable(entity)) return [];
  const search = (label: string): Step => ({ do: 'fill', label: searchLabel(entity), value: label });
  const day = calendarField(entity);
  const all: Check[] = [];
  if (views.includes('calendar') && day && !day.unique) {
    const given = new Map([[day.name, day.type === 'date' ? '2031-03-14' : '2031-03-14T09:30']]);
    const row = checks.row(entity, 'in the calendar', { given });
    const path = `/${entity.slug}/calendar`;
    all.push({
      name: `${shortLabel(entity.label)}: in the calendar of its month, and in no other`,
      as: 'owner',
      steps: [
        ...row.steps,
        { do: 'open', path: `/${entity.slug}` },
        link('Calendar'),
        { do: 'at', path },
        { do: 'open', path: `${path}?month=2031-03` },
        see('March 2031'),
        search(row.label),
        see(row.label),
        link('Next month'),
        see('April 2031'),
        { do: 'notSee', text: row.label, in: 'main' },
        link('Previous month'),
        see('March 2031'),
        see(row.label),
        link(row.label),
        see(row.label, 'heading'),
      ],
    });
    const weekly = checks.row(entity, 'in its week', { given });
    all.push({
      name: `${shortLabel(entity.label)}: in the calendar of its week, and in no other`,
      as: 'owner',
      steps: [
        ...weekly.steps,
        { do: 'open', path: `${path}?week=2031-W11` },
        see('10 – 16 March 2031'),
        search(weekly.label),
        see(weekly.label),
        link('Next week'),
        see('17 – 23 March 2031'),
        { do: 'notSee', text: weekly.label, in: 'main' },
        link('Previous week'),
        see('10 – 16 March 2031'),
        see(weekly.label),
        link('Month'),
        // The name of a week ends with that of its month.
        { do: 'missing', role: 'link', name: 'Next week' },
        see('March 2031'),
        link('Week'),
        see('24 February – 2 March 2031'),
      ],
    });
  }
  if (views.includes('gallery')) {
    const path = `/${entity.slug}/gallery`;
    const picture = pictureField(entity);
    const given = picture && new Map([[picture.name, 'in-the-gallery.png']]);
    const row = checks.row(entity, 'in the gallery', { given });
    const found: Step[] = [
      { do: 'open', path },
      search(row.label),
      see(row.label),
      { do: 'notSee', text: NO_PICTURE, in: 'main' },
      link(row.label),
      see(row.label, 'heading'),
    ];
    if (picture) {
      all.push({
        name: `${shortLabel(entity.label)}: in the gallery, with its ${shortLabel(picture.label)}`,
        as: 'owner',
        steps: [
          ...row.steps,
          { do: 'open', path: `/${entity.slug}` },
          link('Gallery'),
          { do: 'at', path },
          ...found.slice(1),
          { do: 'seePicture', name: picture.label },
        ],
      });
      return all;
    }
    all.push({
      name: `${shortLabel(entity.label)}: in the gallery, with the picture among its files`,
      as: 'owner',
      steps: [
        ...row.steps,
        { do: 'remember' },
        { do: 'open', path: `/${entity.slug}` },
        link('Gallery'),
        { do: 'at', path },
        search(row.label),
        see(row.label),
        see(NO_PICTURE),
        { do: 'open', path: '{row}' },
        { do: 'upload', label: 'Add a file', file: 'picture.svg', content: PICTURE },
        // The page shows the file before the server has it, and hands it out only afterwards.
        { do: 'download', role: 'link', name: 'Download picture.svg', see: ['<svg'], notSee: [] },
        ...found,
      ],
    });
  }
  return all;
}

/** Who may not read the rows does not read them in another view. */
export function refusedViews(entity: PlannedEntity): Step[] {
  return viewsOf(entity)
    .filter((view) => view !== 'table')
    .flatMap((view): Step[] => [{ do: 'open', path: `/${entity.slug}/${view}` }, see(NOTHING_HERE)]);
}

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#2a6"/></svg>';
