import { MODERATION } from '@appfactory/plan/kinds/blog/words';
import { Imports, lines, str } from '../emit.ts';
import { hueOf } from '../hue.ts';
import { isModerated } from '../kinds/blog/moderationFile.ts';
import type { App, Entity } from '../model.ts';
import { entityIcon, entityName } from './entityFile.ts';

/** The template's own. */
const DEFAULT_HUE = 268;

/** src/config/app.ts */
export function appConfig(app: App): string {
  const settings = app.state.app;
  return lines(
    '/** What this app is called, its colour, how it writes money and numbers, and who gets in. */',
    'export const app = {',
    `name: ${str(settings?.title ?? '')},`,
    `description: ${str(settings?.description ?? '')},`,
    '/** True while the app has no content of its own: the landing page then says so. */',
    `building: ${String(app.entities.length === 0)},`,
    "/** The hue of the app's colour, 0 to 360: 25 red, 60 amber, 150 green, 200 teal, 265 blue, 300 violet. */",
    `accentHue: ${(settings?.accent && hueOf(settings.accent)) ?? DEFAULT_HUE},`,
    `locale: 'en-US',`,
    `currency: '${app.currency}',`,
    '/** approval: whoever signs up waits for an owner. open: whoever signs up is in. */',
    `signUp: '${settings?.signUp ?? 'approval'}' as 'approval' | 'open',`,
    '};',
    '',
  );
}

/** src/config/navigation.ts */
export function navigationConfig(app: App): string {
  const moderates = app.state.blog?.comment !== undefined;
  const comments = app.entities.find(({ name }) => name === app.state.blog?.comment?.entity);
  const listed = app.entities.filter(({ part }) => !part);
  const asks = (entity: Entity) => (app.guarded ? `, entity: '${entity.slug}'` : '');
  const forModerators = comments !== undefined && isModerated(comments);
  const imports = new Imports()
    .addType('lucide-react', 'LucideIcon')
    .add('lucide-react', ...listed.map(entityIcon), ...(moderates ? ['Inbox'] : []))
    .addType('@/lib/session', 'SessionUser');
  if (forModerators) imports.add('@/features/blog/moderation', 'mayModerate');
  return lines(
    imports.print(),
    '',
    '/**',
    ' * `entity` is the slug of the records that the page lists: who may not read them does not see the item. `allows` says the',
    ' * same of a page that lists no records of its own.',
    ' */',
    'export type NavigationItem = {',
    'title: string;',
    'href: string;',
    'icon: LucideIcon;',
    'entity?: string;',
    'allows?: (user: SessionUser) => boolean;',
    '};',
    '',
    '/** What the sidebar lists below the dashboard. */',
    'export const navigation: NavigationItem[] = [',
    ...listed.map(
      (entity) =>
        `{ title: ${str(entity.plural)}, href: '/${entity.slug}', icon: ${entityIcon(entity)}${asks(entity)} },`,
    ),
    moderates &&
      `{ title: ${str(MODERATION.title)}, href: '/moderation', icon: Inbox${forModerators ? ', allows: mayModerate' : ''} },`,
    '];',
    '',
  );
}

/** src/config/entities.ts */
export function entitiesConfig(app: App): string {
  const imports = new Imports().addType('@/lib/entity', 'Entity');
  for (const entity of app.entities) imports.add(`@/features/${entity.slug}/entity`, entityName(entity));
  return lines(
    imports.print(),
    '',
    '/** Every kind of record: the dashboard counts them, the search and the pickers look through them. */',
    `export const entities: Entity[] = [${app.entities.map(entityName).join(', ')}];`,
    '',
  );
}
