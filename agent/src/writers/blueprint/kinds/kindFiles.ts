import type { App } from '../model.ts';
import { blogFiles } from './blog/blogFiles.ts';
import { artFile } from './landing/artFile.ts';
import { entryFiles, formsOf } from './landing/entryFiles.ts';
import { ENTRY_EMAIL_FILE, ENTRY_FORM_FILE } from './landing/formFiles.ts';
import { frameFile, siteOf } from './landing/frameFile.ts';
import { contentFile, landingPage } from './landing/pageFile.ts';
import { TODAY_FILE } from './landing/publicRows.ts';
import { FACTS_FILE, rowSections, rowsFile } from './landing/rowsFile.ts';
import { SECTIONS_FILE } from './landing/sectionsFile.ts';
import { seoFiles } from './seoFiles.ts';
import { shopFiles } from './shop/shopFiles.ts';
import { siteCss } from './siteCss.ts';

/** The first page of an app: the template's, until a kind with a public side brings its own. */
export const HOME = 'src/app/page.tsx';

/** Every file of the public sides of an app, by path. */
export function* kindFiles(app: App): Generator<[path: string, text: string]> {
  const { landing, blog, shop } = app.state;
  const site = siteOf(app);
  if (!site) return;
  const look = (landing ?? blog ?? shop)?.look ?? { tone: 'plain' };
  yield ['src/features/site/site.css', siteCss(look)];
  yield ['src/features/site/art.tsx', artFile(site.brand, look)];
  yield ['src/features/site/frame.tsx', frameFile(app, site)];
  yield* seoFiles(app);
  if (landing) {
    yield [HOME, landingPage(app, landing)];
    yield ['src/features/site/content.ts', contentFile(landing, app.state.told)];
    yield ['src/features/site/sections.tsx', SECTIONS_FILE];
    if (rowSections(app).length > 0) {
      const rows = rowsFile(app);
      yield ['src/features/site/rows.ts', rows];
      if (rows.includes('facts(')) yield ['src/features/site/facts.ts', FACTS_FILE];
      if (rows.includes('today()')) yield ['src/features/site/today.ts', TODAY_FILE];
    }
    if (formsOf(app).length > 0) {
      yield ['src/features/site/entry-form.tsx', ENTRY_FORM_FILE];
      yield ['src/emails/entry.tsx', ENTRY_EMAIL_FILE];
      yield* entryFiles(app, landing);
    }
  }
  if (blog) yield* blogFiles(app, blog);
  if (shop) yield* shopFiles(app, shop);
}
