import { appBuildSpecSchema } from '@appfactory/resources/appBuild';
import { describe, expect, it } from '@jest/globals';
import { discover } from '../../discovery/discover.ts';
import { planApp } from '../../planApp.ts';
import { CHARITY_BRIEFS } from './testing/charityBriefs.ts';
import { PAGE_BRIEFS, type PageBrief } from './testing/pageBriefs.ts';

const planOf = (prompt: string) =>
  planApp({ name: 'site', namespace: 'default', generation: 1, spec: appBuildSpecSchema.parse({ prompt }) });

describe.each(
  [...PAGE_BRIEFS, ...CHARITY_BRIEFS].map((brief): [string, PageBrief] => [brief.prompt.slice(0, 60), brief]),
)('the page of “%s”', (_, { prompt, sections, kept, forms, headline }) => {
  const { landing, entities } = planOf(prompt);

  it('is a page, headed as the prompt says', () => {
    expect(discover(prompt).kinds.map(({ kind }) => kind)).toEqual(['landing']);
    expect(landing?.headline).toBe(headline);
  });

  it('has its sections, and what the owner keeps for them', () => {
    expect(landing?.sections.map(({ title }) => title)).toEqual(sections);
    const received = landing?.forms.map(({ entity }) => entity);
    expect(
      entities
        .map(({ name }) => name)
        .filter((name) => !received?.includes(name))
        .toSorted(),
    ).toEqual(kept.split(' ').filter(Boolean).toSorted());
  });

  it('has forms that ask for what the prompt says', () => {
    const asked = landing?.forms.map((form): [string, string[]] => {
      const entity = entities.find(({ name }) => name === form.entity);
      const fields = form.fields.flatMap(
        (property) => entity?.fields.find((field) => field.property === property) ?? [],
      );
      return [
        entity?.label ?? '',
        fields.map(
          ({ label, required, type, values }) =>
            `${label}${required ? '!' : ''}: ${type}${values ? ` (${values.join(', ')})` : ''}`,
        ),
      ];
    });
    expect(Object.fromEntries(asked ?? [])).toEqual(forms);
  });
});
