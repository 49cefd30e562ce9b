import type { Expected } from './prompts.ts';

/** Briefs of people who write lists, headings and numbers: a line for each thing, for each value, for everybody who signs in. */
export const STRUCTURED_BRIEFS: Expected[] = [
  {
    prompt: `Workshop booking tool for our makerspace.

Machine: name, location, training required (yes or no), hourly fee
Member: name, email, phone, joined on
Booking: machine, member, start, end, purpose, state

States of a booking: requested → confirmed (by staff) → done. Staff can also cancel one.

Logins:
- staff: everything
- member: sees machines, books them, sees own bookings only, can't confirm
- trainer: reads bookings, can mark a member as trained

Not needed: payments, newsletter, app for phones.`,
    entities: 'Booking Machine Member',
    roles: 'staff member trainer',
    fields: 'Machine.trainingRequired:boolean Machine.hourlyFee:money Member.joinedOn:date Booking.purpose:string',
    relations: 'Booking>Machine Booking>Member',
    kind: 'app',
  },
  {
    prompt: `# Vineyard notebook

We grow grapes on 14 plots and make our own wine. I'd like to replace three spreadsheets.

## Things
* Plots - name, area in ha, grape variety, planting year
* Work on a plot - date, what was done (pruning, spraying, mowing, harvest), hours, who
* Tanks - number, volume in litres, content
* Batches - vintage, grape variety, tank, alcohol, state (fermenting, resting, bottled)

## People
* winemaker: full access
* seasonal workers: only add work, nothing else
* office: reads everything, exports the hours

A worker must not see the batches. Show the hours per plot and month.`,
    entities: 'Plot Tank Batch Hour|TimeEntry|Work',
    roles: 'winemaker worker|seasonal-worker clerk|office',
    fields: 'Plot.area:number Plot.plantingYear:integer Batch.vintage:integer',
    relations: 'Batch>Tank',
    kind: 'app',
  },
  {
    prompt: `Hi! We're a small theatre company. What we need:

1. Productions (title, author, premiere date, director, description, poster). 
2. Performances belong to a production: date and time, venue, seats, sold tickets.
3. Actors and crew. Name, e-mail, phone, role in the production.
4. Rehearsal plan: each rehearsal has a date, start and end, a room and the people who should come.
5. Props list per production: what, where it is stored, borrowed from whom, return by.

Who uses it: the director plans rehearsals, actors only look at their rehearsals and say whether they can come, the stage manager takes care of props. The office can do everything.

A performance is planned, on sale, sold out or cancelled.`,
    entities: 'Production Performance Rehearsal Prop Actor Loan?',
    roles: 'director actor stage-manager clerk|office',
    fields: 'Production.premiereDate:date Performance.seats:integer Actor.phone:phone',
    relations: 'Performance>Production',
    kind: 'app',
  },
  {
    prompt: `Helpdesk for a school's IT.

Teachers report a problem: room, device, what happened, urgency (can wait, today, now). 
Technicians take a problem, write notes, and set it to in work, waiting for parts or solved. 
The head of IT sees all, assigns technicians and closes. Teachers see only what they reported themselves, and may reopen a solved one.

Devices have an inventory number, type, room, purchase date, warranty until.
Overview: open problems per room, and average time until solved.
Please no e-mails.`,
    entities: 'Problem Device Note?',
    roles: 'teacher technician head?',
    fields: 'Problem.room:string Device.inventoryNumber:string Device.warrantyUntil:date',
    relations: 'Problem>Device',
    kind: 'app',
  },
  {
    prompt: `Wir brauchen eine Software für unseren Verleih von Veranstaltungstechnik.

Artikel: Bezeichnung, Kategorie (Ton, Licht, Bühne, Strom), Anzahl, Tagespreis, Lagerplatz
Kunde: Firma, Ansprechpartner, E-Mail, Telefon, Adresse
Auftrag: Kunde, von, bis, Ort, Status (Anfrage, bestätigt, draußen, zurück, abgerechnet), Notizen
Ein Auftrag hat mehrere Positionen: Artikel, Menge, Rabatt.

Rollen: Disponent (alles), Lager (sieht Aufträge, setzt sie auf draußen und zurück), Buchhaltung (liest alles, setzt auf abgerechnet).
Keine Zahlungen, keine Mails.`,
    entities: 'Item Customer Order Rental?|Loan?',
    roles: 'dispatcher lager|warehouse accountant',
    fields: 'Item.pricePerDay:money Customer.company:string',
    relations: 'Order>Customer',
    kind: 'app',
  },
];
