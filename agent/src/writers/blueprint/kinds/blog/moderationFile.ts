import type { PlannedBlog } from '@appfactory/plan/kinds/blog/blog';
import { Imports, lines, str } from '../../emit.ts';
import { stepsName } from '../../files/stepsFile.ts';
import type { Entity } from '../../model.ts';

/** The steps that alone change the state of comments; undefined where the form has the state too. */
export const lockedSteps = ({ steps }: Entity): Entity['steps'] => (steps?.free ? undefined : steps);

/** Whether it takes more than an account to decide on comments. */
export const isModerated = (comment: Entity): boolean => comment.guarded || lockedSteps(comment) !== undefined;

/**
 * src/features/blog/moderation.ts: who may decide on comments, for the page, its navigation item and its actions. With steps,
 * those who may take them; without, those who may change all comments, since readers made them.
 */
export function moderationFile({ status }: NonNullable<PlannedBlog['comment']>, comment: Entity): string {
  const imports = new Imports().add('@/lib/access', 'scopeOf').addType('@/lib/session', 'SessionUser');
  const person = `type Person = Pick<SessionUser, 'role'>;`;
  if (!lockedSteps(comment)) {
    return lines(
      imports.print(),
      '',
      person,
      '',
      '/** Whether somebody may decide on comments: who may change all of them, since readers made them. */',
      `export const mayModerate = (person: Person): boolean => scopeOf(person, 'update', '${comment.slug}') === 'all';`,
      '',
    );
  }
  imports
    .addType(`@/db/schema/${comment.slug}`, comment.type)
    .add(`@/features/${comment.slug}/steps`, stepsName(comment));
  return lines(
    imports.print(),
    '',
    person,
    `type State = ${comment.type}['${status.field}'];`,
    '',
    '/** The states out of which somebody may take any comment to another one, by the steps that are theirs to take. */',
    'export function statesBefore(person: Person, to: State): State[] {',
    `return ${stepsName(comment)}`,
    `.filter((step) => step.to === to && scopeOf(person, \`step:\${step.name}\`, '${comment.slug}') === 'all')`,
    '.flatMap((step) => step.from);',
    '}',
    '',
    '/** Whether somebody may take comments that wait to this state. */',
    `export const mayDecide = (person: Person, to: State): boolean => statesBefore(person, to).includes(${str(status.waiting)});`,
    '',
    '/** Whether somebody may decide on comments. */',
    'export const mayModerate = (person: Person): boolean =>',
    `mayDecide(person, ${str(status.approved)}) || mayDecide(person, ${str(status.rejected)});`,
    '',
  );
}
