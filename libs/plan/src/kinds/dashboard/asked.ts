import { singularOf } from '../../words.ts';

/** What a prompt asks of its figures. */
export interface AskedFigures {
  /** By what they are told apart, in the singular and in lower case: region, sales rep. */
  by: string[];
  /** Whether what it imports is named right after the word. */
  imports: (names: string[]) => boolean;
}

/** What may stand before "by": what is measured, shown or done with figures. */
const MEASURED =
  'sales|revenues?|turnover|income|expenses?|spend|spending|costs?|profits?|margins?|amounts?|totals?|sums?|numbers?|counts?|units?|quantit(?:y|ies)|hours|figures?|kpis?|metrics|charts?|graphs?|trends?|averages?|results?|performance|breakdowns?|broken down|break down|break them down|split|splits?|group(?:ed)?|filter(?:ed|able|s)?|sort(?:ed)?|compar(?:e|ed|isons?)|analy[sz]ed?|report(?:s|ed|ing)?|statistics|umsatz|umsätze|verkäufe|ausgaben|einnahmen|kosten|anzahl|summen?|diagramme?|auswertung(?:en)?|gruppiert|gefiltert|filter(?:n|bar)?|zahlen|vergleich';
const ALSO_MEASURED = new RegExp(`^(?:${MEASURED})$`, 'iu');
/** Times are what months are for. */
const TIMES =
  /^(?:months?|weeks?|days?|years?|quarters?|hours?|dates?|time|periods?|monat\p{L}*|wochen?|tag\p{L}*|jahr\p{L}*|quartal\p{L}*|datum)$/iu;
/** Words that name no value of a row: how something is done, by whom, and what else is asked for. */
const NO_GROUP =
  /^(?:default|hand|one|two|e-?mail|phone|click\p{L}*|us(?:e|ing)|csv[\p{L}-]*|(?:import|export|upload|download|filter|show|compar|chart|graph|sort|search|vergleich|diagramm|suche)[\p{L}-]*|me|us|them|it|you|everyone|anyone|everybody|owner|admins?|the|this|that|last|previous|each|all|both|how|what|which|who|when|name|value|with|want|see|also|plus|import|alle|sowie|mit)$/iu;
const SECOND_WORD =
  /^(?:rep|representative|manager|line|type|group|name|code|source|method|agent|team|person|member|centre|center|area|unit|class|level|channel|reason|size|tag|status|category)s?$/i;
const WORD = String.raw`[\p{L}][\p{L}-]*`;
const BY = '(?:by|per|across|for each|for every|nach|pro|je)';

/**
 * Reads by what a prompt wants its figures told apart: "revenue by region and product", "filter by country", "top products".
 * @param things names of what the app keeps, in the plural and in lower case: they are measured too
 */
export function askedFigures(prompt: string, things: string[]): AskedFigures {
  const named = things.map((thing) => thing.replace(/[^\p{L} -]/gu, '')).filter((thing) => thing.length > 2);
  const measured = [MEASURED, ...named].join('|');
  const by: string[] = [];
  const take = (name: string) => {
    if (!by.includes(name)) by.push(name);
  };
  // What follows is looked at and not taken, since "revenue per month, sales by region" has two lists.
  const lists = new RegExp(
    String.raw`(?<!\p{L})(?:${measured}|by month|per month|over time|pro monat|nach monat|(?:show|shows|see|display|chart|plot|zeig\p{L}*)\s+(?:me\s+)?(?:\p{L}+\s+){0,2}\p{L}+)\s*,?\s+(?:and\s+|und\s+)?${BY}\s+(?=([^.;:!?()\n]{1,160}))`,
    'giu',
  );
  for (const match of prompt.matchAll(lists)) for (const name of namesIn(match[1] ?? '')) take(name);
  const tops = new RegExp(String.raw`(?<!\p{L})(?:top|best-selling|bestselling|best)\s+(?:\d+\s+)?(${WORD})`, 'giu');
  for (const match of prompt.matchAll(tops)) for (const name of namesIn(match[1] ?? '')) take(name);
  return {
    by: by.slice(0, 6),
    imports: (names) => {
      const list = names.map((name) => name.replace(/[^\p{L} -]/gu, '')).join('|');
      const filler = '(?:(?:our|my|the|all|a|an|csv|monthly|weekly|daily|files?|of|with|unsere|meine|die)\\s+){0,4}';
      return (
        new RegExp(String.raw`(?<!\p{L})(?:import|upload|importier)\p{L}*\s+${filler}(?:${list})(?!\p{L})`, 'iu').test(
          prompt,
        ) ||
        new RegExp(String.raw`(?<!\p{L})(?:${list})\s[^.;!?]{0,80}?\b(?:imported|uploaded|importiert)`, 'iu').test(
          prompt,
        )
      );
    },
  };
}

/** The values that a list names, until it ends: "region, product and month, with a comparison" has two. */
function namesIn(list: string): string[] {
  const names: string[] = [];
  for (const item of list.split(/\s*,\s*(?:and\s+|und\s+|&\s*)?|\s+(?:and|und|&|or|oder)\s+|\s*\/\s*/i)) {
    const words = item
      .trim()
      .replace(
        new RegExp(
          String.raw`^(?:${BY}\s+)?(?:(?:the|our|my|each|every|their|its|top|den|dem|der|unser\p{L}*)\s+)?`,
          'iu',
        ),
        '',
      )
      .split(/\s+/);
    const [first = '', second = ''] = words;
    const isTwo = SECOND_WORD.test(second);
    const isTime = TIMES.test(first);
    // Another list begins: "sales by region".
    if ((ALSO_MEASURED.test(first) && !isTwo) || new RegExp(`^${BY}$`, 'iu').test(second)) break;
    if (!isTime && (first.length < 3 || NO_GROUP.test(first) || !new RegExp(`^${WORD}$`, 'u').test(first))) break;
    if (!isTime) names.push(singularOf((isTwo ? `${first} ${second}` : first).toLowerCase()));
    // What goes on after a name is no list any more.
    if (words.length > (isTwo ? 2 : 1)) break;
  }
  return names;
}
