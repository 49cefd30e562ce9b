import type { PageBrief } from './pageBriefs.ts';

/** Pages of clubs, charities and practices, whose forms are told of in other ways than by the word. */
export const CHARITY_BRIEFS: PageBrief[] = [
  {
    prompt:
      'Please make us a website. We are the Friends of Hartley Park, volunteers who look after the park since 1998. Visitors should find: what we do, the next work days (date, meeting point, what to bring), pictures, how to become a member, news and a contact form. Membership form: first name, last name, email, phone (optional), adult or family membership, and whether they agree to get our newsletter. We update work days and news ourselves.',
    sections: ['What we do', 'News', 'Work days', 'How to become a member', 'Membership', 'Contact', 'Newsletter'],
    kept: 'News Event PageText',
    forms: {
      Membership: [
        'First name!: string',
        'Last name: string',
        'Email!: email',
        'Phone: string',
        'Adult or family membership: enum (Adult, Family membership)',
        'Do you agree to get our newsletter?: boolean',
      ],
      Inquiry: ['Name!: string', 'Email!: email', 'Phone: string', 'Message!: text'],
      Subscriber: ['Email!: email', 'Name: string'],
    },
    headline: 'Friends of Hartley Park',
  },
  {
    prompt:
      "Simple landing page for my tutoring business. Maths and physics for 11 to 18. Parents fill in: child's name, year, subject (maths, physics, both), goals, your email and phone. £38 an hour. Testimonials.",
    sections: ['What people say', 'Contact'],
    kept: 'Testimonial',
    forms: {
      Inquiry: [
        "Child's name!: string",
        'Year: string',
        'Subject: enum (Maths, Physics, Both)',
        'Goals: string',
        'Email!: email',
        'Phone: string',
      ],
    },
    headline: 'Tutoring business',
  },
  {
    prompt:
      'Wir sind ein kleiner Hofladen bei Lüneburg und brauchen eine Seite mit Öffnungszeiten (Fr 9-18 Uhr, Sa 9-13 Uhr), Sortiment (Gemüse, Eier, Honig, Apfelsaft), Rezepten, Anfahrt und einem Formular für Gemüsekisten: Name, Adresse, Telefon oder E-Mail, Größe (klein, mittel, groß), Abholung oder Lieferung. Natürlich, erdig, grün.',
    sections: ['Rezepte', 'Sortiment', 'Öffnungszeiten', 'Gemüsekiste'],
    kept: 'Recipe OpeningTime Product',
    forms: {
      Gemüsekiste: [
        'Name!: string',
        'Adresse: string',
        'Telefon oder E-Mail!: string',
        'Größe: enum (Klein, Mittel, Groß)',
        'Abholung oder Lieferung: enum (Abholung, Lieferung)',
      ],
    },
    headline: 'Kleiner Hofladen',
  },
  {
    prompt:
      'landing page for "Northwind Coworking". desks from £15/day, meeting room £25/hour, private office from £390/month. Amenities: fast wifi, phone booths, showers, bike storage. Gallery. Tour request form: name, company, email, team size, preferred date, message. FAQ:\nQ: Can I bring my dog?\nA: Yes, if it likes people.\nQ: Is there parking?\nA: Two streets away.\nContact: hello@northwind.example, +44 117 496 0123, 8 Baldwin Street, Bristol',
    sections: ['Features', 'Prices', 'How to find us', 'Questions and answers', 'Tour request'],
    kept: 'Faq Feature Price',
    forms: {
      'Tour request': [
        'Name!: string',
        'Company: string',
        'Email!: email',
        'Team size: string',
        'Preferred date: date',
        'Message: text',
      ],
    },
    headline: 'Northwind Coworking',
  },
  {
    prompt:
      "I need a one-pager for my wedding DJ business, DJ Marlo. Include an about section, packages (ceremony, evening, all day), song request form for guests with name, song, artist and dedication; booking enquiry with couple's names, email, wedding date, venue and package. Black and gold, elegant.",
    sections: ['About us', 'Packages', 'Song request', 'Booking enquiry'],
    kept: 'Package',
    forms: {
      'Song request': ['Name!: string', 'Song: string', 'Artist: string', 'Dedication: string'],
      'Booking enquiry': [
        "Couple's names!: string",
        'Email!: email',
        'Wedding date: date',
        'Venue: string',
        'Package: string',
      ],
    },
    headline: 'Wedding DJ business',
  },
  {
    prompt:
      'Landing page for a hospice charity. Who we are. Upcoming events people can sign up for with name, email and how many places. Donate page without online payment: show bank details. Volunteer form asks name, phone, email, availability (weekdays, evenings, weekends), a bit about yourself. Stories from families. Calm blue.',
    sections: ['Who we are', 'Events', 'What people say', 'Registration', 'Volunteer application'],
    kept: 'Event Testimonial PageText',
    forms: {
      Registration: ['Name!: string', 'Email!: email', 'How many places: integer'],
      'Volunteer application': [
        'Name!: string',
        'Phone: string',
        'Email!: email',
        'Availability: enum (Weekdays, Evenings, Weekends)',
        'Bit about yourself: text',
      ],
    },
    headline: 'Hospice charity',
  },
  {
    prompt:
      'Praxis für Ergotherapie sucht Webseite. Themen: Behandlungen, Ablauf, Kosten und Kassen, Team, Kontakt. Im Anmeldeformular brauchen wir Name des Patienten, Geburtsdatum, Krankenkasse, Rezept vorhanden (ja/nein), Telefon, bevorzugte Zeiten (vormittags, nachmittags). Helle, freundliche Farben, Apricot.',
    sections: ['Unsere Leistungen', 'Unser Team', 'Anmeldung'],
    kept: 'Service TeamMember',
    forms: {
      Anmeldung: [
        'Name des Patienten!: string',
        'Geburtsdatum: date',
        'Krankenkasse: string',
        'Rezept vorhanden?: boolean',
        'Telefon!: string',
        'Bevorzugte Zeiten: enum (Vormittags, Nachmittags)',
      ],
    },
    headline: 'Praxis für Ergotherapie',
  },
];
