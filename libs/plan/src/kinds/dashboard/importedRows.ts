export interface FileRow {
  word: 'one' | 'two' | 'three';
  day: string;
  amount: number;
}

/** The rows of a file: two of this month, one of the month before. What each comes to tells them apart. */
export const ROWS: [FileRow, FileRow, FileRow] = [
  { word: 'one', day: '{today}', amount: 300 },
  { word: 'two', day: '{today}', amount: 100 },
  { word: 'three', day: '{lastMonth}', amount: 200 },
];

/** A cell of a CSV file. */
export const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
