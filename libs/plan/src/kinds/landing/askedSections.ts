import { singularOf } from '../../words.ts';
import type { Language } from './copy.ts';
import { type AskedField, fieldOf } from './forms/askedFields.ts';
import { itemsOf } from './forms/askedItems.ts';
import { VALUE } from './statedThings.ts';

/** A section that a prompt asks for, and what its rows are. */
export interface AskedSection {
  /** Its heading, in the words of the prompt where those are one. */
  title: string;
  /** What keeps it, by the name of its content. */
  entity: string;
  /** Others that keep the same, where the prompt's words made one of them. */
  or: string[];
  /** What each of its rows has, where the prompt says it: "courses with weekday, price and teacher". */
  fields: AskedField[];
  start: number;
  /** What one of its rows is called, where the prompt has a word of its own for it: "work day". */
  called?: string;
}

/** Rows that stand in one of several sections of running text: "How to help". */
export const PAGE_TEXT = 'PageText';

/** What pages tell: entity (others that are the same) | how it is said. What owners change without a developer. */
const TABLE = `
OpenDay (Event) | open days, open day, open house, tage der offenen tür, tag der offenen tür
Concert (Event) | concerts, upcoming concerts, gigs, konzerte, auftritte
Workshop (Event) | workshops, workshop days, open workshop days, workshops
Course (Class) | courses, course dates, kurse, kursangebot
Event (Meetup, Concert) | events, upcoming events, what's on, veranstaltungen, programme, program, talks and workshops
EventDate (Event, Appointment) | dates of the next, next dates, upcoming dates, our dates, termine, schließtage
News (NewsItem, Notice, Announcement) | news, latest news, neuigkeiten, aktuelles, news items
Notice (News, Announcement) | notices, notice board, announcements, bulletin board, aushänge, schwarzes brett
Vacancy (Job, JobOpening) | vacancies, open positions, job openings, job offers, jobs with us, stellenangebote, offene stellen, stellenanzeigen
Rule (HouseRule) | rules, house rules, hausordnung, regeln, spielregeln
Sponsor (Partner) | sponsors, sponsoren, supporters, unterstützer
Partner (Sponsor) | partners, our partners, partnerbetriebe
Exhibitor (Stallholder, Vendor) | stallholders, exhibitors, vendors, aussteller
Need | what we need, what we need most, what is needed, wish list, needed items, wunschliste
Area (Location) | areas i cover, areas we cover, areas she covers, areas he covers, areas they cover, where we work, service area, area we cover, where i work, einsatzgebiet
Tip | things to do nearby, what to do nearby, local tips, ausflugstipps, tipps
Feature (Benefit, Amenity) | amenities, features, key features, benefits, facilities, ausstattung, vorteile, funktionen
Product (Item) | sortiment, our range, what we sell, our products
Step | how it works, in three steps, in four steps, so funktioniert es, so geht es
Meal (MealPlan) | meal plan, speiseplan, lunch menu, wochenkarte
TeamMember (Teacher, Instructor, Coach, Doctor, Committee, Trainer) | team, the people who run it, people behind, committee members, the committee, our committee, board members, who conducts, who we are and, our staff, our crew, trustees, the staff, das team, vorstand, unser team
Coach (Trainer) | coaches, our coaches, trainers, trainer
Teacher (Instructor) | teachers, our teachers, instructors, lehrer, lehrkräfte
Testimonial (Review) | reviews from, stories from, voices from, customer reviews, customer quotes, reviews, testimonials, what people say, what customers say, what mothers say, what parents say, what clients say, what guests say, what members say, what our customers say, voices of, stimmen, kundenstimmen, bewertungen
Faq (Question) | faq, faqs, frequently asked questions, common questions, questions and answers, häufige fragen, q&a
Price (Plan, PriceList, Package) | prices, price list, our prices, packages, rates, preise, preisliste, pakete, preise für
Service (Treatment, Offer) | services, our services, behandlungen, what we offer, what we teach, treatments, leistungen, angebote, unser angebot
Dish (Menu) | menu, our menu, the menu, speisekarte
OpeningTime | opening hours, opening times, hours, öffnungszeiten, sprechzeiten, when we are open, when we rehearse
PortfolioItem (Photo, Artwork, Project) | portfolio, pics of my work, pictures of my work, pictures of our work, photos of my work, photos of our work, examples of my work, examples of our work, our work, arbeiten, referenzprojekte
`;

interface Row {
  entity: string;
  or: string[];
  phrases: RegExp;
}

const quoted = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const ROWS: Row[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [head = '', words = ''] = line.split('|').map((part) => part.trim());
    const [, entity = '', others = ''] = /^(\w+)(?:\s+\(([^)]*)\))?/.exec(head) ?? [];
    const phrases = words.split(',').map((word) => quoted(word.trim()));
    phrases.sort((a, b) => b.length - a.length);
    return {
      entity,
      or: others
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
      phrases: new RegExp(`(?<![\\p{L}-])(?:${phrases.join('|')})(?![\\p{L}-])`, 'iu'),
    };
  });

const DATED = /^(?:OpenDay|Concert|Workshop|Event|EventDate)$/;
/** Things that take place, whatever they are: "the next work days". */
const COMING =
  /(?<!\p{L})(?:(?:upcoming|coming|next)\s+|(?=open\s+\p{L}+\s+(?:days|evenings)(?!\p{L})))((?:\p{L}+\s){0,2}(?!weeks|months|years|steps)\p{L}{3,}s)(?!\p{L})/giu;

/** Texts under a heading of the prompt's own: "how to get help", "what to bring". */
const GUIDES: Record<Language, RegExp> = {
  en: /(?<!\p{L})(?:how to (?!find|get (?:here|there|to us)|reach|contact)\p{L}+(?: (?!and |or |for )\p{L}+){0,3}|what to (?:bring|expect|wear|know)(?: \p{L}+){0,2}|who we are|what we (?:do(?! not)|grow|make|believe|stand for)|what i do|about (?:us|me|her|him|the (?:club|project|team|charity|association|business))|our (?:story|history|mission|values|aims|approach|philosophy)|why (?:us|choose us|it matters))(?!\p{L})/giu,
  de: /(?<!\p{L})(?:wer wir sind|was wir (?:tun|machen)|(?:unser|der) tagesablauf|unser (?:konzept|leitbild|verein)|unsere (?:geschichte|werte|philosophie)|so (?:helfen sie|kannst du helfen|können sie helfen)|was (?:sie )?mitzubringen (?:ist|haben)|mitmachen|über (?:uns|mich))(?!\p{L})/giu,
};

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Sections that the prompt asks for, in its order, each kept by rows that the owner edits. */
export function askedSections(prompt: string, language: Language): AskedSection[] {
  const found: AskedSection[] = [];
  for (const { entity, or, phrases } of ROWS) {
    for (const match of prompt.matchAll(new RegExp(phrases.source, 'giu'))) {
      if (isRefused(prompt, match.index) || isInBrackets(prompt, match.index)) continue;
      const fields = fieldsBehind(prompt.slice(match.index + match[0].length), language);
      found.push({
        title: sentence(match[0].replace(/^dates of .*|^(?:next|upcoming) dates$/i, 'dates')),
        entity,
        or,
        fields,
        start: match.index,
      });
      break;
    }
  }
  if (language === 'en' && !found.some(({ entity }) => DATED.test(entity)))
    for (const match of prompt.matchAll(COMING)) {
      const words = match[1] ?? '';
      if (isRefused(prompt, match.index) || isInBrackets(prompt, match.index)) continue;
      const fields = fieldsBehind(prompt.slice(match.index + match[0].length), language);
      found.push({
        title: sentence(words),
        entity: 'Event',
        or: [],
        fields,
        start: match.index,
        called: sentence(words.replace(/\p{L}+$/u, (last) => singularOf(last))),
      });
      break;
    }
  for (const match of prompt.matchAll(GUIDES[language])) {
    const title = sentence(
      match[0]
        .replace(/^about (?:her|him)$/i, 'About me')
        .replace(/\bi\b/g, 'I')
        .replace(/(?<=^(?:how|what to)\s.*)\s+(?:we|i|it|is|are|the|a|an|of|to|in|on|with|us)$/iu, '')
        .replace(/^der\s+/i, ''),
    );
    if (
      !isRefused(prompt, match.index) &&
      !isInBrackets(prompt, match.index) &&
      !found.some((other) => other.title.toLowerCase() === title.toLowerCase())
    )
      found.push({ title, entity: PAGE_TEXT, or: [], fields: [], start: match.index });
  }
  return found.toSorted((a, b) => a.start - b.start);
}

const isInBrackets = (text: string, at: number): boolean => {
  const before = text.slice(0, at);
  return before.lastIndexOf('(') > Math.max(before.lastIndexOf(')'), before.lastIndexOf('\n'));
};

/** "(title, day, price)", "(beginners, kids) with date and price": what each has, and not what there is. */
function fieldsBehind(text: string, language: Language): AskedField[] {
  const bracket = /^[^.,;:(\n]{0,30}\(([^()]{5,300})\)/u.exec(text);
  const isValues = (list: string) => {
    const items = itemsOf(list);
    return items.length >= 2 && items.filter(({ words }) => VALUE.test(words)).length >= 1;
  };
  const inBracket = bracket?.[1];
  if (inBracket && isValues(inBracket)) return typed(inBracket, language);
  const rest = text.slice(bracket?.[0].length ?? 0);
  const list = /^[^.,;:(\n]{0,12}\s(?:with|mit)\s+(?:a |their |its )?([^.;:(\n]{4,160})/iu.exec(rest)?.[1];
  if (!list) return [];
  // "Courses with day and price, the teachers with a picture": the next section ends the list.
  const first = list.split(/,\s*(?=(?:the|our|die|der|das|unsere?)\s)/i)[0] ?? '';
  // "A menu with starters and mains with price": the last one says what each has.
  const own = first.split(/\s(?:each with|with|jeweils mit|mit)\s/i).at(-1) ?? first;
  return isValues(own) || VALUE.test(own) ? typed(own, language) : [];
}

function typed(list: string, language: Language): AskedField[] {
  const taken = new Set<string>();
  return itemsOf(list)
    .filter(({ words }) => words.split(/\s+/).length <= 6)
    .flatMap((item) => fieldOf(item, language, taken) ?? [])
    .slice(0, 10);
}

/** "No prices", "without a blog". */
const isRefused = (prompt: string, at: number) =>
  /(?<!\p{L})(?:no|not|without|don't|kein|keine|keinen|ohne)\s+(?:\p{L}+\s+){0,2}$/iu.test(
    prompt.slice(Math.max(0, at - 40), at),
  );
