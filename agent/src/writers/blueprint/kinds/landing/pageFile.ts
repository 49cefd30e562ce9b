// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of the code that is written.
import { COPY } from '@appfactory/plan/kinds/landing/copy';
import type { LandingSection, PlannedLanding, SectionItem } from '@appfactory/plan/kinds/landing/landing';
import { attr, Imports, jsxText, lines, str } from '../../emit.ts';
import type { App } from '../../model.ts';
import { entryName } from './entryFiles.ts';
import { itemsName, rowSections, rowsVariable } from './rowsFile.ts';

const COMPONENT: Record<Exclude<LandingSection['layout'], 'form'>, string> = {
  text: 'Paragraphs',
  cards: 'Cards',
  people: 'People',
  prices: 'Prices',
  quotes: 'Quotes',
  hours: 'Hours',
  questions: 'Questions',
};

/** Lists have the whole width, under their heading. */
const UNDER = new Set<LandingSection['layout']>(['cards', 'people', 'prices', 'quotes']);

const itemCode = ({ title, text, note }: SectionItem): string =>
  `{ ${[`title: ${str(title)}`, text && `text: ${str(text)}`, note && `note: ${str(note)}`].filter(Boolean).join(', ')} },`;

const isName = (text: string) => /^[a-z][a-z0-9]*$/i.test(text);
const statedCode = (id: string) => (isName(id) ? `stated.${id}` : `stated[${str(id)}]`);

/** Whether what a section says stands in the code, and not in rows of its own. */
const isStated = ({ items, rows }: LandingSection, told: string[] | undefined): boolean =>
  items.length > 0 && !told?.includes(rows?.entity ?? '');

/** src/features/site/content.ts: the words of the page. */
export function contentFile(landing: PlannedLanding, told: string[] | undefined): string {
  const { headline, lead, description, contact } = landing;
  const stated = landing.sections.filter((section) => isStated(section, told));
  return lines(
    stated.length > 0 && [`import type { Item } from '@/features/site/sections';`, ''],
    '/** What the page says first, and what search engines show of it. */',
    'export const content = {',
    `headline: ${str(headline)},`,
    `lead: ${str(lead)},`,
    `description: ${str(description)},`,
    '};',
    '',
    '/** Where the business is found; what is not known is left out. */',
    'export const contact: { email?: string; phone?: string; address?: string } = {',
    ...Object.entries(contact).map(
      ([name, value]: [string, string | undefined]) => value !== undefined && `${name}: ${str(value)},`,
    ),
    '};',
    '',
    stated.length > 0 && [
      '/** What stands in the sections, by their anchor. Rows that the owner adds take the place of these. */',
      'export const stated = {',
      ...stated.map(({ id, items }) => lines(`${str(id)}: [`, ...items.map(itemCode), '],')),
      '} satisfies Record<string, Item[]>;',
      '',
    ],
  );
}

/** src/app/page.tsx: the page that everybody sees. */
export function landingPage(app: App, landing: PlannedLanding): string {
  const copy = COPY[landing.language];
  const rows = rowSections(app);
  const form = landing.sections.find(({ layout }) => layout === 'form');
  const imports = new Imports()
    .addType('next', 'Metadata')
    .add('@/config/app', 'app')
    .add('@/features/site/content', 'contact', 'content')
    .add('@/features/site/art', 'SiteArt')
    .add('@/features/site/frame', 'SiteFrame')
    .add('@/features/site/sections', 'Section')
    .add('@/lib/app-url', 'appUrl');
  if (landing.sections.some((section) => isStated(section, app.state.told)))
    imports.add('@/features/site/content', 'stated');
  if (rows.length > 0)
    imports.add('@/features/site/rows', ...rows.map(({ entity, section }) => itemsName(entity, section, app)));
  const variable = (section: LandingSection) => {
    const entity = rows.find((each) => each.section === section)?.entity;
    return entity && rowsVariable(entity, section, app);
  };
  const names = rows.map(({ entity, section }) => `${rowsVariable(entity, section, app)}Rows`);
  let tinted = false;
  let hasBand = false;
  const sections = landing.sections.map((section) => {
    // The first form is what the whole page leads to.
    const isBand = section.layout === 'form' && !hasBand;
    if (isBand) hasBand = true;
    tinted = !isBand && !tinted;
    const stands = isBand ? ' layout="band"' : UNDER.has(section.layout) ? ' layout="under"' : '';
    const openWith = (more: string) =>
      `<Section id=${attr(section.id)} title=${attr(section.title)}${section.lead ? ` lead=${attr(section.lead)}` : ''}${stands}${tinted ? ' tinted' : ''}${more}>`;
    const open = openWith('');
    if (section.layout === 'form') {
      const name = entryName(section.form ?? '', app);
      if (!name) return false;
      imports.add(`@/features/site/${name.file}`, name.component);
      return lines(
        open,
        `<div className="${isBand ? 'text-foreground' : 'max-w-3xl'}">`,
        `<${name.component} />`,
        '</div>',
        '</Section>',
      );
    }
    const component = section.rows?.entity === 'Step' ? 'Steps' : COMPONENT[section.layout];
    imports.add('@/features/site/sections', component);
    const own = isStated(section, app.state.told) ? statedCode(section.id) : undefined;
    const kept = variable(section);
    if (!kept) return own ? lines(open, `<${component} items={${own}} />`, '</Section>') : false;
    const list = `${kept}Rows`;
    if (own) return lines(open, `<${component} items={${list}.length > 0 ? ${list} : ${own}} />`, '</Section>');
    imports.add('@/features/site/sections', 'Nothing');
    const href = form ? ` href="#${form.id}"` : '';
    return lines(
      openWith(` empty={${list}.length === 0}`),
      `{${list}.length > 0 ? <${component} items={${list}} /> : <Nothing text=${attr(section.empty ?? '')}${href} />}`,
      '</Section>',
    );
  });
  const others = landing.sections.filter(({ layout }) => layout !== 'form');
  // Nobody is led to where nothing is yet.
  const first = others.find(({ items }) => items.length > 0) ?? others[0];
  const action =
    form &&
    (form.form === 'Inquiry' ? copy.cta.contact : form.form === 'Subscriber' ? copy.cta.newsletter : form.title);
  const hours = landing.sections.find(({ layout, items }) => layout === 'hours' && items.length > 0);
  const kept = hours && variable(hours);
  const own = hours && isStated(hours, app.state.told) ? statedCode(hours.id) : undefined;
  const times = kept ? (own ? `(${kept}Rows.length > 0 ? ${kept}Rows : ${own})` : `${kept}Rows`) : own;
  const aside = asideCode(landing, times);
  return lines(
    imports.print(),
    '',
    '// What the owner changes is there at the next visit.',
    `export const dynamic = 'force-dynamic';`,
    '',
    'export async function generateMetadata(): Promise<Metadata> {',
    'const title = content.headline === app.name ? app.name : `${content.headline} – ${app.name}`;',
    'return {',
    'metadataBase: new URL(await appUrl()),',
    'title: { absolute: title },',
    'description: content.description,',
    `alternates: { canonical: '/' },`,
    `openGraph: { type: 'website', url: '/', siteName: app.name, title, description: content.description },`,
    '};',
    '}',
    '',
    '/** What programs read of the business: only what is known of it. */',
    'function businessData(url: string): string {',
    'const data = {',
    `'@context': 'https://schema.org',`,
    `'@type': contact.address || contact.phone ? 'LocalBusiness' : 'Organization',`,
    'name: app.name,',
    'description: content.description,',
    'url,',
    'email: contact.email,',
    'telephone: contact.phone,',
    'address: contact.address,',
    '};',
    `return JSON.stringify(data).replaceAll('<', '\\\\u003c');`,
    '}',
    '',
    'export default async function LandingPage() {',
    rows.length > 0
      ? `const [url, ${names.join(', ')}] = await Promise.all([appUrl(), ${rows.map(({ entity, section }) => `${itemsName(entity, section, app)}()`).join(', ')}]);`
      : 'const url = await appUrl();',
    'return (',
    '<SiteFrame>',
    '{/* biome-ignore lint/security/noDangerouslySetInnerHtml: data of this app alone, and no tag can end it. */}',
    '<script type="application/ld+json" dangerouslySetInnerHTML={{ __html: businessData(url) }} />',
    '<section className="site-glow overflow-hidden">',
    '<div className="mx-auto grid max-w-6xl items-center gap-12 px-5 pt-16 pb-20 md:px-8 md:pt-24 md:pb-28 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] lg:gap-16">',
    '<div className="flex flex-col items-start gap-6">',
    '<h1 className="text-[clamp(2.75rem,7vw,5rem)] leading-[1.02]">{content.headline}</h1>',
    '<p className="max-w-xl text-pretty text-lg text-muted-foreground leading-relaxed md:text-xl">{content.lead}</p>',
    form || first
      ? lines(
          '<div className="mt-4 flex flex-wrap gap-3">',
          form &&
            `<a href="#${form.id}" className="inline-flex min-h-12 items-center rounded-full bg-primary px-7 py-2 font-medium text-primary-foreground shadow-sm hover:bg-primary-hover">${jsxText(action ?? form.title)}</a>`,
          first &&
            `<a href="#${first.id}" className="inline-flex min-h-12 items-center rounded-full border border-input bg-background px-7 py-2 font-medium hover:bg-muted">${jsxText(first.title)}</a>`,
          '</div>',
        )
      : false,
    '</div>',
    '<div className="relative flex flex-col">',
    '<SiteArt />',
    aside,
    '</div>',
    '</div>',
    '</section>',
    ...sections,
    '</SiteFrame>',
    ');',
    '}',
    '',
  );
}

/** A card beside the first words with what people come for most: when and where. */
function asideCode(landing: PlannedLanding, times: string | undefined): string | false {
  const { address, phone, email } = landing.contact;
  if (!times && !address) return false;
  const row = (label: string, value: string) =>
    `<div className="flex justify-between gap-6"><dt className="text-muted-foreground">${label}</dt><dd className="text-right font-medium tabular-nums">${value}</dd></div>`;
  const word =
    landing.language === 'de'
      ? { address: 'Adresse', phone: 'Telefon', email: 'E-Mail' }
      : { address: 'Address', phone: 'Phone', email: 'Email' };
  return lines(
    '<dl className="relative z-10 mx-4 -mt-10 flex flex-col gap-3 rounded-xl border bg-card p-6 text-sm shadow-lg md:mx-8">',
    times &&
      `{${times}.slice(0, 7).map((item) => (<div key={item.title} className="flex justify-between gap-6"><dt className="text-muted-foreground">{item.title}</dt><dd className="text-right font-medium tabular-nums">{item.note ?? item.facts?.map(({ value }) => value).join(' ')}</dd></div>))}`,
    address && row(word.address, jsxText(address)),
    phone && row(word.phone, jsxText(phone)),
    email && row(word.email, jsxText(email)),
    '</dl>',
  );
}
