/** A line of a patch; its numbers before and after, where it is there. */
export interface PatchLine {
  kind: 'same' | 'added' | 'removed' | 'gap' | 'note';
  text: string;
  before?: number;
  after?: number;
}

/** The lines of what git tells of one file, from the first @@ on. */
export function patchLines(patch: string): PatchLine[] {
  const lines: PatchLine[] = [];
  let [before, after] = [0, 0];
  for (const line of patch.replace(/\n$/, '').split('\n')) {
    const text = line.slice(1);
    const [, from, to, context] = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@ ?(.*)$/.exec(line) ?? [];
    if (from !== undefined && to !== undefined) {
      [before, after] = [Number(from), Number(to)];
      lines.push({ kind: 'gap', text: context ?? '' });
    } else if (line.startsWith('+')) lines.push({ kind: 'added', text, after: after++ });
    else if (line.startsWith('-')) lines.push({ kind: 'removed', text, before: before++ });
    else if (line.startsWith('\\')) lines.push({ kind: 'note', text: text.trim() });
    else lines.push({ kind: 'same', text, before: before++, after: after++ });
  }
  return lines;
}

/** Characters that turn the direction of text, or are not seen: code that has them reads otherwise than it runs. */
const HIDDEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Code as it is, with what nobody would see made visible. */
export function plainCode(text: string): string {
  return text.replace(HIDDEN, (hidden) => `‹U+${hidden.charCodeAt(0).toString(16).toUpperCase()}›`);
}
