/** What is measured of an entity's rows: how many there are, the sum or the average of a field, or in percent how many have a value. */
export type Measure =
  | { id: 'count'; kind: 'count'; label: string }
  | { id: string; kind: 'number' | 'money'; label: string; property: string; average?: true }
  | { id: string; kind: 'share'; label: string; property: string; values: string[] };

/** A field by whose values rows are told apart and filtered. */
export interface Group {
  property: string;
  label: string;
  /** Its name in the address. */
  param: string;
  kind: 'choice' | 'text' | 'reference';
}

/** An entity whose rows are measured. */
export interface FigureSet {
  entity: string;
  /** Property of the field that says when a row counts; absent: when the row was made. */
  day?: string;
  /** The first is what charts show until another is chosen. */
  measures: Measure[];
  groups: Group[];
}

/** Charts, comparison, import and export of an app. */
export interface PlannedFigures {
  sets: FigureSet[];
}
