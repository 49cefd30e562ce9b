import { BUILT_KINDS, BUILT_VIEWS, KIND_CAPABILITIES } from '../built.ts';
import type { CapabilityPlace } from './capabilities.ts';
import type { FoundEntity, FoundKind } from './discovery.ts';

/** Whether a kind of the app brings what is asked for; whatever a page's form receives is sent to the owner by e-mail. */
export function isServed(capability: string, words: string, kinds: FoundKind[], entities: FoundEntity[]): boolean {
  if (isView(capability) && !OTHER_VIEWS.test(words) && entities.some(({ views }) => views.includes(capability)))
    return true;
  if (capability === 'upload' && /^(?:photo|picture|image|foto|bild)/i.test(words))
    // Those of a shop's goods are added on their pages.
    return (
      kinds.some(({ kind }) => kind === 'shop' && BUILT_KINDS[kind]) ||
      entities.some(({ fields, views }) => views.includes('gallery') || fields.some(({ type }) => type === 'image'))
    );
  return kinds.some(
    ({ kind }) =>
      BUILT_KINDS[kind] &&
      ((kind === 'dashboard' &&
        capability === 'upload' &&
        /^(?:csv )?(?:files?|uploads?|uploaded|datei\p{L}*)$/iu.test(words)) ||
        (KIND_CAPABILITIES[kind]?.includes(capability) && !(kind === 'shop' && NOT_IN_SHOPS.test(words))) ||
        (kind === 'landing' &&
          capability === 'notify' &&
          /e-?mail|per mail/i.test(words) &&
          !/confirm|bestätig|them/i.test(words))),
  );
}

const isView = (capability: string): capability is 'calendar' | 'gallery' =>
  (capability === 'calendar' || capability === 'gallery') && BUILT_VIEWS[capability];
/** Calendars and galleries of other shapes than those that are built. */
const OTHER_VIEWS = /gantt|timeline|week|woche|lightbox/i;

/** "Show the bookings in a calendar": what has a day is in one, where nothing that the prompt names is in one by itself. */
export function addCalendars(entities: FoundEntity[], asked: CapabilityPlace[]): void {
  if (!asked.some(({ capability }) => capability.name === 'calendar')) return;
  if (entities.some(({ views }) => views.includes('calendar'))) return;
  for (const entity of entities) {
    if (entity.fields.some(({ type }) => type === 'date' || type === 'datetime'))
      entity.views = [...entity.views, 'calendar'];
  }
}

/** Ways to pay and to be told that a shop does not have. */
const NOT_IN_SHOPS = /paypal|apple pay|klarna|subscription|sms|text message|alert|push|whatsapp|label|etikett/i;

/** What an app does by itself: rows of the name do not do it. */
export const SENT = new Set(['newsletter', 'notify']);
