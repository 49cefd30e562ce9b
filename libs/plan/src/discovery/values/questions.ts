import type { FieldType } from '@appfactory/resources/appBuild';
import { camelCase, sentenceCase } from '../../words.ts';
import { type Reading, spanOf } from '../reading.ts';
import type { Token } from '../text/tokens.ts';
import { PARTS } from './choices.ts';
import type { Attribute } from './fields.ts';
import { labelOf, latinOf, textOf } from './names.ts';

/** What a question asks for, among the values of a thing: "the name, where it stands and how many are left". */
const QUESTIONS: { words: RegExp; name: string; label: { en: string; de: string }; type: FieldType }[] = [
  { words: /^(how many|wie viele)\b/, name: 'quantity', label: { en: 'Quantity', de: 'Anzahl' }, type: 'integer' },
  {
    words: /^(how much|what .*cost|wie viel|was .*kostet)\b/,
    name: 'cost',
    label: { en: 'Cost', de: 'Kosten' },
    type: 'money',
  },
  { words: /^(how long|wie lange)\b/, name: 'duration', label: { en: 'Duration', de: 'Dauer' }, type: 'integer' },
  { words: /^(where|wo)\b/, name: 'location', label: { en: 'Location', de: 'Ort' }, type: 'string' },
  { words: /^(when|wann)\b/, name: 'date', label: { en: 'Date', de: 'Datum' }, type: 'date' },
  { words: /^(what|was)$/, name: 'subject', label: { en: 'What', de: 'Was' }, type: 'string' },
  { words: /^(who|wer|von wem)\b/, name: 'person', label: { en: 'Person', de: 'Person' }, type: 'string' },
];
/** Longest question, in tokens. */
const MOST = 9;

/** A value that a question asks for: "whether it is planned, running or over", "whether it is paid", "how many are left". */
export function questionAt(reading: Reading, owner: string, from: number): Attribute | undefined {
  const { tokens, language } = reading;
  const sentence = tokens[from]?.sentence;
  let to = from;
  while (to - from < MOST && tokens[to]?.sentence === sentence && !isEnd(tokens[to])) to++;
  const words = tokens.slice(from, to);
  if (/^(whether|if|ob)$/.test(words[0]?.lower ?? '')) return stateAt(reading, owner, from, to);
  const text = textOf(words);
  // "Which days they can help", "what they like to do": as it is asked.
  if (words.length > 2 && /^(which|what|welche[rns]?|was)$/.test(words[0]?.lower ?? ''))
    return askedAt(reading, owner, from, to);
  const question = words.length > 0 ? QUESTIONS.find((one) => one.words.test(text)) : undefined;
  // "Clients, who can see": a clause about people, and no value.
  const done = /^when (?:i|we|they|he|she|it was|it were) (last )?([a-z]+ed)\b/.exec(text);
  // "When I last watered it" is the date of that.
  if (done?.[2]) {
    const name = camelCase(`${done[1] ?? ''}${done[2]} on`);
    const label = sentenceCase(`${done[1] ?? ''}${done[2]} on`);
    const source = spanOf(reading, from, to);
    return {
      owner,
      from,
      to,
      field: { name, label, type: 'date', required: false, unique: false, source, confidence: 0.7 },
    };
  }
  if (!question || words.length > MOST || /^(who|where|when) (can|may|should|will|must|has|have)\b/.test(text))
    return undefined;
  return {
    owner,
    from,
    to,
    field: {
      name: question.name,
      label: question.label[language === 'de' ? 'de' : 'en'],
      type: question.type,
      required: false,
      unique: false,
      source: spanOf(reading, from, to),
      confidence: 0.55,
    },
  };
}

function askedAt(reading: Reading, owner: string, from: number, to: number): Attribute | undefined {
  const words = reading.tokens.slice(from, to);
  const name = camelCase(latinOf(textOf(words))).slice(0, 40);
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return undefined;
  const source = spanOf(reading, from, to);
  const field = { name, label: labelOf(words), type: 'string' as const, required: false, unique: false, source };
  return { owner, from, to, field: { ...field, confidence: 0.55 } };
}

const isEnd = (token: Token | undefined) => !token || PARTS.test(token.lower) || /^[();:.]$/.test(token.text);

/** "Whether it is planned, running or over" is a state, "whether it is paid" a yes or no. */
function stateAt(reading: Reading, owner: string, from: number, end: number): Attribute | undefined {
  const { tokens } = reading;
  const words = tokens.slice(from, end);
  const be = words.findIndex((token) => /^(is|are|was|were|has|been|ist|sind|wurde)$/.test(token.lower));
  const german = /^(ist|sind|wurde|wird)$/.test(words.at(-1)?.lower ?? '');
  const first = german ? words.slice(2, -1) : words.slice(be + 1).filter((token) => token.lower !== 'been');
  if (be < 0 || first.length === 0 || first.length > 3) return undefined;
  const values = [labelOf(first)];
  let to = end;
  while (tokens[to]?.sentence === tokens[from]?.sentence && PARTS.test(tokens[to]?.lower ?? '')) {
    let next = to;
    while (PARTS.test(tokens[next]?.lower ?? '')) next++;
    const stop = [next, next + 1, next + 2, next + 3].find((at) => isEnd(tokens[at]));
    const value = tokens.slice(next, stop);
    if (stop === undefined || value.length === 0 || value.some(({ kind, tag }) => kind !== 'word' || tag === 'small'))
      break;
    const isLast = tokens.slice(to, next).some((token) => /^(or|oder)$/.test(token.lower));
    values.push(labelOf(value));
    to = stop;
    if (isLast) break;
  }
  const isOr = values.length > 1 && tokens.slice(from, to).some((token) => /^(or|oder)$/.test(token.lower));
  const name = isOr ? 'status' : camelCase(latinOf(textOf(first)));
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return undefined;
  return {
    owner,
    from,
    to: isOr ? to : end,
    field: {
      name,
      label: isOr ? undefined : sentenceCase(name),
      type: isOr ? 'enum' : 'boolean',
      required: false,
      unique: false,
      ...(isOr ? { values } : {}),
      source: spanOf(reading, from, isOr ? to : end),
      confidence: 0.85,
    },
  };
}
