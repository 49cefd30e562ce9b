import { eachDayOfInterval, formatISO, startOfDay, subDays } from 'date-fns';
import type { Entity } from '@/lib/entity';

const days = 30;
const dayOf = (moment: Date) => formatISO(moment, { representation: 'date' });

/** Per day (`yyyy-MM-dd`) how many records of each kind were created; the kinds are keyed by slug. */
export type ActivityDay = { day: string } & Record<string, number | string>;

/** Everything the dashboard shows, for whatever kinds of record the app has. */
export async function loadDashboard(entities: Entity[], today = new Date()) {
  const since = startOfDay(subDays(today, days - 1));
  const loaded = await Promise.all(
    entities.map(async (entity) => ({
      entity,
      count: await entity.count(),
      created: await entity.createdSince(since),
      recent: await entity.recent(6),
    })),
  );
  const activity: ActivityDay[] = eachDayOfInterval({ start: since, end: today }).map((day) => ({ day: dayOf(day) }));
  const byDay = new Map(activity.map((entry) => [entry.day, entry]));
  for (const { entity, created } of loaded) {
    for (const entry of activity) entry[entity.slug] = 0;
    for (const moment of created) {
      const entry = byDay.get(dayOf(moment));
      if (entry) entry[entity.slug] = Number(entry[entity.slug]) + 1;
    }
  }
  return {
    counts: loaded.map(({ entity: { slug, plural, icon }, count, created }) => ({
      slug,
      plural,
      icon,
      count,
      added: created.length,
    })),
    activity,
    recent: loaded
      .flatMap(({ entity: { slug, singular, icon }, recent }) =>
        recent.map((record) => ({ ...record, slug, singular, icon })),
      )
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .slice(0, 6),
  };
}
