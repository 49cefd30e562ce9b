import type { AppKind } from '@appfactory/resources/appBuild';

/** Words that tell the kind of app, and what each is worth. Weight, and words. */
export const KIND_WORDS: { kind: AppKind; weight: number; words: string }[] = [
  {
    kind: 'landing',
    weight: 2,
    words:
      'page for my, page for our, page for a, site for my, site for our, site for a, web page for, page about, landing page, landing pages, landingpage, landing-page, one-pager, onepager, one page website, coming soon page, homepage, website for my, website for our, website for a, website of my, website of our, business website, company website, webseite für, website für, internetseite, webauftritt, auftritt im netz, firmenwebsite, promotional site, marketing site, portfolio site, portfolio website, brochure site, microsite, web presence',
  },
  {
    kind: 'shop',
    weight: 2,
    words:
      'online shop, online store, web shop, webshop, e-commerce, ecommerce, onlineshop, online-shop, storefront, shopping cart, warenkorb, checkout, sell online, online verkaufen, sells, selling, sell my, sell our, sell them, what we sell, sell the parts, add to cart, add to basket, in the basket, in a basket, into a basket, check out as, order as guest, online bestellen, shop for, store for, shop, marktplatz, hofladen, onlineladen',
  },
  {
    kind: 'blog',
    weight: 2,
    words:
      'blog, blogs, weblog, blogging, blog posts, with a journal, and a journal, journal posts, journal entries for readers, reiseblog, foodblog, blogartikel, online magazine, online journal, news site, newsroom',
  },
  {
    kind: 'dashboard',
    weight: 2,
    words:
      'dashboard, dashboards, kpi, kpis, charts, analytics, visualise, visualize, kennzahlen, auswertung, auswertungen, diagramme, statistiken, csv import, import csv, csv files, reporting, figures page, at a glance',
  },
  {
    kind: 'app',
    weight: 3.4,
    words:
      'back office, backoffice, back-office, intern, internal tool, erp, admin panel, only for staff, staff only, internal use, verwaltungsprogramm',
  },
  {
    kind: 'app',
    weight: 1.2,
    words:
      'back office, backoffice, crm, management, internal tool, verwaltung, tracker, system, booking, portal, planner, app, application, platform, tool, verwalten, manage, track, intern*, planer',
  },
];

/** What such apps are told of with: one alone says nothing, several of one kind do. */
export const KIND_SIGNS: Record<AppKind, string> = {
  landing:
    'website, web page, web site, site, webseite, auftritt, seite für, seite unserer, presentation of, who we are, what we do, what we offer, our offers, about us, about me, about the, über uns, über mich, opening hours, öffnungszeiten, how to find us, where to find, find us, directions, anfahrt, get in touch, contact form, kontakt*, kontaktformular, anfrage*, leistungen, ask for a quote, ask for an appointment, request a quote, prices, preise, testimonials, references, referenzen, sections, sign-up form, inquiry form, questions and answers, faq, frequently asked, shows some work, our work, our story, our menu, unser team, visitors, interested people, call to action, hero, one page',
  blog: 'write about, write articles, writes articles, article, articles, artikel, stories, posts, post about, texts, texte, beiträge, journal, publish, published, publishes, veröffentlich*, readers, reader, leser*, able to comment, leave comments, can comment, comments by, comments, kommentieren, kommentare, tags, schlagwört*, rss, feed, authors, by topic, drafts, entwürfe, neuigkeiten, news from, now and then, archive, essays, columns, travel reports, reiseberichte',
  shop: 'buy, buys, buyer*, kaufen, sell, verkaufen, order online, orders for, ordered by, bestellen, bestellung*, vorbestell*, basket, cart, warenkorb, pick up, picked up, pick-up, pickup, abholung, abholen, shipping, shipped, ship, versand*, delivery, lieferung, by post, pay by, pay on, pay at, payment on, bezahl*, choose a size, in stock, out of stock, stock, sold out, only once, one of a kind, einzelstück*, quantity, no account, without an account, ohne konto, per piece, products, produkte, price, prices',
  dashboard:
    'csv, spreadsheet, excel, from a file, upload it, uploads a file, upload a file, import, imported, imports, columns, chart, charts, graph, graphs, diagramm*, by month, per month, by day, per day, calls per, by week, per week, by weekday, by quarter, per quarter, by region, per region, by team, by product, per building, by category, nach monat, pro monat, nach region, monat, compared with, compare, comparison, vergleich*, last year, previous year, week before, month before, vorjahr, trend*, how many, how much, turnover, umsatz, umsätze, revenue, takings, costs, consumption, figures, numbers of, totals, sums, average, daten kommen, data comes, export, filter by',
  app: 'staff, only for staff, employees, colleagues, mitarbeiter, assign*, approve*, genehmig*, confirm*, reminder*, remind, who has, sees who, see who, sign up for, status, deadline, coordinator*, manager*, members, mitglieder, book sessions, book a, bookings, shifts, inventory, log in, sign in, role, roles, rights, only see, sees only, see only, their own, keep track, owe, list of, checklist, tasks, projects, report a, reports a, record*, each client',
};
