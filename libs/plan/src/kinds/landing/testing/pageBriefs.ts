/** A page that a real small business might ask for, and what an analyst makes of it. */
export interface PageBrief {
  prompt: string;
  /** Headings in their order. */
  sections: string[];
  /** What the owner keeps beside what the forms make: entities, in any order. */
  kept: string;
  /** Each form with what it asks for: "label: type", with ! where an answer is needed; choices behind it. */
  forms: Record<string, string[]>;
  /** Headline, where the prompt gives one or says what the business is. */
  headline: string;
}

export const PAGE_BRIEFS: PageBrief[] = [
  {
    prompt: 'Landing page for a chimney sweep in Kendal. Services, prices, contact.',
    sections: ['What we offer', 'Prices', 'Contact'],
    kept: 'Price Service',
    forms: {
      Inquiry: ['Name!: string', 'Email!: email', 'Phone: string', 'Message!: text'],
    },
    headline: 'Chimney sweep in Kendal',
  },
  {
    prompt:
      'Website for our village choir. People should see when we rehearse (Tuesdays 19:30-21:30, St Mary\'s hall), our upcoming concerts, who conducts, and there should be a "come and try" form: name, email or phone, voice (soprano, alto, tenor, bass, don\'t know yet) and whether they read music.',
    sections: ['Concerts', 'Our team', 'Opening hours', 'Come and try'],
    kept: 'OpeningTime Concert TeamMember',
    forms: {
      'Come and try request': [
        'Name!: string',
        'Email or phone!: string',
        "Voice: enum (Soprano, Alto, Tenor, Bass, Don't know yet)",
        'Do you read music?: boolean',
      ],
    },
    headline: 'Village choir',
  },
  {
    prompt:
      "We're a community bike kitchen in Norwich and need a one page site.\n\nSections:\n- What we do\n- Open workshop days (we change these every month)\n- How to donate a bike\n- FAQ\n\nForms:\n- Volunteer: name, phone, which days they can come (Tuesday, Thursday, Saturday), and what they are good at\n- Donate a bike: name, email, what kind of bike (adult, child, e-bike), condition, photo optional\n\nLook: bright, friendly, turquoise.",
    sections: [
      'What we do',
      'Open workshop days',
      'How to donate a bike',
      'Questions and answers',
      'Volunteer application',
      'Donate a bike',
    ],
    kept: 'Faq Workshop PageText',
    forms: {
      'Volunteer application': [
        'Name!: string',
        'Phone!: string',
        'Which days you can come: enum (Tuesday, Thursday, Saturday)',
        'What you are good at: text',
      ],
      'Bike donation': [
        'Name!: string',
        'Email!: email',
        'What kind of bike: enum (Adult, Child, E-bike)',
        'Condition: string',
      ],
    },
    headline: 'Community bike kitchen in Norwich',
  },
  {
    prompt:
      'Landingpage für unsere Tierarztpraxis Dr. Lenz in Freising. Leistungen: Impfungen, Zahnbehandlung, Operationen, Hausbesuche. Sprechzeiten Mo-Fr 8:00-12:00, Mo und Do 15:00-18:00. Unser Team soll vorgestellt werden. Ein Formular für Terminanfragen: Name, Telefon, Tierart (Hund, Katze, Kaninchen, anderes), Anliegen und Wunschtermin. Ruhige Farben, dunkelgrün.',
    sections: ['Unsere Leistungen', 'Unser Team', 'Öffnungszeiten', 'Terminanfrage'],
    kept: 'Service TeamMember OpeningTime',
    forms: {
      Terminanfrage: [
        'Name!: string',
        'Telefon!: string',
        'Tierart: enum (Hund, Katze, Kaninchen, Anderes)',
        'Anliegen: text',
        'Wunschtermin: date',
      ],
    },
    headline: 'Tierarztpraxis Dr. Lenz in Freising',
  },
  {
    prompt:
      "My husband and I let two holiday cottages on Skye (The Byre and The Loft). I want a simple site with a page for both cottages, prices per night by season, things to do nearby, house rules, and an enquiry form where guests put arrival date, departure date, number of adults and children, whether they bring a dog, and a message. We'd like to change the prices ourselves.",
    sections: ['Things to do nearby', 'House rules', 'Prices', 'Contact'],
    kept: 'Price Tip Rule',
    forms: {
      Inquiry: [
        'Name!: string',
        'Email!: email',
        'Arrival date: date',
        'Departure date: date',
        'Number of adults: integer',
        'Number of children: integer',
        'Do you bring a dog?: boolean',
        'Message: text',
      ],
    },
    headline: 'Site',
  },
  {
    prompt:
      'a site for my mobile dog grooming van. pics of my work, price list by dog size, areas i cover, reviews from customers. they should be able to ask for an appointment - dogs name, breed, size (small medium large), their phone number and postcode',
    sections: ['What we offer', 'Works', 'Areas I cover', 'Prices', 'What people say', 'Ask for an appointment'],
    kept: 'Service Price PortfolioItem Area Testimonial',
    forms: {
      'Appointment request': [
        'Dogs name!: string',
        'Breed: string',
        'Size: enum (Small, Medium, Large)',
        'Phone number!: string',
        'Postcode: string',
      ],
    },
    headline: 'Mobile dog grooming van',
  },
  {
    prompt:
      'I\'m a freelance bookkeeper for tradespeople. Landing page: headline "Your books, done by Friday.", three packages (Starter £90 a month, Standard £160 a month, Plus £260 a month), how it works in three steps (send me your receipts, I do the books, you get a one page report), testimonials, FAQ and a form to book a free call with name, email, phone, trade and a preferred time (morning, afternoon, evening). Trustworthy, navy and white.',
    sections: ['How it works', 'Prices', 'What people say', 'Questions and answers', 'Book a free call'],
    kept: 'Testimonial Faq Price Step',
    forms: {
      'Call booking': [
        'Name!: string',
        'Email!: email',
        'Phone: string',
        'Trade: string',
        'Preferred time: enum (Morning, Afternoon, Evening)',
      ],
    },
    headline: 'Your books, done by Friday.',
  },
  {
    prompt:
      'Kita Sonnenkäfer in Jena braucht eine Internetseite: Wer wir sind, unser Tagesablauf, das Team, Termine (Elternabend, Sommerfest, Schließtage), der Speiseplan und häufige Fragen. Eltern können ihr Kind vormerken: Name des Kindes, Geburtsdatum, gewünschter Beginn, Name und Telefonnummer der Eltern, E-Mail. Die Leitung möchte Termine und Speiseplan selbst pflegen. Fröhlich, gelb und orange.',
    sections: [
      'Wer wir sind',
      'Unser Tagesablauf',
      'Termine',
      'Speiseplan',
      'Unser Team',
      'Fragen und Antworten',
      'Vormerkung',
    ],
    kept: 'Faq TeamMember EventDate Meal PageText',
    forms: {
      Vormerkung: [
        'Name des Kindes!: string',
        'Geburtsdatum: date',
        'Gewünschter Beginn: date',
        'Name der Eltern: string',
        'Telefonnummer der Eltern: string',
        'E-Mail!: email',
      ],
    },
    headline: 'Kita Sonnenkäfer in Jena',
  },
  {
    prompt:
      'Event page for "Makers on the Quay", a one-day craft fair on 14 June in Whitby. Visitors see the programme with talks and workshops, the list of stallholders, how to get here, and sponsors. Stallholders apply for a table through a form (business name, contact name, email, what they sell, table size: half or full, need power yes/no). Visitors can sign up for the newsletter.',
    sections: ['Programme', 'Stallholders', 'Sponsors', 'Apply for a table', 'Newsletter'],
    kept: 'Event Exhibitor Sponsor',
    forms: {
      'Table application': [
        'Business name!: string',
        'Contact name: string',
        'Email!: email',
        'What you sell: string',
        'Table size: enum (Half, Full)',
        'Need power: boolean',
      ],
      Subscriber: ['Email!: email', 'Name: string'],
    },
    headline: 'Makers on the Quay',
  },
  {
    prompt:
      'Food bank website. Opening times: Mondays 10:00-12:00, Thursdays 16:00-18:00. What we need most this week (we edit that list every Monday). How to get help. How to donate. News. Two forms - one for people who want to volunteer: name, email or phone, how they would like to help (sorting, driving, front desk) and when they have time; one for organisations that want to host a collection: organisation, contact person, email, start date and how many boxes they need. No online payments.',
    sections: [
      'What we need most',
      'News',
      'How to get help',
      'How to donate',
      'Opening hours',
      'Volunteer application',
      'Host a collection',
    ],
    kept: 'OpeningTime Need News PageText',
    forms: {
      'Volunteer application': [
        'Name!: string',
        'Email or phone!: string',
        'How you would like to help: enum (Sorting, Driving, Front desk)',
        'When you have time: string',
      ],
      'Collection offer': [
        'Organisation: string',
        'Contact person!: string',
        'Email!: email',
        'Start date: date',
        'How many boxes you need: integer',
      ],
    },
    headline: 'Food bank',
  },
  {
    prompt:
      'Ich bin Hochzeitsfotografin aus Köln und möchte eine elegante Seite: großes Startbild, Über mich, Portfolio mit Bildern, Pakete (Standesamt 690 €, Halber Tag 1.490 €, Ganzer Tag 2.390 €), Stimmen von Paaren, Kontaktformular mit Namen des Paares, E-Mail, Datum der Hochzeit, Ort und wie viele Gäste kommen. Schwarz, weiß, etwas Gold.',
    sections: ['Über mich', 'Arbeiten', 'Preise', 'Was andere sagen', 'Kontakt'],
    kept: 'PortfolioItem Price Testimonial PageText',
    forms: {
      Anfrage: [
        'Name des Paares!: string',
        'E-Mail!: email',
        'Datum der Hochzeit: date',
        'Ort: string',
        'Wie viele Gäste kommen: integer',
      ],
    },
    headline: 'Hochzeitsfotografin in Köln',
  },
  {
    prompt:
      'Climbing gym "Overhang" — landing page please. opening hours: Mon-Fri 10am-10pm, Sat-Sun 9am-8pm. prices: day pass €14, ten visits €120, membership €49 per month. we have courses (beginners, lead climbing, kids) with date, price, and free places; people register for a course with name, email, age and shoe size. Also birthday parties - form asks for date, number of kids, age of the birthday child, parent\'s name and phone. dark, bold, neon green',
    sections: ['Courses', 'Prices', 'Opening hours', 'Register for a course', 'Birthday party'],
    kept: 'Course OpeningTime Price',
    forms: {
      'Course registration': ['Name!: string', 'Email!: email', 'Age: integer', 'Shoe size: string'],
      'Birthday party': [
        'Date: date',
        'Number of kids: integer',
        'Age of the birthday child: integer',
        "Parent's name!: string",
        'Phone!: string',
      ],
    },
    headline: 'Overhang',
  },
  {
    prompt:
      'SaaS landing page: "Rota" helps cafés plan shifts. Hero with call to action "Join the waiting list", features (drag and drop shifts, holiday requests, export to payroll), pricing with three plans (Free, Team $19/month, Chain $79/month), frequently asked questions, footer. Waiting list form asks for email, name of the café and number of staff. Modern, violet.',
    sections: ['Features', 'Prices', 'Questions and answers', 'Waiting list entry'],
    kept: 'Plan Faq Feature',
    forms: {
      'Waiting list entry': ['Email!: email', 'Name of the café!: string', 'Number of staff: integer'],
    },
    headline: 'Rota',
  },
  {
    prompt:
      'A page for our allotment association. We have open days, rules, a waiting list people can join (name, address, email or phone, size they want: quarter, half or whole plot), committee members and a notice board. Committee edits the notices and open days.',
    sections: ['Notice board', 'Open days', 'Rules', 'Our team', 'Join the waiting list'],
    kept: 'Notice OpenDay Rule TeamMember',
    forms: {
      'Waiting list entry': [
        'Name!: string',
        'Address: string',
        'Email or phone!: string',
        'Size you want: enum (Quarter, Half, Whole plot)',
      ],
    },
    headline: 'Allotment association',
  },
  {
    prompt:
      'Physiotherapie Bergmann, Kassel. Wir brauchen eine schlichte Seite mit: Leistungen (Krankengymnastik, Manuelle Therapie, Lymphdrainage, Massage), Team, Öffnungszeiten (Mo-Do 7:30-19:00, Fr 7:30-14:00), Preise für Selbstzahler, Anfahrt, Stellenangebote. Bewerber können sich über ein Formular bewerben: Name, E-Mail oder Telefon, gewünschte Stelle, frühester Beginn, ein paar Worte. Und ein Rückrufformular: Name, Telefon, wann wir anrufen sollen (vormittags, nachmittags, abends).',
    sections: [
      'Unsere Leistungen',
      'Stellenangebote',
      'Unser Team',
      'Preise',
      'Öffnungszeiten',
      'So finden Sie uns',
      'Bewerbung',
      'Rückrufbitte',
    ],
    kept: 'Service OpeningTime Price TeamMember Vacancy',
    forms: {
      Bewerbung: [
        'Name!: string',
        'E-Mail oder Telefon!: string',
        'Gewünschte Stelle: string',
        'Frühester Beginn: date',
        'Paar Worte: text',
      ],
      Rückrufbitte: [
        'Name!: string',
        'Telefon!: string',
        'Wann wir anrufen sollen: enum (Vormittags, Nachmittags, Abends)',
      ],
    },
    headline: 'Physiotherapie Bergmann in Kassel',
  },
  {
    prompt:
      "Build a website for Marlow Rowing Club's learn to row course. It should explain the course, show the coaches with photo and short bio, the dates of the next courses with how many places are left, what to bring, and a sign up form that asks for full name, date of birth, email, emergency contact, can you swim 50 m (yes/no) and which course. After sending they should see a thank you. The secretary gets an email and sees all sign-ups in a list, marks them as confirmed or on the waiting list.",
    sections: ['Courses', 'Dates', 'Coaches', 'What to bring', 'Registration'],
    kept: 'Course Coach EventDate PageText',
    forms: {
      Registration: [
        'Full name!: string',
        'Date of birth: date',
        'Email!: email',
        'Emergency contact: string',
        'Can you swim 50 m?: boolean',
        'Which course: reference',
      ],
    },
    headline: 'Marlow Rowing Club',
  },
  {
    prompt:
      'restaurant page for "Olive & Thyme", mediterranean, 12 Harbour Road, Falmouth, phone 01326 555 010. Menu with starters, mains, desserts with price and whether vegetarian. open Wed-Sun 17:30-22:00. Table request form: name, phone, date, time, number of people, allergies. Terracotta and cream.',
    sections: ['Our menu', 'Opening hours', 'How to find us', 'Table request'],
    kept: 'Dish OpeningTime',
    forms: {
      'Table request': [
        'Name!: string',
        'Phone!: string',
        'Date: date',
        'Time: string',
        'Number of people: integer',
        'Allergies: text',
      ],
    },
    headline: 'Olive & Thyme',
  },
  {
    prompt:
      'Tanzschule Takt sucht eine neue Webseite. Auf der Seite: Kurse (Paartanz, Hip-Hop, Kindertanz) mit Wochentag, Uhrzeit, Preis und Lehrer, die Lehrer mit Bild, Veranstaltungen, Preise, FAQ. Anmeldeformular für eine Probestunde: Vorname, Nachname, E-Mail, Telefon, Alter, welcher Kurs, mit Partner oder ohne. Wir wollen Kurse und Veranstaltungen selbst ändern können. Verspielt, pink.',
    sections: ['Kurse', 'Veranstaltungen', 'Lehrer', 'Preise', 'Fragen und Antworten', 'Probestunde'],
    kept: 'Course Teacher Event Price Faq',
    forms: {
      Probestunde: [
        'Vorname!: string',
        'Nachname: string',
        'E-Mail!: email',
        'Telefon: string',
        'Alter: integer',
        'Welcher Kurs: reference',
        'Mit Partner oder ohne: enum (Mit Partner, Ohne)',
      ],
    },
    headline: 'Tanzschule Takt',
  },
  {
    prompt:
      'We are a small animal rescue. The site should tell our story, show the animals looking for a home (name, kind, age, photo, a few words), upcoming open days, the people who run it, how to help, and answer common questions. People who want to adopt fill in a form: name, email, phone, which animal, do they have a garden, other pets, and why they want to adopt. A volunteer application form: name, phone, how they would like to help (walking, cleaning, transport), and something about themselves. Soft green.',
    sections: [
      'Our story',
      'Animals',
      'Open days',
      'Our team',
      'How to help',
      'Questions and answers',
      'Adoption request',
      'Volunteer application',
    ],
    kept: 'Animal OpenDay TeamMember Faq PageText',
    forms: {
      'Adoption request': [
        'Name!: string',
        'Email!: email',
        'Phone: string',
        'Which animal: reference',
        'Do you have a garden?: boolean',
        'Other pets: string',
        'Why you want to adopt: text',
      ],
      'Volunteer application': [
        'Name!: string',
        'Phone!: string',
        'How you would like to help: enum (Walking, Cleaning, Transport)',
        'Something about yourself: text',
      ],
    },
    headline: 'Animal rescue',
  },
  {
    prompt:
      'One-page site for a piano tuner. Name: Keys & Hammers. I cover Bath and Bristol. Tuning £75, pitch raise £110, repairs from £60. Let people request a visit: name, postcode, email or phone, make of piano, upright or grand, last tuned (less than a year, 1-3 years, longer). Show three customer quotes:\n"On time and so patient." - Helen, Bath\n"Our upright has never sounded better." - The Marsh family\n"Explained everything." - Tom R.',
    sections: ['Prices', 'What people say', 'Request a visit'],
    kept: 'Testimonial Price',
    forms: {
      'Visit request': [
        'Name!: string',
        'Postcode: string',
        'Email or phone!: string',
        'Make of piano: string',
        'Upright or grand: enum (Upright, Grand)',
        'Last tuned: enum (Less than a year, 1-3 years, Longer)',
      ],
    },
    headline: 'Piano tuner',
  },
];
