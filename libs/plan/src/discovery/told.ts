import type { Reading } from './reading.ts';
import { endOfSentence, type Token } from './text/tokens.ts';

/** Words that go on about whoever was spoken of last: "They can't edit anything", "CANNOT accept". */
const GOES_ON =
  /^(they|she|he|sie|er|can|can't|cannot|may|must|mustn't|should|won't|never|only|no|not|kann|können|darf|dürfen|nur|kein|keine|nicht)$/;

/**
 * One past the last token of what is told of somebody whose deeds begin at a token: their sentence, the further sentences of their
 * line of a list, and those that go on with "they" or "cannot".
 * @param isSubject whether a token begins words for somebody else, who does something
 */
export function endOfTold({ tokens, text }: Reading, at: number, isSubject: (at: number) => boolean): number {
  const line = isInLine(tokens, at);
  let end = endOfSentence(tokens, at);
  while (tokens[end] && !tokens[end]?.bullet) {
    const isNear = !text.slice(tokens[end - 1]?.end, tokens[end]?.start).includes('\n');
    const goesOn = GOES_ON.test(tokens[end]?.lower ?? '') || line;
    const next = endOfSentence(tokens, end);
    const others = Array.from({ length: next - end }, (_, step) => end + step).some(isSubject);
    if (!isNear || !goesOn || others) break;
    end = next;
  }
  return end;
}

/** Whether a token stands in an item of a list. */
function isInLine(tokens: Token[], at: number): boolean {
  const first = tokens.findIndex(({ sentence }) => sentence === tokens[at]?.sentence);
  return tokens[first]?.bullet === true;
}

/** Whether what stands at a token is said not to be: "can't confirm", "must not set". */
export const isDenied = (tokens: Token[], at: number): boolean =>
  tokens[at]?.negated === true ||
  [1, 2].some((back) =>
    /^(not|cannot|can't|mustn't|don't|doesn't|never|nicht|kein|keine)$/.test(tokens[at - back]?.lower ?? ''),
  );
