import type { EntitySpec, FieldSpec } from '@appfactory/resources/appBuild';
import { PAGE_TEXT } from './askedSections.ts';
import type { Language } from './copy.ts';

/** What a section of a public page keeps, so that its owner can fill it without a developer. */
interface Content {
  de: [label: string, plural: string];
  en?: [label: string, plural: string];
  /** name, ! for required, :type (string where left out), = the German label. */
  fields: string;
}

const CONTENT: Record<string, Content> = {
  Service: { de: ['Leistung', 'Leistungen'], fields: 'name!=Name description:text=Beschreibung price:money=Preis' },
  Feature: { de: ['Vorteil', 'Vorteile'], fields: 'title!=Titel description:text=Beschreibung' },
  Product: { de: ['Produkt', 'Sortiment'], fields: 'name!=Name price=Preis description:text=Beschreibung' },
  Price: { de: ['Preis', 'Preise'], fields: 'name!=Name price!=Preis description:text=Beschreibung' },
  Plan: { de: ['Tarif', 'Tarife'], fields: 'name!=Name price!=Preis description:text=Beschreibung' },
  Testimonial: {
    de: ['Kundenstimme', 'Kundenstimmen'],
    fields: 'author!=Name company=Firma quote!:text=Zitat status!:Draft/Published=Status',
  },
  Faq: { en: ['Question', 'Questions'], de: ['Frage', 'Fragen'], fields: 'question!=Frage answer!:text=Antwort' },
  TeamMember: { de: ['Person im Team', 'Team'], fields: 'name!=Name role=Aufgabe biography:text=Vorstellung' },
  Teacher: { de: ['Lehrkraft', 'Lehrkräfte'], fields: 'name!=Name subject=Fach biography:text=Vorstellung' },
  Coach: { de: ['Trainer', 'Trainer'], fields: 'name!=Name subject=Schwerpunkt biography:text=Vorstellung' },
  Speaker: { de: ['Rednerin oder Redner', 'Redner'], fields: 'name!=Name topic=Thema biography:text=Vorstellung' },
  OpeningTime: {
    en: ['Opening time', 'Opening times'],
    de: ['Öffnungszeit', 'Öffnungszeiten'],
    fields: 'days!=Tage hours!=Zeiten',
  },
  Dish: {
    de: ['Gericht', 'Gerichte'],
    fields: 'name!=Name description:text=Beschreibung price:money=Preis',
  },
  OpenDay: {
    de: ['Tag der offenen Tür', 'Tage der offenen Tür'],
    fields: 'title!=Titel date!:date=Tag time=Uhrzeit place=Ort description:text=Beschreibung',
  },
  Event: {
    de: ['Veranstaltung', 'Veranstaltungen'],
    fields: 'title!=Titel date!:date=Tag time=Uhrzeit place=Ort description:text=Beschreibung',
  },
  Concert: {
    de: ['Konzert', 'Konzerte'],
    fields: 'title!=Titel date!:date=Tag time=Uhrzeit place=Ort description:text=Beschreibung',
  },
  Workshop: {
    de: ['Workshop', 'Workshops'],
    fields: 'title!=Titel date!:date=Tag time=Uhrzeit place=Ort description:text=Beschreibung',
  },
  EventDate: {
    en: ['Date', 'Dates'],
    de: ['Termin', 'Termine'],
    fields: 'title!=Titel date!:date=Tag time=Uhrzeit description:text=Beschreibung',
  },
  Course: {
    de: ['Kurs', 'Kurse'],
    fields: 'title!=Titel when=Wann price=Preis description:text=Beschreibung',
  },
  News: {
    en: ['News item', 'News'],
    de: ['Neuigkeit', 'Neuigkeiten'],
    fields: 'title!=Titel date:date=Datum text!:text=Text',
  },
  Notice: { de: ['Aushang', 'Aushänge'], fields: 'title!=Titel date:date=Datum text!:text=Text' },
  Vacancy: { de: ['Stelle', 'Stellen'], fields: 'title!=Titel hours=Umfang description:text=Beschreibung' },
  Rule: { de: ['Regel', 'Regeln'], fields: 'title!=Titel description:text=Beschreibung' },
  Sponsor: { de: ['Sponsor', 'Sponsoren'], fields: 'name!=Name website:url=Webseite description:text=Beschreibung' },
  Partner: { de: ['Partner', 'Partner'], fields: 'name!=Name website:url=Webseite description:text=Beschreibung' },
  Exhibitor: { de: ['Aussteller', 'Aussteller'], fields: 'name!=Name description:text=Beschreibung' },
  Need: {
    en: ['Needed item', 'Needed items'],
    de: ['Wunsch', 'Wünsche'],
    fields: 'name!=Name description:text=Beschreibung',
  },
  Area: { de: ['Gebiet', 'Gebiete'], fields: 'name!=Name description:text=Beschreibung' },
  Tip: { de: ['Tipp', 'Tipps'], fields: 'title!=Titel description:text=Beschreibung' },
  Step: { de: ['Schritt', 'Schritte'], fields: 'title!=Titel description:text=Beschreibung' },
  Meal: { de: ['Gericht', 'Speiseplan'], fields: 'day!=Tag dish!=Gericht description:text=Beschreibung' },
  PortfolioItem: {
    en: ['Work', 'Works'],
    de: ['Arbeit', 'Arbeiten'],
    fields: 'title!=Titel description:text=Beschreibung',
  },
  Inquiry: {
    de: ['Anfrage', 'Anfragen'],
    fields:
      'name!=Name email!:email=E-Mail phone=Telefon message!:text=Nachricht receivedOn:date=Eingegangen status!:New/Answered/Closed=Status',
  },
  Subscriber: { de: ['Abonnent', 'Abonnenten'], fields: 'email!!:email=E-Mail name=Name subscribedOn:date=Angemeldet' },
};

export const hasContent = (name: string): boolean => name in CONTENT;

/** The entity behind a section, by the name of its content. */
export function contentEntity(name: string, language: Language, currency: string): EntitySpec | undefined {
  const content = CONTENT[name];
  if (!content) return undefined;
  const [label, plural] = language === 'de' ? content.de : (content.en ?? []);
  return {
    name,
    ...(label ? { label, plural } : {}),
    fields: content.fields.split(' ').map((text) => fieldOf(text.replaceAll('_', ' '), language, currency)),
  };
}

/** Running text under one of several headings: which, is a choice. */
export function pageText(titles: string[], language: Language): EntitySpec {
  const german = language === 'de';
  return {
    name: PAGE_TEXT,
    label: german ? 'Text der Seite' : 'Page text',
    plural: german ? 'Texte der Seite' : 'Page texts',
    fields: [
      { name: 'title', type: 'string', required: true, unique: false, ...(german ? { label: 'Überschrift' } : {}) },
      {
        name: 'part',
        label: german ? 'Abschnitt' : 'Section',
        type: 'enum',
        required: true,
        unique: false,
        values: titles.map((title) => title.slice(0, 60)),
      },
      { name: 'text', type: 'text', required: true, unique: false },
    ],
  };
}

function fieldOf(text: string, language: Language, currency: string): FieldSpec {
  const [, name = '', marks = '', type = 'string', german = ''] = /^(\w+)(!*)(?::([^=]+))?=(.+)$/.exec(text) ?? [];
  const values = type.includes('/') ? type.split('/') : undefined;
  return {
    name,
    type: values ? 'enum' : (type as FieldSpec['type']),
    required: marks !== '',
    unique: marks === '!!',
    ...(values ? { values } : {}),
    ...(type === 'money' ? { currency } : {}),
    ...(language === 'de' ? { label: german } : {}),
  };
}
