/** One thing that a prompt says: a sentence, a line of a list, or what stands between two semicolons. */
export interface Statement {
  text: string;
  start: number;
  /** Where it is a line of a list: the words that the list stands under. */
  under?: string;
}

/** Dots that end no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:Dr|St|Mr|Mrs|Ms|Prof|No|Nr|ca|bzw|etc|e\.g|i\.e|z\.\s?B|d\.\s?h|inkl|approx|str)\.$/i;
const BULLET = /^\s*(?:[-*•–]|\d{1,2}[.)]|[a-z]\))\s+/;

/** Sentences, lines and parts of a prompt, in its order. */
export function statementsOf(prompt: string): Statement[] {
  const statements: Statement[] = [];
  let under: string | undefined;
  for (const line of prompt.matchAll(/[^\n]+/g)) {
    const bullet = BULLET.exec(line[0])?.[0];
    if (bullet === undefined) {
      under = /:\s*$/.test(line[0]) ? line[0].replace(/:\s*$/, '').trim() : undefined;
      statements.push(...sentencesIn(line[0], line.index));
    } else {
      const found = sentencesIn(line[0].slice(bullet.length), line.index + bullet.length);
      statements.push(...found.map((one) => ({ ...one, ...(under ? { under } : {}) })));
    }
  }
  return statements;
}

function sentencesIn(line: string, offset: number): Statement[] {
  const found: Statement[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at <= line.length; at++) {
    const sign = line[at];
    if (sign === '(') depth++;
    if (sign === ')') depth = Math.max(0, depth - 1);
    const isEnd =
      sign === undefined ||
      (depth === 0 &&
        (sign === ';' ||
          (/[.!?]/.test(sign) && /\s/.test(line[at + 1] ?? ' ') && !ABBREVIATION.test(line.slice(from, at + 1)))));
    if (!isEnd) continue;
    const raw = line.slice(from, at + 1);
    const text = raw.trim().replace(/;$/, '');
    if (text !== '') found.push({ text, start: offset + from + raw.length - raw.trimStart().length });
    from = at + 1;
  }
  return found;
}
