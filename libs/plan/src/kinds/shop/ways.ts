import type { Language } from '../landing/copy.ts';
import type { Way } from './shop.ts';
import { SHOP_WORDS } from './words.ts';

const PICK_UP =
  /pick(?:s|ed|ing)?[\s-]?(?:(?:it|them|things|orders?|everything)\s)?up|pick-?up|click[\s&-]+(?:and\s)?collect|collect(?:s|ed|ing)?\s(?:it|them|in|from|at|their|the\sorder)|when\sthey\scollect|abhol|abgeholt|hol(?:en|t|st)\s(?:\S+\s){0,4}ab(?!\p{L})/iu;
const DELIVERY =
  /deliver|shipp(?:ing|ed)|(?:we|i)\sship|(?:get|have|be|gets|has)\s(?:it|them|things|everything)\s(?:sent|posted|shipped)|(?:send|sent|mail|post)(?:s|ed)?\s(?:it|them|out|everything|parcels|to\syou|to\sthem|by\s(?:post|mail))|postage|(?:postal|home|shipping)\saddress|e-?mail\sand\s(?:postal\s)?address|versand|versend|verschick|liefer|(?:zu)?geschickt|zuschick|per\spost/iu;
const NO_DELIVERY =
  /(?:(?:^|[^\p{L}])(?:no|not|without|never|don['’]t|kein\p{L}*|ohne|nicht)\s(?:\p{L}+\s){0,2}(?:shipp\p{L}*|ship|deliver\p{L}*|postage|home\saddress|address|versand\p{L}*|liefer\p{L}*))|pick-?\s?up\sonly|only\s(?:for\s)?pick-?\s?up|collection\sonly|nur\s(?:zur\s)?(?:selbst)?abhol/iu;
const NO_PICK_UP =
  /(?:^|[^\p{L}])(?:no|without|kein\p{L}*|ohne)\s(?:pick-?\s?up|(?:selbst)?abholung)|(?:delivery|shipping)\sonly|nur\s(?:versand|lieferung)/iu;
const PLACE =
  /(?:pick(?:s|ed)?\s?(?:(?:it|them)\s)?up|pick-?up|collect)\s(?:it\s|them\s)?((?:in|at|from)\s(?:the|our|my)\s[\p{L}-]+)/iu;
const AMOUNT =
  /(?:[$€£]\s?(?<before>\d{1,4}(?:[.,]\d{1,2})?))|(?:(?<after>\d{1,4}(?:[.,]\d{1,2})?)\s?(?:€|euros?|eur|dollars?|usd|pounds?|gbp|chf|franken)(?!\p{L}))/iu;

const centsOf = (text: string): number => Math.round(Number(text.replace(',', '.')) * 100);

/** What delivery costs, where the prompt says so right behind the words for it, or in front of them. */
function feeOf(prompt: string): number | undefined {
  const match = DELIVERY.exec(prompt);
  if (!match) return undefined;
  const end = match.index + match[0].length;
  const behind = /^[^.!?\n]{0,60}/.exec(prompt.slice(end))?.[0] ?? '';
  const before = /[^.!?\n,;]{0,40}$/.exec(prompt.slice(0, match.index))?.[0] ?? '';
  for (const text of [behind, before]) {
    const amount = AMOUNT.exec(text);
    // "Free from 50 euros" is no fee.
    if (!amount || /(?:over|above|from|ab|über|free|kostenlos|frei)\s*$/iu.test(text.slice(0, amount.index))) continue;
    return centsOf(amount.groups?.before ?? amount.groups?.after ?? '');
  }
  return undefined;
}

/**
 * How orders get to their customers, as the prompt says; both ways where it says nothing.
 * @returns stated: whether the prompt names the ways
 */
export function waysOf(prompt: string, language: Language): { ways: Way[]; stated: boolean } {
  const words = SHOP_WORDS[language];
  const refusesDelivery = NO_DELIVERY.test(prompt);
  const named = {
    pickUp: PICK_UP.test(prompt) && !NO_PICK_UP.test(prompt),
    delivery: DELIVERY.test(prompt) && !refusesDelivery,
  };
  const stated = named.pickUp || named.delivery || refusesDelivery;
  const place = language === 'en' ? PLACE.exec(prompt)?.[1] : undefined;
  const ways: Way[] = [];
  if (named.pickUp || !named.delivery) {
    const label = place ? `${words.pickUp} ${place.toLowerCase()}` : words.pickUp;
    ways.push({ value: 'Pick-up', label, fee: 0, needsAddress: false });
  }
  if (named.delivery || !stated) {
    ways.push({ value: 'Delivery', label: words.delivery, fee: feeOf(prompt) ?? 0, needsAddress: true });
  }
  return { ways, stated };
}
