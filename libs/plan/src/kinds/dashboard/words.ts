import { many } from '../../messages.ts';
import type { PlannedEntity, PlannedField } from '../../plan.ts';

/** Texts of the dashboard that checks look for; its code is written from the same. */
export const FIGURE_WORDS = {
  file: 'CSV file',
  check: 'Check the file',
  exported: 'Export CSV',
  imported: 'Import CSV',
  nothingWritten: 'Nothing has been written yet.',
  downloadOne: 'Download this row',
  showNumbers: 'Show numbers',
  seeFigures: 'See the figures',
};

export const columnLabel = (field: PlannedField) => `Column for ${field.label}`;
export const filterLabel = (label: string) => `Filter by ${label}`;
const things = (entity: PlannedEntity, number: number) =>
  `${number} ${(number === 1 ? entity.label : entity.plural).toLowerCase()}`;
export const importLabel = (entity: PlannedEntity, number: number) => `Import ${things(entity, number)}`;
export const importedText = (entity: PlannedEntity, number: number) => `${things(entity, number)} imported`;
export const readyText = (entity: PlannedEntity, number: number) => `${things(entity, number)} ready`;
export const countLabel = (entity: PlannedEntity) => `Number of ${many(entity)}`;
