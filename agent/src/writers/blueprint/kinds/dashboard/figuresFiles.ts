import type { PlannedFigures } from '@appfactory/plan/kinds/dashboard/figures';
import type { App } from '../../model.ts';
import {
  COMPARE_CARD_FILE,
  GROUP_CARD_FILE,
  MEASURE_CARDS_FILE,
  OVER_TIME_CARD_FILE,
  OVER_TIME_CHART_FILE,
} from './cardFiles.ts';
import { CELLS_FILE, CELLS_TEST, CSV_FILE, CSV_TEST } from './csvFiles.ts';
import { GUESS_FILE, GUESS_TEST } from './guessColumnsFiles.ts';
import { COLUMN_CHOICE_FILE, FILE_CHOICE_FILE } from './importChoiceFiles.ts';
import { IMPORT_FORM_FILE } from './importFormFile.ts';
import { IMPORT_PAGE, IMPORT_ROUTE } from './importPageFiles.ts';
import { IMPORT_PROBLEMS_FILE } from './importProblemsFile.ts';
import { IMPORT_ANSWER_FILE, IMPORT_FILE } from './importRunFiles.ts';
import { importsFile } from './importsFile.ts';
import { FIGURES_PAGE, FIRST_IMPORT_FILE, PERIOD_SELECT_FILE, SET_TABS_FILE } from './pageFiles.ts';
import { EXPORT_ROUTE, FIGURES_FILE } from './queriesFiles.ts';
import { FORMAT_FIGURE_FILE, RANGE_FILE, RANGE_TEST } from './rangeFiles.ts';
import { setsFile } from './setsFile.ts';

/** Where the dashboard is; without figures of its own it is the template's. */
export const DASHBOARD_PAGE = 'src/app/(app)/dashboard/page.tsx';

/** What is the same in every dashboard. */
const FILES: Record<string, string> = {
  'src/lib/csv.ts': CSV_FILE,
  'src/lib/csv.test.ts': CSV_TEST,
  'src/features/figures/cells.ts': CELLS_FILE,
  'src/features/figures/cells.test.ts': CELLS_TEST,
  'src/features/figures/range.ts': RANGE_FILE,
  'src/features/figures/range.test.ts': RANGE_TEST,
  'src/features/figures/format-figure.ts': FORMAT_FIGURE_FILE,
  'src/features/figures/figures.ts': FIGURES_FILE,
  'src/app/(app)/dashboard/export/route.ts': EXPORT_ROUTE,
  'src/features/figures/import.ts': IMPORT_FILE,
  'src/features/figures/import-answer.ts': IMPORT_ANSWER_FILE,
  'src/app/api/import/[entity]/route.ts': IMPORT_ROUTE,
  'src/app/(app)/dashboard/import/page.tsx': IMPORT_PAGE,
  'src/features/figures/guess-columns.ts': GUESS_FILE,
  'src/features/figures/guess-columns.test.ts': GUESS_TEST,
  'src/features/figures/import-form.tsx': IMPORT_FORM_FILE,
  'src/features/figures/file-choice.tsx': FILE_CHOICE_FILE,
  'src/features/figures/column-choice.tsx': COLUMN_CHOICE_FILE,
  'src/features/figures/import-problems.tsx': IMPORT_PROBLEMS_FILE,
  [DASHBOARD_PAGE]: FIGURES_PAGE,
  'src/features/figures/first-import.tsx': FIRST_IMPORT_FILE,
  'src/features/figures/set-tabs.tsx': SET_TABS_FILE,
  'src/features/figures/period-select.tsx': PERIOD_SELECT_FILE,
  'src/features/figures/measure-cards.tsx': MEASURE_CARDS_FILE,
  'src/features/figures/over-time-card.tsx': OVER_TIME_CARD_FILE,
  'src/features/figures/over-time-chart.tsx': OVER_TIME_CHART_FILE,
  'src/features/figures/compare-card.tsx': COMPARE_CARD_FILE,
  'src/features/figures/group-card.tsx': GROUP_CARD_FILE,
};

/** Every file of the figures of an app, by path. Only sets and imports differ from app to app. */
export function* figuresFiles(app: App, figures: PlannedFigures): Generator<[path: string, text: string]> {
  yield ['src/features/figures/sets.ts', setsFile(app, figures)];
  yield ['src/features/figures/imports.ts', importsFile(app, figures)];
  yield* Object.entries(FILES);
}
