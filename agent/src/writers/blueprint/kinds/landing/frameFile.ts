import { COPY } from '@appfactory/plan/kinds/landing/copy';
import { attr, jsxText, lines, str } from '../../emit.ts';
import type { App } from '../../model.ts';
import { partsOf } from '../shop/parts.ts';

/** What the public pages of an app have in common, whatever they are. */
export interface Site {
  language: 'en' | 'de';
  brand: string;
  signIn: boolean;
  /** One line about it, at the foot of every page. */
  tagline?: string;
  /** Anchors or paths in the header and the footer. */
  links: { label: string; href: string }[];
  /** The one thing that the header asks a visitor to do. */
  action?: { label: string; href: string };
  contact: { email?: string; phone?: string; address?: string };
  /** Whether there is a cart to go to. */
  cart: boolean;
}

/** The site of an app, from its landing page, or else its blog or its shop. */
export function siteOf(app: App): Site | undefined {
  const { landing, blog, shop } = app.state;
  const known = landing ?? blog ?? shop;
  if (!known) return undefined;
  const { language, brand, signIn } = known;
  const copy = COPY[language];
  const sections = landing?.sections ?? [];
  const form = sections.find(({ layout }) => layout === 'form');
  const links = sections
    .filter((section) => section !== form)
    .slice(0, 6)
    .map(({ title, id }) => ({ label: title, href: `/#${id}` }));
  const label =
    form &&
    (form.form === 'Inquiry' ? copy.cta.contact : form.form === 'Subscriber' ? copy.cta.newsletter : form.title);
  return {
    language,
    brand,
    signIn,
    links: [
      ...links,
      ...(shop && (landing || blog) ? [{ label: 'Shop', href: '/shop' }] : []),
      ...(blog && (landing || shop) ? [{ label: 'Blog', href: '/blog' }] : []),
    ],
    ...(form && label ? { action: { label, href: `/#${form.id}` } } : {}),
    ...(landing && landing.headline !== brand ? { tagline: landing.headline } : {}),
    contact: landing?.contact ?? {},
    cart: shop !== undefined && partsOf(app, shop) !== undefined,
  };
}

/** src/features/site/frame.tsx: header and footer of the public pages. */
export function frameFile(app: App, site: Site): string {
  const copy = COPY[site.language];
  const { email, phone, address } = site.contact;
  const hasFeed = app.state.blog !== undefined;
  const signIn = `<Link href="/sign-in" prefetch={false} className="LINK">${jsxText(copy.signIn)}</Link>`;
  const link = (classes: string) => signIn.replace('LINK', classes);
  const hasContact = email !== undefined || phone !== undefined || address !== undefined;
  const columns = site.links.length > 3 ? 'grid grid-cols-2' : 'flex flex-col';
  const quiet = 'rounded-sm underline-offset-4 hover:text-foreground hover:underline';
  const button =
    'inline-flex h-10 items-center whitespace-nowrap rounded-full bg-primary px-4 font-medium text-primary-foreground text-sm hover:bg-primary-hover';
  // Opens without a script, and is closed by whatever is chosen, since that is another place.
  const menu =
    site.links.length > 0
      ? [
          '<details className="site-menu group relative lg:hidden">',
          `<summary aria-label="${site.language === 'de' ? 'Menü' : 'Menu'}" className="flex size-10 cursor-pointer list-none items-center justify-center rounded-full border border-input"><svg viewBox="0 0 20 20" aria-hidden="true" className="size-5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round"><path d="M3.5 6.5h13M3.5 13.5h13" /></svg></summary>`,
          `<nav aria-label="${site.language === 'de' ? 'Menü' : 'Menu'}" className="absolute top-full right-0 mt-3 flex w-64 flex-col rounded-xl border bg-card p-2 shadow-lg">`,
          `{links.map(({ label, href }) => (<a key={href} href={href} className="rounded-lg px-4 py-3 text-base hover:bg-muted">{label}</a>))}`,
          site.signIn && link('rounded-lg px-4 py-3 text-base hover:bg-muted'),
          '</nav>',
          '</details>',
        ]
      : [];
  return lines(
    `import Link from 'next/link';`,
    `import type { ReactNode } from 'react';`,
    `import { Logo } from '@/components/logo';`,
    site.cart && `import { CartLink } from '@/features/shop/cart-link';`,
    `import './site.css';`,
    '',
    site.links.length > 0 && [
      'const links = [',
      ...site.links.map(({ label, href }) => `{ label: ${str(label)}, href: ${str(href)} },`),
      '];',
      '',
    ],
    '/** What every public page has around it. No part of it needs a script. */',
    'export function SiteFrame({ children }: { children: ReactNode }) {',
    'return (',
    `<div className="site flex min-h-svh flex-col bg-background text-base text-foreground" lang="${site.language}">`,
    `<a href="#main" className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-primary focus:px-3 focus:py-2 focus:text-primary-foreground">${jsxText(copy.skip)}</a>`,
    '<header className="sticky top-0 z-40 border-b bg-background/85 backdrop-blur-md">',
    '<div className="mx-auto flex h-16 max-w-6xl items-center gap-4 px-5 md:gap-6 md:px-8">',
    `<Link href="/" className="site-brand flex min-w-0 items-center gap-2.5 text-lg"><Logo /><span className="truncate">${jsxText(site.brand)}</span></Link>`,
    site.links.length > 0
      ? `<nav aria-label="${site.language === 'de' ? 'Seite' : 'Page'}" className="ml-auto hidden items-center gap-6 text-muted-foreground text-sm lg:flex">{links.slice(0, 5).map(({ label, href }) => (<a key={href} href={href} className="whitespace-nowrap rounded-sm hover:text-foreground">{label}</a>))}</nav>`
      : false,
    `<div className="${site.links.length > 0 ? 'ml-auto lg:ml-0' : 'ml-auto'} flex shrink-0 items-center gap-4 text-sm">`,
    site.signIn && link('hidden rounded-sm text-muted-foreground hover:text-foreground sm:inline'),
    site.action && `<Link href=${attr(site.action.href)} className="${button}">${jsxText(site.action.label)}</Link>`,
    site.cart && '<CartLink />',
    ...menu,
    '</div>',
    '</div>',
    '</header>',
    '<main id="main" className="flex-1">{children}</main>',
    '<footer className="border-t">',
    `<div className="mx-auto grid max-w-6xl gap-10 px-5 py-14 text-muted-foreground text-sm md:grid-cols-[minmax(0,1fr)_auto${hasContact ? '_auto' : ''}] md:gap-20 md:px-8">`,
    '<div className="flex max-w-sm flex-col gap-3">',
    `<span className="site-brand flex items-center gap-2.5 text-foreground text-lg"><Logo />${jsxText(site.brand)}</span>`,
    site.tagline && `<p className="leading-relaxed">${jsxText(site.tagline)}</p>`,
    '</div>',
    `<nav aria-label="${site.language === 'de' ? 'Fußzeile' : 'Footer'}" className="${columns} gap-x-10 gap-y-3">`,
    site.links.length > 0 &&
      `{links.map(({ label, href }) => (<a key={href} href={href} className="${quiet}">{label}</a>))}`,
    hasFeed && `<a href="/blog/rss.xml" className="${quiet}">RSS</a>`,
    link(quiet),
    '</nav>',
    hasContact &&
      lines(
        '<address className="flex flex-col gap-3 not-italic">',
        address &&
          `<a href=${attr(`https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`)} rel="noreferrer" className="${quiet}">${jsxText(address)}</a>`,
        phone && `<a href=${attr(`tel:${phone.replace(/[^\d+]/g, '')}`)} className="${quiet}">${jsxText(phone)}</a>`,
        email && `<a href=${attr(`mailto:${email}`)} className="${quiet}">${jsxText(email)}</a>`,
        '</address>',
      ),
    '</div>',
    '</footer>',
    '</div>',
    ');',
    '}',
    '',
  );
}
