import type { Plan, SpecInput } from '#lib/api/queries/plan.ts';

type Option = Plan['questions'][number]['options'][number];
type Kind = NonNullable<SpecInput['kinds']>[number];

const KINDS: readonly Kind[] = ['app', 'blog', 'dashboard', 'landing', 'shop'];

/**
 * What an answer does to the statement: it adds the sentence that its `change` quotes to the prompt, or names the kind of
 * app. Undefined where it must be done by hand: then the words of `change` are shown.
 */
export function effectOf(option: Option): { sentence: string } | { kinds: Kind[] } | undefined {
  const [, kind] = /^spec\.kinds: \[(\w+)\]$/.exec(option.change) ?? [];
  const known = KINDS.find((one) => one === kind);
  if (known) return { kinds: [known] };
  const [, sentence] = /prompt: “([^”]+)”/.exec(option.change) ?? [];
  return sentence === undefined ? undefined : { sentence };
}
