/** src/features/site/sections.tsx: how the sections of a public page look. The same in every app. */
export const SECTIONS_FILE = `import type { ReactNode } from 'react';
import { initials } from '@/lib/format';

/** One thing of a section: a service, a person, a price, a question. */
export type Item = { title: string; text?: string; note?: string; facts?: { label: string; value: string }[] };

/**
 * A section of the page with its heading. Its name is that of its heading. Lists stand under it, texts beside it; a band is
 * the one place that everything leads to.
 */
export function Section({
  id,
  title,
  lead,
  layout = 'beside',
  tinted = false,
  empty = false,
  children,
}: {
  id: string;
  title: string;
  lead?: string;
  layout?: 'beside' | 'under' | 'band';
  tinted?: boolean;
  /** Nothing is there yet: a line says so, and takes no more room than that. */
  empty?: boolean;
  children: ReactNode;
}) {
  const isBand = layout === 'band';
  const isUnder = layout === 'under' && !empty;
  const ground = isBand ? 'bg-primary text-primary-foreground' : tinted ? 'bg-muted' : '';
  const room = empty ? 'py-10 md:py-14' : 'py-16 md:py-24';
  const columns = isUnder
    ? 'flex flex-col gap-8 md:gap-12'
    : isBand
      ? 'grid gap-10 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:gap-16'
      : 'grid gap-x-16 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]';
  return (
    <section id={id} aria-labelledby={\`\${id}-title\`} className={ground}>
      <div className={\`mx-auto max-w-6xl px-5 md:px-8 \${room} \${columns}\`}>
        <div className="flex max-w-2xl flex-col gap-4">
          <h2
            id={\`\${id}-title\`}
            className={
              empty ? 'text-2xl leading-tight' : 'text-[clamp(1.875rem,3.6vw,2.75rem)] leading-[1.1] tracking-tight'
            }
          >
            {title}
          </h2>
          {lead && (
            <p className={isBand ? 'text-lg leading-relaxed' : 'text-lg text-muted-foreground leading-relaxed'}>{lead}</p>
          )}
        </div>
        {children}
      </div>
    </section>
  );
}

/** What stands there while there is nothing to show. */
export function Nothing({ text, href }: { text: string; href?: string }) {
  return (
    <p className="max-w-2xl self-center text-muted-foreground leading-relaxed">
      {href ? (
        <a href={href} className="underline decoration-input underline-offset-4 hover:text-foreground">
          {text}
        </a>
      ) : (
        text
      )}
    </p>
  );
}

function Facts({ facts = [] }: Pick<Item, 'facts'>) {
  if (facts.length === 0) return null;
  return (
    <dl className="mt-auto flex flex-wrap gap-x-6 gap-y-3 border-t pt-4 text-sm">
      {facts.map(({ label, value }) => (
        <div key={label} className="flex flex-col">
          <dt className="text-muted-foreground text-xs">{label}</dt>
          <dd className="font-medium tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Cards({ items }: { items: Item[] }) {
  const isShort = items.every(({ text, note, facts = [] }) => !text && !note && facts.length === 0);
  if (isShort) {
    return (
      <ul className="grid gap-x-10 sm:grid-cols-2 lg:grid-cols-3">
        {items.map((item, index) => (
          <li key={index} className="flex items-baseline gap-4 border-input border-t py-6">
            <span aria-hidden="true" className="size-2.5 shrink-0 rounded-full bg-primary" />
            <h3 className="font-medium text-xl leading-snug">{item.title}</h3>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul className={items.length === 2 ? 'grid gap-5 sm:grid-cols-2' : 'grid gap-5 sm:grid-cols-2 lg:grid-cols-3'}>
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-3 rounded-xl border bg-card p-6 md:p-7">
          <div className="flex items-baseline justify-between gap-3">
            <h3 className="font-semibold text-xl leading-snug">{item.title}</h3>
            {item.note && <span className="shrink-0 font-medium text-primary-text tabular-nums">{item.note}</span>}
          </div>
          {item.text && <p className="whitespace-pre-line text-muted-foreground leading-relaxed">{item.text}</p>}
          <Facts facts={item.facts} />
        </li>
      ))}
    </ul>
  );
}

/** What is done one after the other. */
export function Steps({ items }: { items: Item[] }) {
  return (
    <ol className="grid gap-x-8 gap-y-10 sm:grid-cols-2 lg:grid-cols-3">
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-3 border-primary border-t-2 pt-5">
          <span aria-hidden="true" className="site-brand text-2xl text-primary-text tabular-nums">
            {index + 1}
          </span>
          <h3 className="font-semibold text-xl leading-snug">{item.title}</h3>
          {item.text && <p className="whitespace-pre-line text-muted-foreground leading-relaxed">{item.text}</p>}
        </li>
      ))}
    </ol>
  );
}

export function People({ items }: { items: Item[] }) {
  return (
    <ul className="grid gap-x-8 gap-y-12 sm:grid-cols-2 lg:grid-cols-3">
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-3">
          <span
            aria-hidden="true"
            className="site-brand flex size-20 items-center justify-center rounded-full bg-primary-soft text-2xl text-primary-text"
          >
            {initials(item.title)}
          </span>
          <div>
            <h3 className="font-semibold text-lg">{item.title}</h3>
            {item.facts?.map(({ label, value }) => (
              <p key={label} className="text-primary-text text-sm">
                {value}
              </p>
            ))}
          </div>
          {item.text && <p className="whitespace-pre-line text-muted-foreground leading-relaxed">{item.text}</p>}
        </li>
      ))}
    </ul>
  );
}

/** A few prices stand side by side; many are a list. */
export function Prices({ items }: { items: Item[] }) {
  const priceOf = ({ note, facts }: Item) => note ?? facts?.map(({ value }) => value).join(' · ');
  if (items.length <= 4) {
    return (
      <ul className={items.length === 3 ? 'grid gap-5 md:grid-cols-3' : 'grid gap-5 sm:grid-cols-2'}>
        {items.map((item, index) => (
          <li key={index} className="flex flex-col gap-4 rounded-xl border bg-card p-7 md:p-8">
            <h3 className="font-medium text-muted-foreground">{item.title}</h3>
            <p className="site-brand text-4xl leading-none tabular-nums">{priceOf(item)}</p>
            {item.text && <p className="whitespace-pre-line text-muted-foreground leading-relaxed">{item.text}</p>}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ul className="grid gap-x-16 md:grid-cols-2">
      {items.map((item, index) => (
        <li key={index} className="flex flex-col gap-1 border-input border-t py-5">
          <div className="flex items-baseline justify-between gap-4">
            <h3 className="font-medium text-lg">{item.title}</h3>
            <span className="shrink-0 font-semibold text-lg tabular-nums">{priceOf(item)}</span>
          </div>
          {item.text && <p className="whitespace-pre-line text-muted-foreground text-sm leading-relaxed">{item.text}</p>}
        </li>
      ))}
    </ul>
  );
}

export function Quotes({ items }: { items: Item[] }) {
  const isAlone = items.length === 1;
  return (
    <ul className={isAlone ? '' : 'columns-1 gap-5 space-y-5 md:columns-2 lg:columns-3'}>
      {items.map((item, index) => (
        <li key={index} className="break-inside-avoid">
          <figure
            className={isAlone ? 'flex max-w-3xl flex-col gap-6' : 'flex flex-col gap-5 rounded-xl border bg-card p-7'}
          >
            <blockquote
              className={
                isAlone
                  ? 'site-brand whitespace-pre-line text-3xl leading-snug'
                  : 'whitespace-pre-line text-lg leading-relaxed'
              }
            >
              {item.text}
            </blockquote>
            <figcaption className="text-sm">
              <span className="font-medium">{item.title}</span>
              {item.facts?.map(({ label, value }) => (
                <span key={label} className="text-muted-foreground">
                  {' · '}
                  {value}
                </span>
              ))}
            </figcaption>
          </figure>
        </li>
      ))}
    </ul>
  );
}

export function Hours({ items }: { items: Item[] }) {
  return (
    <dl className="max-w-xl text-lg">
      {items.map((item, index) => (
        <div key={index} className="flex justify-between gap-6 border-input border-b py-4 first:pt-0 last:border-b-0">
          <dt className="font-medium">{item.title}</dt>
          <dd className="text-muted-foreground tabular-nums">
            {item.note ?? item.facts?.map(({ value }) => value).join(' ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Questions({ items }: { items: Item[] }) {
  return (
    <ul className="-mt-5">
      {items.map((item, index) => (
        <li key={index} className="border-input border-b last:border-b-0">
          <details className="group">
            <summary className="flex cursor-pointer list-none items-center justify-between gap-6 rounded-sm py-5 font-medium text-lg">
              {item.title}
              <span
                aria-hidden="true"
                className="text-2xl text-primary-text leading-none transition-transform group-open:rotate-45"
              >
                +
              </span>
            </summary>
            {item.text && (
              <p className="whitespace-pre-line pb-6 text-muted-foreground leading-relaxed">{item.text}</p>
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}

export function Paragraphs({ items }: { items: Item[] }) {
  return (
    <div className="flex max-w-3xl flex-col gap-4 text-lg leading-relaxed">
      {items.map((item, index) => (
        <div key={index} className="flex flex-col gap-2">
          {item.title && <h3 className="font-semibold text-xl">{item.title}</h3>}
          <p className="whitespace-pre-line">{item.text}</p>
        </div>
      ))}
    </div>
  );
}
`;
