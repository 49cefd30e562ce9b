import type { PlannedEntity, PlannedField } from '../../plan.ts';
import { pascalCase, sentenceCase } from '../../words.ts';
import type { Measure } from './figures.ts';

/** Averages and shares that a dashboard shows of one kind of rows. */
const MOST_RATIOS = 3;
/** Words that may stand between "average" and what it is of, or before a rate. */
const LABEL_WORDS = 4;
/** Numbers whose average says nothing. */
const NO_AVERAGE = /year|number|code|latitude|longitude|version|floor|zip|postcode|position/i;

/** What a rate counts, by the word before "rate"; what is not here is looked for among the values themselves. */
const RATES: [RegExp, RegExp][] = [
  [
    /^(?:conversion|win|closing|close|success|hit)$/,
    /^(?:won|converted|closed|signed|ordered|paid|hired|accepted|done)/i,
  ],
  [/^(?:completion|resolution)$/, /^(?:done|completed|finished|resolved|closed|erledigt)/i],
  [/^(?:approval|acceptance)$/, /^(?:approved|accepted|genehmigt|angenommen)/i],
  [/^(?:cancellation|storno)$/, /^(?:cancel|storniert)/i],
  [/^(?:no-show)$/, /no.?show|nicht erschienen/i],
  [/^(?:return|refund)$/, /^(?:return|refund)/i],
  [/^(?:payment|collection)$/, /^(?:paid|bezahlt)/i],
  [/^(?:churn|loss)$/, /^(?:left|lost|cancelled|former|unsubscribed)/i],
  [/^(?:rejection)$/, /^(?:reject|declin|abgelehnt)/i],
];

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .trim();
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** "Average order value", "conversion rate", "share of paid invoices": what a prompt asks for that is neither a sum nor a count. */
export function ratiosOf(entity: PlannedEntity, prompt: string): Measure[] {
  return [...averagesOf(entity, prompt), ...sharesOf(entity, prompt)].slice(0, MOST_RATIOS);
}

const isNumber = ({ type }: PlannedField) => type === 'money' || type === 'number' || type === 'integer';

function averagesOf(entity: PlannedEntity, prompt: string): Measure[] {
  const numbers = entity.fields.filter((field) => isNumber(field) && !field.unique && !NO_AVERAGE.test(field.name));
  const asked = /(?<!\p{L})(?:average|avg\.?|mean|durchschnittliche\p{L}*|mittlere\p{L}*)\s+([\p{L}\p{N} -]{3,60})/giu;
  const measures = new Map<string, Measure>();
  for (const [, rest = ''] of prompt.matchAll(asked)) {
    const words = plain(rest).split(/\s+/).slice(0, LABEL_WORDS);
    const text = words.join(' ');
    // "Order value" is what an order comes to, whatever its rows call that.
    const ofRows = new RegExp(`^${escaped(plain(entity.label))} (?:value|amount|total|size|wert)`).test(text);
    const field =
      numbers.find(({ label }) => text.startsWith(plain(label))) ??
      numbers.find(({ label }) => words.includes(plain(label))) ??
      (ofRows ? (numbers.find(({ type }) => type === 'money') ?? numbers[0]) : undefined);
    if (!field) continue;
    const id = `average${pascalCase(field.property)}`;
    const label = `Average ${
      ofRows
        ? text
            .split(' ')
            .slice(0, plain(entity.label).split(' ').length + 1)
            .join(' ')
        : field.label.toLowerCase()
    }`;
    measures.set(id, {
      id,
      kind: field.type === 'money' ? 'money' : 'number',
      label,
      property: field.property,
      average: true,
    });
  }
  return [...measures.values()];
}

function sharesOf(entity: PlannedEntity, prompt: string): Measure[] {
  const measures = new Map<string, Measure>();
  const take = (label: string, isMeant: (value: string) => boolean) => {
    for (const field of entity.fields) {
      const values = field.type === 'enum' ? (field.values ?? []).filter(isMeant) : [];
      if (values.length === 0 || values.length === field.values?.length) continue;
      const id = `share${pascalCase(label)}`;
      measures.set(id, { id, kind: 'share', label: sentenceCase(pascalCase(label)), property: field.property, values });
      return;
    }
  };
  for (const [, word = ''] of prompt.matchAll(/(?<!\p{L})([\p{L}-]+)[ -](?:rate|quote)s?(?!\p{L})/giu)) {
    const meant = RATES.find(([name]) => name.test(word.toLowerCase()))?.[1];
    if (meant) take(`${word.replace('-', ' ')} rate`, (value) => meant.test(value));
  }
  const shares = /(?<!\p{L})(?:share|percentage|proportion|anteil)\s+(?:of|der|an)\s+(?:the\s+|all\s+)?(\p{L}+)/giu;
  for (const [, word = ''] of prompt.matchAll(shares))
    take(`share ${word}`, (value) => plain(value) === plain(word) || plain(word).startsWith(plain(value)));
  return [...measures.values()];
}
