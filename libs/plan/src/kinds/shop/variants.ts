import { singularPhrase } from '../../lexicon/parseNouns.ts';
import type { Language } from '../landing/copy.ts';
import { capital } from '../landing/facts.ts';
import { SHOP_WORDS } from './words.ts';

const SINGLE =
  /one[\s-]of[\s-]a[\s-]kind|each (?:piece )?(?:is )?unique|einzelstück|unikat|second[\s-]?hand|(?:^|[^\p{L}])used\s(?:\p{L}+\s){0,2}(?:records?|books?|bikes?|bicycles?|clothes|parts?|furniture)|antiqu|gebraucht/iu;
const CHOICES =
  /(?:in|with)\s(?:different|various|several|many|two|three|four|all)\s([\p{L}\s,&-]{3,60}?)(?=[.;:!?\n(]|,\s(?:which|that|who|customers?|people|they|you|we|i|it)\s|\s(?:which|that|who|for|at|on)\s|$)/iu;

/** Whether every piece is there once: such goods have no variants. */
export const isSingle = (prompt: string): boolean => SINGLE.test(prompt);

/** What variants differ in, as the prompt names it: "Glaze, size". */
export function chooseBy(prompt: string, language: Language): string {
  const match = language === 'en' ? CHOICES.exec(prompt) : null;
  const names = (match?.[1] ?? '')
    .split(/\s*,\s*|\s+(?:and|or|&)\s+/)
    .map((name) => name.trim())
    .filter((name) => /^[\p{L} -]{3,20}$/u.test(name) && name.split(' ').length <= 2);
  if (names.length === 0 || names.length > 3) return SHOP_WORDS[language].variant;
  return capital(names.map((name) => singularPhrase(name.toLowerCase())).join(', '));
}
