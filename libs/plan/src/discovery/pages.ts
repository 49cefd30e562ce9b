import type { FoundPage } from './discovery.ts';
import type { Reading } from './reading.ts';
import { Phrases } from './text/phrases.ts';

/** Sections of public pages: title | words. */
const SECTIONS = `
Hero | hero, hero section, headline, big picture at the top, call to action
About | about us, about me, about page, about section, our story, über uns, über mich
Services | our services, services section, leistungen, angebot, what we offer
Features | features section, feature list, key features, product features
Pricing | pricing, prices, our rates, pricing table, price list, prices section, preise, preisliste
Team | team section, our team, meet the team, unser team
Gallery | gallery, photo gallery, galerie, bildergalerie, pictures of
Testimonials | testimonial*, customer reviews, customer voices, kundenstimmen, referenzen, what customers say
Questions | faq*, frequently asked questions, häufige fragen
Opening hours | opening hours, business hours, öffnungszeiten
Menu | our menu, the menu, menu page, speisekarte
Location | how to find us, location map, directions, anfahrt
Contact | contact form*, contact page, contact section, contact us, get in touch, kontakt, kontaktformular*
Newsletter | newsletter sign-up, newsletter signup, subscribe form, newsletter
Imprint | imprint, legal notice, impressum, privacy policy, datenschutz*
`
  .trim()
  .split('\n')
  .map((line) => {
    const [title = '', words = ''] = line.split('|').map((part) => part.trim());
    return { title, phrases: new Phrases(words) };
  });

/** Pages and sections that the prompt names, each once. */
export function pagesOf({ text, tokens }: Reading): FoundPage[] {
  return SECTIONS.flatMap(({ title, phrases }): FoundPage[] => {
    for (const match of phrases.in(text)) {
      const [start, end] = [match.index, match.index + match.text.length];
      if (tokens.some((token) => token.negated && token.start < end && start < token.end)) continue;
      return [{ title, source: { from: 'prompt', start, end, text: match.text }, confidence: 0.8 }];
    }
    return [];
  }).toSorted((a, b) => ('start' in a.source ? a.source.start : 0) - ('start' in b.source ? b.source.start : 0));
}
