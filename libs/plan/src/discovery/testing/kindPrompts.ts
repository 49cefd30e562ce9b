import type { AppKind } from '@appfactory/resources/appBuild';

/** What is said of each kind of app without naming it, and with words that other kinds use as well: prompts of our own. */
export const KIND_PROMPTS: [AppKind, string][] = [
  ['landing', 'site for my piano lessons with prices and a way to get in touch'],
  [
    'landing',
    'We need a web page that says who we are, what our carpentry offers, shows some work and lets people ask for a quote.',
  ],
  [
    'landing',
    'New website of our dental practice: team, treatments, opening hours, how to find us, a form to ask for an appointment.',
  ],
  ['landing', 'something simple where customers see our menu, the opening hours and where to find our food truck'],
  [
    'landing',
    'A presentation of our summer camp for parents. Sections: what we do, dates and prices, photos from last year, questions and answers, sign-up form. The sign-ups should arrive by e-mail and be listed for us.',
  ],
  ['landing', 'Seite für unsere Steuerkanzlei mit Leistungen, Team, Anfahrt und Kontaktmöglichkeit'],
  ['landing', 'Ein Auftritt im Netz für meine Hundeschule: Kurse, Preise, über mich, Anfrageformular'],
  ['blog', 'somewhere to write about my year in Iceland, friends should be able to comment'],
  [
    'blog',
    'An online journal for our observatory. Several authors write articles with pictures, an editor publishes them, readers browse by topic.',
  ],
  ['blog', 'I want to publish short stories, one a week, with tags and a newsletter box for readers'],
  [
    'blog',
    'Recipes and texts about fermentation that I publish now and then, with categories, search and comments by readers',
  ],
  ['blog', 'Neuigkeiten aus unserem Dorf: Beiträge mit Bildern und Schlagwörtern, Leser können kommentieren'],
  ['shop', 'people should be able to buy our honey and candles and pick them up on Saturdays'],
  ['shop', 'Sell prints of my photographs. Buyers choose a size, put prints in a basket and pay by invoice.'],
  ['shop', 'bread orders for the weekend: customers choose loaves, quantity and pick-up day, no account'],
  ['shop', 'Second-hand records, each one only once, with condition and price, ordered by post'],
  ['shop', 'Unsere Gärtnerei möchte Setzlinge online verkaufen, mit Warenkorb und Abholung'],
  ['dashboard', 'show me how many visitors and how much turnover our three museums have by month'],
  [
    'dashboard',
    'Every week I get a CSV with all rides of our taxi firm. I want to upload it and see rides by day, district and driver, compared with the week before.',
  ],
  [
    'dashboard',
    'Energy use of our school: we import meter values from a file and look at consumption per building and month, with a chart and an export.',
  ],
  ['dashboard', 'numbers of our call centre at a glance: calls per day, average waiting time, by team'],
  [
    'dashboard',
    'Ich möchte die Umsätze unserer Filialen als Diagramm sehen, nach Monat und Warengruppe, die Daten kommen als CSV.',
  ],
  [
    'dashboard',
    'Track donations of our charity by campaign and quarter and compare them with last year. Data comes from a spreadsheet.',
  ],
  ['app', 'Our physiotherapists write a report after each session, patients book sessions online'],
  ['app', 'Members of the allotment club report water meter values once a year and see what they owe'],
  ['app', 'A tool for our newsroom to plan articles: topic, author, deadline, status. Editors approve them.'],
  ['app', 'Inventory of a shop: products, stock, suppliers, orders to suppliers. Only for staff.'],
  ['app', 'Verwaltung der Schlüssel unserer Schule: wer hat welchen Schlüssel seit wann'],
  ['app', 'Volunteers sign up for shifts at our soup kitchen, coordinators see who comes each week'],
  [
    'app',
    'We visit customers and take notes. I want a list of customers, visits by date and a reminder of who was not visited this quarter.',
  ],
];
