import { GERMAN_BRIEFS } from './germanBriefs.ts';
import type { Expected } from './prompts.ts';

/**
 * Briefs as people write them, each for a class of what went wrong on the scoreboard: people who are no rows, words that are
 * no things, roles by any word for people, values in lists and in prose, how things hang together. Written in words of our
 * own; what they expect is what the prompt says, with a ? for what a good reader may keep as well.
 */
export const BRIEFS: Expected[] = [
  // One line.
  { prompt: 'keep track of who has which laptop', entities: 'Laptop|Computer Loan?|Assignment? Employee?|Person?' },
  { prompt: 'an app where my team logs sick days', entities: 'Absence|SickDay Employee?', kind: 'app' },
  {
    prompt: 'site for a pottery cafe with opening hours and a booking form',
    entities: 'Booking|Reservation',
    kind: 'landing',
  },
  { prompt: 'sell my grandmas jam online', entities: 'Product Order Category?', kind: 'shop' },
  {
    prompt: 'beekeeper notebook: hives, inspections, honey yield per hive',
    entities: 'Hive Inspection|HiveInspection HoneyHarvest|Crop?|Yield?',
    kind: 'app',
  },
  {
    prompt: 'revenue and costs per month of our three stores, from csv',
    entities: 'Sale?|Revenue?|Transaction?|Income?|Metric? Cost?|Expense? Store?',
    kind: 'dashboard',
  },
  {
    prompt: 'a place for our street to lend ladders, drills and so on',
    entities: 'Tool|Item|Equipment|Ladder? Loan|Rental Drill? Member?',
    kind: 'app',
  },
  { prompt: 'Vereinskasse mit Einnahmen und Ausgaben', entities: 'Income Expense', kind: 'app' },

  // People who act are roles, and rows only where something is kept of them.
  {
    prompt:
      'Our climbing gym needs a route book. Setters enter new routes with a name, a grade, a wall and a colour. Climbers tick off routes they have done and rate them from 1 to 5. The head setter can retire a route.',
    entities: 'Route|Climb|Trail Tick?|Ascent?|Rating?|Review? Wall?',
    roles: 'setter climber head-setter?',
    fields: 'Route.grade:string',
    kind: 'app',
  },
  {
    prompt:
      'We are a small translation bureau. Project leads create jobs with a source language, a target language, a word count and a deadline. Translators accept or decline a job. Proofreaders check finished jobs and leave comments.',
    entities: 'Job|TranslationJob Comment',
    roles: 'project-lead|lead translator proofreader',
    fields: 'Job.sourceLanguage:string Job.targetLanguage:string Job.wordCount:integer Job.dueDate:date',
    relations: 'Comment>Job',
    kind: 'app',
  },
  {
    prompt:
      'App for our volunteer fire brigade. Firefighters report when they are away, the chief plans duties, the quartermaster looks after the equipment. Every piece of equipment has an inventory number, a storage location and the date of the next check.',
    entities: 'Equipment Duty|Shift Absence? Check?',
    roles: 'firefighter chief quartermaster',
    fields: 'Equipment.location:string',
    kind: 'app',
  },
  {
    prompt:
      'A portal for our kindergarten. Parents report their child sick or change who picks it up. Educators see the list of the day and write short notes about each child. The director adds children and groups.',
    entities: 'Child Group Note Absence?|SickNote?|Report? Pickup?',
    roles: 'parent educator|carer director',
    relations: 'Note>Child',
    kind: 'app',
  },
  {
    prompt:
      'Dispatch tool for a taxi firm: the dispatcher enters rides with pickup address, destination, time and passenger name and assigns them to a driver. Drivers mark a ride as started and finished. The accountant exports all rides of a month.',
    entities: 'Ride Driver?',
    roles: 'dispatcher driver accountant',
    fields: 'Ride.pickupAddress:text Ride.destination:string Ride.passengerName:string',
    kind: 'app',
  },
  {
    prompt:
      'For our museum: curators describe objects (title, artist, year made, material, insured value) and lend them to other museums. A loan has a borrower museum, a start date, an end date and a courier. Registrars approve every loan.',
    entities: 'Object|Artwork|MuseumObject Loan Museum?',
    roles: 'curator registrar',
    fields: 'Loan.startDate:date Loan.endDate:date Object.artist:string Object.material:string',
    relations: 'Loan>Object',
    kind: 'app',
  },

  {
    prompt:
      'Scout camp planner. Who works with it: leaders (plan activities, see everything), helpers (sign up for kitchen duties) and the treasurer (Tom) who enters expenses. An activity has a title, a day, a place and a leader.',
    entities: 'Activity Duty|KitchenDuty|Shift Expense',
    roles: 'leader helper|volunteer treasurer',
    fields: 'Activity.title:string Activity.place:string',
    kind: 'app',
  },
  {
    prompt: `Rowing club log book.
Roles:
- Rower: enters outings and reports damage
- Boatman: repairs boats and closes damage reports
- Board: reads everything, the statistics page is for the board only
Outing: boat, rowers, start, end, kilometres.`,
    entities: 'Outing|Trip|Ride Damage|DamageReport Boat',
    roles: 'rower boatman board',
    relations: 'Damage>Boat? Outing>Boat',
    kind: 'app',
  },

  // What is no thing: pages, lists, parts of screens, what an app does by itself.
  {
    prompt:
      'Issue desk for the town hall. Citizens report a broken streetlight or a hole in the road with a description, a street and a photo. Clerks set the status (new, in progress, fixed) and add a public answer. The start page shows a list of open reports, a search box and a button to report something. I want weekly statistics and an e-mail when the status changes.',
    entities: 'Report|Concern|Issue Answer?',
    roles: 'citizen clerk',
    fields: 'Report.street:string Report.status:enum',
    kind: 'app',
  },
  {
    prompt:
      'Build me a reading diary. On the home screen I see what I am reading now. Each entry has the book, the date, the pages read and my thoughts. There should be a page with all books, a detail page per book and a settings page. Dark mode please.',
    entities: 'Book Entry|DiaryEntry|ReadingEntry',
    fields: 'Entry.date:date',
    relations: 'Entry>Book',
    kind: 'app',
  },
  {
    prompt:
      'Small tool for our podcast: a table with all episodes (number, title, guest, recording date, link to the audio file). I need filters by guest and a calendar of the recordings. Later we may want a newsletter, but not now.',
    entities: 'Episode Guest?',
    fields: 'Episode.number:string|Episode.number:integer Episode.title:string',
    kind: 'app',
  },
  {
    prompt:
      'Landing page for a driving school. Sections: about us, prices (basic package 850 euro, lesson 55 euro), the instructors with a photo and a sentence, frequently asked questions, directions. A form to register for a theory course with name, phone, e-mail and wished start date. Fresh look, blue and white.',
    entities:
      'Registration|Inquiry|CourseRegistration|TheoryCourse? Instructor? Faq?|KnowledgeArticle? Price?|Package?|Plan? Course?',
    kind: 'landing',
  },
  {
    prompt:
      'A blog about repairing old radios. Every article has a title, the text, a cover picture, a category and tags. Readers may leave comments, which I approve first. There should be an about page, an RSS feed and a search. No ads, no tracking, no newsletter.',
    entities: 'Article|Post Comment Category? Tag?',
    roles: 'reader?',
    fields: 'Article.title:string',
    relations: 'Comment>Article',
    kind: 'blog',
  },

  // Values, in prose and in lists.
  {
    prompt:
      'Wine cellar. For every bottle I want to know the winery, the grape, the vintage, the price I paid, the shelf and how many are left. When I open one I note the date, the occasion and a score out of 100.',
    entities: 'Bottle|Wine Tasting?|Opening?|Note?',
    fields: 'Bottle.winery:string Bottle.grape:string Bottle.vintage:integer Bottle.price:money Bottle.shelf:string',
    kind: 'app',
  },
  {
    prompt:
      'Rental of camping gear. Gear items: name, inventory code (unique), category (tents, stoves, sleeping bags), daily price, condition. Rentals: item, customer, from date, to date, deposit paid yes or no. Customers: name, phone, e-mail address (required).',
    entities: 'GearItem|Gear|Equipment|Item Rental Customer',
    fields: 'Rental.fromDate:date|Rental.startDate:date Customer.phone:phone Customer.email:email Gear.category:enum',
    relations: 'Rental>Gear Rental>Customer',
    kind: 'app',
  },
  {
    prompt:
      'Make a grant tracker for our foundation.\n- Grants: title, amount, deadline, status (open, applied, won, lost)\n- Funders: name, website, contact person\n- Reports: due date, sent on\nEach grant belongs to a funder. Each report belongs to a grant.',
    entities: 'Grant Funder Report',
    fields:
      'Grant.amount:money Grant.dueDate:date|Grant.deadline:date Grant.status:enum Funder.website:url Report.dueDate:date',
    relations: 'Grant>Funder Report>Grant',
    kind: 'app',
  },
  {
    prompt:
      'We keep bees and sell honey at markets. I note for each jar batch: batch number, filling date, kind of honey (blossom, forest, lime), number of jars and best before date. A market day has a place, a date and how many jars we sold.',
    entities: 'Batch|JarBatch MarketDay|Market',
    fields: 'Batch.batchNumber:string',
    kind: 'app',
  },
  {
    prompt:
      'Vet practice. An animal has a name, a species, a birth date, a chip number and an owner. Its owner has a name, a phone number and an address. At each visit we write down the weight, the diagnosis, the medication given and the price.',
    entities: 'Animal|Pet Owner Visit',
    fields: 'Animal.birthDate:date Animal.chipNumber:string Owner.phone:phone Visit.weight:number Visit.price:money',
    relations: 'Animal>Owner Visit>Animal?',
    kind: 'app',
  },
  {
    prompt:
      'Car sharing among friends. Bookings need a start, an end and a purpose; afterwards the driver types in the kilometres and any damage. A car is described by its plate, model, number of seats and fuel type (petrol, diesel, electric).',
    entities: 'Booking Car Damage?',
    roles: 'driver?',
    fields: 'Car.plate:string Car.model:string Car.seats:integer Car.fuelType:enum Booking.purpose:string',
    relations: 'Booking>Car?',
    kind: 'app',
  },
  {
    prompt:
      'Job applications of our bakery. Applicants fill in first name, last name, e-mail, phone, the position they want and upload a CV. The boss moves an application from received to invited to hired or rejected and can add remarks.',
    entities: 'Application Position? Applicant?',
    roles: 'applicant boss|owner',
    fields: 'Application.firstName:string Application.lastName:string Application.email:email Application.status:enum',
    kind: 'app',
  },

  // How things hang together.
  {
    prompt:
      'Makerspace. Members borrow machines for an hour. We want to know who borrowed which machine and when. Each machine belongs to a workshop area. Some machines need a training: a training certificate is for one member and one machine.',
    entities: 'Machine Loan|Booking|Rental Area|WorkshopArea Certificate|TrainingCertificate|Training Member?',
    roles: 'member',
    relations: 'Loan>Machine Machine>Area',
    kind: 'app',
  },
  {
    prompt:
      'Film festival. A film is shown in several screenings, each screening takes place in a hall. Visitors buy no tickets here. Jury members give every film points and a short comment. The programme team adds films, halls and screenings.',
    entities: 'Film|Movie Screening Hall|Room|Venue Vote|Rating|JuryVote|Review|Point|Score?',
    roles: 'jury-member|jury|judge programme-team|team',
    relations: 'Screening>Film Screening>Hall',
    kind: 'app',
  },
  {
    prompt:
      'Property tool: buildings have flats, flats have tenants, tenants pay rent. I assign craftsmen to defects of a flat. For every defect there are photos and a cost estimate.',
    entities:
      'Building Flat|Apartment Tenant Defect|Damage|MaintenanceRequest Craftsman Payment?|RentPayment?|Rent? Estimate?|Quote?',
    relations: 'Flat>Building Tenant>Flat Defect>Flat Defect>Craftsman',
    kind: 'app',
  },
  {
    prompt:
      'Research group: papers are written by several authors, authors belong to an institute. Each experiment is part of a project and produces datasets. The supervisor signs off experiments.',
    entities: 'Paper|ResearchPaper Author Institute Experiment Project Dataset',
    roles: 'supervisor',
    relations: 'Author>Institute Experiment>Project Dataset>Experiment',
    kind: 'app',
  },
  {
    prompt:
      'Sports league with teams, players and matches. Every player plays for one team. A match is between a home team and an away team at a ground. Referees are assigned to matches and enter the result.',
    entities: 'Team Player Match Ground?|Venue? Referee?',
    roles: 'referee',
    relations: 'Player>Team Match>Team',
    kind: 'app',
  },
  {
    prompt:
      'Workshop orders: one customer can have many cars, and a car can have many repair orders. The parts used in an order are listed with quantity and price. Mechanics only see the orders that are assigned to them.',
    entities: 'Customer Car|Vehicle RepairOrder|Repair|Order Part|OrderPart|PartUsed',
    roles: 'mechanic',
    relations: 'Car>Customer RepairOrder>Car',
    kind: 'app',
  },

  // Long and messy.
  {
    prompt: `Hi! We are a community theatre with about forty people and everything lives in a chat group, which is a mess. What we need:

Productions: title, author of the play, director, premiere date, and whether it is planned, rehearsing, running or archived. For each production there are rehearsals (date, start time, room, what we rehearse). Actors say if they can come to a rehearsal, and a rehearsal shows who is missing.

We also have a costume store. A costume has a number, a size, a colour and a photo and is lent out to an actor for a production.

The stage manager plans everything and may change everything. Actors only see productions they are part of and cannot delete anything. Please no ticket sales, we have another system for that. It should look a bit theatrical, dark red.`,
    entities: 'Production Rehearsal Costume Attendance?|Reply?|Response?|Rsvp? Loan?|CostumeLoan? Actor?',
    roles: 'actor stage-manager',
    fields:
      'Production.title:string Production.director:string Rehearsal.room:string Costume.size:string Costume.number:string',
    relations: 'Rehearsal>Production',
    kind: 'app',
  },
  {
    prompt: `We deliver organic vegetable boxes to about 200 households every Thursday. Today this is a spreadsheet.

A subscriber has a name, an address, a phone number, a box size (small, medium, large) and a delivery day. They can pause their subscription for some weeks - then we need from and to dates of the break.

Every week the packing team prints what goes into the boxes: for each vegetable the name, the farm it comes from and the amount per box. Drivers get a tour with stops in order; at each stop they tick delivered or write why not.

Our office should see everything, the packers only the content of the week, the drivers only their own tours. No online payment for now, we invoice by post. Tone: friendly and green.`,
    entities:
      'Subscriber|Customer|Subscription Vegetable Tour|Route|DeliveryRoute Stop Break?|Pause? Farm? Subscription? Content?|BoxContent?',
    roles: 'packer|packing-team driver office|clerk',
    fields: 'Subscriber.phone:phone Subscriber.boxSize:enum Subscriber.address:text',
    relations: 'Stop>Tour',
    kind: 'app',
  },
  {
    prompt: `I run a language school with three teachers and I lose track of things. Here is what matters.

Students sign up for courses. A course has a language, a level (A1, A2, B1, B2, C1), a teacher, a weekday, a time, a room and at most 12 places. When it is full, people go on a waiting list. A booking is first requested, then confirmed by me, and can be cancelled until a week before.

Teachers write down who was there in every lesson, and what was done. Students see only their own bookings. I also want to know which invoices are open: an invoice is for one booking, has a number, an amount, a date and a paid tick.

Not wanted: chat, video calls, online tests.`,
    entities: 'Course Booking Invoice Lesson Attendance? Student? WaitingListEntry? Teacher?',
    roles: 'student teacher',
    fields: 'Course.level:enum Course.room:string Invoice.amount:money Invoice.number:string',
    relations: 'Booking>Course Invoice>Booking Lesson>Course?',
    kind: 'app',
  },
  {
    prompt: `Internal tool for a solar installer. The sales rep creates a lead (name, address, phone, roof type, yearly consumption in kWh) and visits the house. After the visit a quote is made: panels, inverter, price, valid until. If the customer accepts, a project starts.

A project goes from planned to material ordered to installed to connected to closed. Fitters upload photos to the project and fill in a checklist before they leave. The site manager signs it off. Every project has at least one appointment with a date, a time and the fitters who go there.

Managers want to see how many projects are in which state. The customer does not log in.`,
    entities: 'Lead Quote Project Appointment ChecklistItem?|Checklist? Visit? Photo? Panel?|SolarPanel? Inverter?',
    roles: 'sales-rep|seller fitter site-manager manager',
    fields: 'Lead.roofType:string Lead.phone:phone Quote.price:money',
    relations: 'Appointment>Project Project>Quote?',
    kind: 'app',
  },
  {
    prompt: `We're three sisters making ceramics and want a webshop plus a little journal. Pieces are one of a kind: each has a name, a price, a size, a glaze and up to five photos; once it is sold it must not be bought again. Collections group the pieces (spring, kitchen, gifts). Shipping costs 6 euro, or you collect it in the studio. People order without an account. We mark an order as paid, packed and sent. In the journal we publish texts with pictures now and then. Colours: sand and dark blue. No discount codes, no reviews please.`,
    entities: 'Piece|Product Collection|Category Order Post|JournalEntry|Article|DiaryEntry',
    relations: 'Piece>Collection',
    kind: 'shop',
  },
  {
    prompt: `A figures page for our swimming pool. Every evening the shift lead uploads a file with the columns date, visitors, tickets sold, water temperature, takings. I would like to see visitors by month and by weekday, takings compared with the same month last year, and be able to look at one pool only (indoor, outdoor). The manager and the shift leads can log in, only the manager may delete anything.`,
    entities: 'DailyFigure|Visit|Day|Sale|Taking|Ticket|Visitor|Income|Entry',
    roles: 'manager shift-lead',
    kind: 'dashboard',
  },
  {
    prompt: `Emergency contact book for our sailing club.

Boats - name, sail number, class, owner, berth
Members - first name, last name, birthday, phone, emergency contact
Trips - boat, skipper, crew, departure, expected return, actual return

The harbour master sees all trips that have not come back. Members enter and close their own trips. New members are added by the secretary.`,
    entities: 'Boat Member Trip',
    roles: 'harbour-master|master member secretary|assistant',
    fields:
      'Boat.sailNumber:string Member.firstName:string Member.phone:phone Trip.expectedReturn:datetime|Trip.expectedReturn:date',
    relations: 'Trip>Boat',
    kind: 'app',
  },

  ...GERMAN_BRIEFS,
];
