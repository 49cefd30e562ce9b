/** The groups of the first pattern that fits; undefined where none does. */
export function match(text: string, ...patterns: RegExp[]): Record<string, string | undefined> | undefined {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found) return { ...found.groups };
  }
  return undefined;
}

/** A German sentence with a verb in two parts: “füge … hinzu”. */
export function verbLast(first: string, last: string, between: RegExp): RegExp {
  return new RegExp(`^${first}\\s+${between.source}\\s+${last}$`, 'i');
}

/** What is to be added; undefined where nothing is. */
export function ADD(text: string): string | undefined {
  return match(
    text,
    /^(?:add|create|insert|include|put)\s+(?<what>.+)$/i,
    /^füge\s+(?<what>.+?)\s+hinzu$/i,
    /^ergänze\s+(?<what>.+)$/i,
    /^(?<what>.+?)\s+(?:hinzufügen|ergänzen|anlegen)$/i,
  )?.what;
}

/** What is to be taken out; undefined where nothing is. */
export function REMOVE(text: string): string | undefined {
  return match(
    text,
    /^(?:remove|delete|drop|leave out|take out|get rid of|take away)\s+(?<what>.+)$/i,
    /^(?:we|i)\s+(?:don't|do not)\s+(?:need|want)\s+(?<what>.+?)(?:\s+any\s*more|\s+anymore)?$/i,
    /^no\s+(?<what>.+)$/i,
    /^(?:entferne|lösche|streiche)\s+(?<what>.+)$/i,
    /^(?:wir|ich)\s+(?:brauchen?|wollen?)\s+keine?[nrs]?\s+(?<what>.+?)(?:\s+mehr)?$/i,
    /^(?<what>.+?)\s+(?:entfernen|löschen|streichen|weglassen)$/i,
  )?.what;
}
