import { BUILT_KINDS, BUILT_VIEWS, isFile, KIND_CAPABILITIES } from '../built.ts';
import type { CapabilityPlace } from './capabilities.ts';
import type { FoundEntity, FoundKind } from './discovery.ts';
import type { EntityMention } from './permissions.ts';
import type { Reading } from './reading.ts';

/** Whether a kind of the app brings what is asked for; whatever a page's form receives is sent to the owner by e-mail. */
export function isServed(capability: string, words: string, kinds: FoundKind[], entities: FoundEntity[]): boolean {
  if (isView(capability) && !OTHER_VIEWS.test(words) && entities.some(({ views }) => views.includes(capability)))
    return true;
  const files = entities.flatMap(({ fields }) => fields.filter(isFile));
  if (capability === 'upload' && PICTURES.test(words)) {
    // Those of a shop's goods are added on their pages.
    const inShop = kinds.some(({ kind }) => kind === 'shop' && BUILT_KINDS[kind]);
    if (inShop || entities.some(({ views }) => views.includes('gallery'))) return true;
    if (files.some(({ type }) => type === 'image')) return true;
  } else if (capability === 'upload' && files.length > 0) return true;
  // A scan of a receipt is a file, and so is a plan as a PDF.
  if (capability === 'codes' && /^(?:scan|scans|scanned)$/i.test(words) && files.length > 0) return true;
  if (capability === 'print' && /^pdfs?$/i.test(words) && files.some(({ name }) => /pdf/i.test(name))) return true;
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
const OTHER_VIEWS = /gantt|timeline|lightbox/i;
const PICTURES = /^(?:photo|picture|image|foto|bild)/i;

/** "Show the bookings in a calendar": what has a day is in one, where nothing that the prompt names is in one by itself. */
export function addCalendars(entities: FoundEntity[], asked: CapabilityPlace[]): void {
  if (!asked.some(({ capability }) => capability.name === 'calendar')) return;
  if (entities.some(({ views }) => views.includes('calendar'))) return;
  for (const entity of entities) {
    if (entity.fields.some(({ type }) => type === 'date' || type === 'datetime'))
      entity.views = [...entity.views, 'calendar'];
  }
}

/** What lies between the word for an upload and the thing that it belongs to: "attach files to tasks". */
const BELONGS = /^\s*(?:[\p{L}-]+\s+){0,2}?(?:to|of|for|on|zu|zur|zum|von|für|an)\s+(?:[\p{L}-]+\s+){0,2}?$/u;

/** "Attach files to tasks", "a photo of the damaged parcel": a field of the thing, where nothing else keeps files. */
export function addFiles(
  { text, tokens, language }: Reading,
  entities: FoundEntity[],
  asked: CapabilityPlace[],
  places: readonly EntityMention[],
): void {
  if (entities.some(({ fields }) => fields.some(isFile))) return;
  for (const { capability, source } of asked) {
    if (capability.name !== 'upload') continue;
    const owner = places.find(({ from }) => {
      const start = tokens[from]?.start ?? 0;
      return start >= source.end && BELONGS.test(text.slice(source.end, start));
    });
    const entity = entities.find(({ name }) => name === owner?.entity);
    if (!entity || entity.source.from === 'spec') continue;
    const said = text.slice(source.start, tokens[owner?.from ?? 0]?.start);
    const type = /photo|picture|image|foto|bild/i.test(said) ? 'image' : 'file';
    if (entity.fields.some((field) => field.type === type)) continue;
    const [name, label] = type === 'image' ? ['photo', 'Foto'] : ['file', 'Datei'];
    if (entity.fields.some((field) => field.name === name)) continue;
    const german = language === 'de' ? { label } : {};
    entity.fields.push({ name, ...german, type, required: false, unique: false, source, confidence: 0.7 });
    if (type === 'image' && !entity.views.includes('gallery')) entity.views = [...entity.views, 'gallery'];
  }
}

/** Ways to pay and to be told that a shop does not have. */
const NOT_IN_SHOPS = /paypal|apple pay|klarna|subscription|sms|text message|alert|push|whatsapp|label|etikett/i;

/** What an app does by itself: rows of the name do not do it. */
export const SENT = new Set(['newsletter', 'notify']);
