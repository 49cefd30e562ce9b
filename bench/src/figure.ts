/** Milliseconds and bytes are what is measured; people read them as seconds or MiB. */
export type Unit = 'ms' | 'bytes' | 'count';

/** One figure of the speed table: what was measured, beside what, and what is to be reached. */
export interface Figure {
  what: string;
  unit: Unit;
  value: number;
  /** A peer of the same unit that was measured on this machine in the same run. */
  reference?: { what: string; value: number };
  /** The most that the figure may be: itself, or its ratio to the reference. */
  aim?: { most: number } | { mostRatio: number };
  /** What others say of other machines; `text` names whose figure it is. */
  published?: { text: string; value: number }[];
  /** What the figure is made of, or what else was seen on the way. */
  parts?: { what: string; value: number; unit: Unit }[];
}

export function ratioOf({ value, reference }: Figure): number | undefined {
  return reference && reference.value > 0 ? value / reference.value : undefined;
}

/** Whether the aim is reached; undefined where there is none, or no reference to compare with. */
export function isReached(figure: Figure): boolean | undefined {
  const { aim, value } = figure;
  if (!aim) return undefined;
  if ('most' in aim) return value <= aim.most;
  const ratio = ratioOf(figure);
  return ratio === undefined ? undefined : ratio <= aim.mostRatio;
}
