import type { Plan, SpecInput } from '#lib/api/queries/plan.ts';
import { type EntityDraft, type RoleDraft, withoutEntity } from './entities.ts';

type Effect = NonNullable<Plan['questions'][number]['options'][number]['effect']>;

/** What is stated, as far as answers change it. */
export interface Answerable {
  prompt: string;
  kinds?: NonNullable<SpecInput['kinds']>;
  entities: EntityDraft[];
  roles: RoleDraft[];
}

/** What an answer changes of the statement; what it leaves as it is, is left out. */
export function answered(now: Answerable, { prompt, kinds, omit, role }: Effect): Partial<Answerable> {
  const change: Partial<Answerable> = {};
  if (prompt) change.prompt = `${now.prompt.trim()} ${prompt}`;
  if (kinds) change.kinds = kinds;
  if (omit) change.entities = omit.reduce<EntityDraft[]>(withoutEntity, now.entities);
  if (role) {
    change.roles = now.roles.map((one) => (one.name === role.name ? { ...one, signUp: role.signUp } : one));
  }
  return change;
}
