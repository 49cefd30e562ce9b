/** A shorter value would blot out half of what is said, and is no secret. */
const SHORTEST = 6;

/** Takes values that not everybody may know out of what an app said. */
export function hide(text: string, values: string[]): string {
  const hidden = values.map((value) => value.trim()).filter((value) => value.length >= SHORTEST);
  // A longer one may hold a shorter one.
  hidden.sort((a, b) => b.length - a.length);
  return hidden.reduce((shown, value) => shown.replaceAll(value, '***'), text);
}
