import { one } from '@appfactory/plan/messages';
import { withArticle } from '@appfactory/plan/words';
import { Imports, inComment, lines, list, str } from '../emit.ts';
import type { Entity } from '../model.ts';

export const stepsName = (entity: Entity): string => `${entity.variable}Steps`;
export const firstStateName = (entity: Entity): string => `first${entity.type}State`;

/** src/features/<slug>/steps.ts: how a row goes from state to state. */
export function stepsFile(entity: Entity, steps: NonNullable<Entity['steps']>): string {
  const { field, initial, transitions } = steps;
  const imports = new Imports().addType(`@/db/schema/${entity.slug}`, entity.type).addType('@/lib/steps', 'Step');
  const name = inComment(one(entity));
  return lines(
    imports.print(),
    '',
    `type State = ${entity.type}['${field.property}'];`,
    '',
    !steps.free && [
      `/** The state of a new ${name}. */`,
      `export const ${firstStateName(entity)}: State = ${str(initial)};`,
      '',
    ],
    `/** How ${withArticle(name)} goes from state to state${steps.free ? ' by its buttons' : '. Nothing else changes its state'}. */`,
    `export const ${stepsName(entity)}: Step<State>[] = [`,
    ...transitions.map(
      (step) =>
        `{ name: ${str(step.name)}, label: ${str(step.label)}, from: ${list(step.from)}, to: ${str(step.to)} },`,
    ),
    '];',
    '',
  );
}

/** src/lib/steps.ts */
export const STEPS_LIBRARY = `/** A step from one of some states to another: a button of the record. */
export type Step<State extends string> = { name: string; label: string; from: readonly State[]; to: State };

/** The steps that lead out of a state, for their buttons. */
export function stepsFrom<State extends string>(steps: Step<State>[], state: State): { name: string; label: string }[] {
  return steps
    .filter((step) => step.from.includes(state) && step.to !== state)
    .map(({ name, label }) => ({ name, label }));
}
`;

/** src/components/detail/step-bar.tsx */
export const STEP_BAR = `'use client';

import { unstable_rethrow } from 'next/navigation';
import { useState, useTransition } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { ActionResult } from '@/lib/result';

/** What can become of a record now: a button for each step that leads out of its state. */
export function StepBar({
  steps,
  onStep,
}: {
  steps: { name: string; label: string }[];
  onStep: (name: string) => Promise<ActionResult>;
}) {
  const [pending, startTransition] = useTransition();
  const [taken, setTaken] = useState('');
  if (steps.length === 0) return null;

  const take = (name: string) => {
    setTaken(name);
    startTransition(async () => {
      try {
        const result = await onStep(name);
        if (!result.ok) toast.error(result.message ?? 'This step could not be taken');
      } catch (error) {
        unstable_rethrow(error);
        toast.error('The server could not be reached. Nothing was changed.');
      }
    });
  };

  return (
    <section
      aria-label="Next steps"
      className="mb-6 flex flex-wrap items-center gap-2 rounded-xl border bg-card px-5 py-3 shadow-xs"
    >
      <h2 className="mr-2 text-[13px] text-muted-foreground">Next</h2>
      {steps.map(({ name, label }, index) => (
        <Button
          key={name}
          size="sm"
          variant={index === 0 ? 'default' : 'outline'}
          disabled={pending}
          onClick={() => take(name)}
        >
          {pending && taken === name && <Spinner aria-hidden="true" />}
          {label}
        </Button>
      ))}
    </section>
  );
}
`;
