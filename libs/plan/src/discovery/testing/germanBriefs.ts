import type { Expected } from './prompts.ts';

/** The German part of the briefs (briefs.ts). */
export const GERMAN_BRIEFS: Expected[] = [
  {
    prompt:
      'Wir verleihen Lastenräder. Zu jedem Rad speichern wir Name, Rahmennummer, Standort und Tagespreis. Mitglieder buchen ein Rad für einen Zeitraum, die Werkstatt trägt Reparaturen ein. Der Vorstand sieht alle Buchungen.',
    entities: 'Bicycle Booking Repair Member?',
    roles: 'member werkstatt|workshop board',
    fields: 'Bicycle.rahmennummer:string Bicycle.location:string Bicycle.pricePerDay:money',
    relations: 'Booking>Bicycle Repair>Bicycle?',
    kind: 'app',
  },
  {
    prompt:
      'App für unsere Imkerei: Völker haben eine Nummer, einen Standort und eine Königin mit Geburtsjahr. Bei jeder Durchsicht notieren wir Datum, Stärke, Futter und Bemerkungen. Praktikanten dürfen Durchsichten eintragen, aber nichts löschen.',
    entities: 'Hive|Volk|Voelker Inspection|HiveInspection|Durchsicht Königin?|Koenigin?',
    roles: 'intern|praktikant',
    kind: 'app',
  },
  {
    prompt: `Für unsere Hausarztpraxis suchen wir eine kleine Terminverwaltung. Patienten fragen Termine an (Wunschtag, Grund, Telefonnummer), die Arzthelferin bestätigt oder verschiebt sie. Der Arzt sieht nur seine Termine von heute. Ein Termin hat den Status angefragt, bestätigt, wahrgenommen oder ausgefallen. Bitte keine Online-Zahlung und keine Videosprechstunde.`,
    entities: 'Appointment Patient?',
    roles: 'patient arzthelferin|assistant doctor',
    fields: 'Appointment.status:enum Appointment.phone:phone',
    kind: 'app',
  },
  {
    prompt:
      'Onlineshop für Naturseifen. Jede Seife hat Name, Duft, Gewicht, Preis und Bild. Kunden bestellen ohne Konto, wir verschicken für 4,90 Euro oder man holt ab. Dazu ein Blog mit Rezepten.',
    entities: 'Product|Seife|Soap|Candle Order Post|Article|Recipe Category?',
    kind: 'shop',
  },
  {
    prompt:
      'Stundenzettel für Handwerker. Jeder Mitarbeiter trägt Baustelle, Datum, Beginn, Ende und Pause ein. Die Bauleiterin prüft die Einträge und gibt sie frei. Baustellen haben eine Adresse und einen Auftraggeber.',
    entities: 'TimeEntry|Timesheet|Stundenzettel Site|ConstructionSite|Baustelle Employee? Client?',
    roles: 'employee foreman|bauleiterin',
    fields: 'Site.address:text',
    relations: 'TimeEntry>Site',
    kind: 'app',
  },
  {
    prompt:
      'Wir sind ein Ruderverein. Jedes Boot hat einen Namen, eine Bootsklasse, ein Gewicht und einen Liegeplatz. Mitglieder tragen Fahrten ein (Datum, Boot, Strecke in km, Bemerkung). Der Bootswart sperrt Boote und erfasst Reparaturen zu einem Boot.',
    entities: 'Boat Trip|Ride Repair Member? Berth?',
    roles: 'member bootswart',
    fields: 'Boat.weight:number Trip.date:date',
    relations: 'Trip>Boat Repair>Boat',
    kind: 'app',
  },
  {
    prompt:
      'Digitales Klassenbuch für unsere Fahrschule: Fahrlehrer legen Fahrstunden an, mit Datum, Uhrzeit, Dauer in Minuten, Fahrschüler und Fahrzeug. Fahrschüler sehen nur ihre eigenen Fahrstunden. Das Büro schreibt Rechnungen und sieht alles.',
    entities: 'Lesson|Fahrstunde|DrivingLesson|Class? Vehicle Invoice Student?|Fahrschueler? Training?',
    roles: 'fahrlehrer|instructor|teacher fahrschueler|student clerk|buero',
    fields: 'Lesson.date:date Lesson.duration:integer',
    kind: 'app',
  },
  {
    prompt:
      'Spendenverwaltung für einen Tierschutzverein. Spender haben Name, E-Mail-Adresse und Anschrift. Eine Spende gehört zu einem Spender und hat einen Betrag, ein Datum und einen Verwendungszweck. Die Kassenwartin stellt Quittungen aus, der Vorstand darf nur lesen.',
    entities: 'Donor Donation Receipt?',
    roles: 'treasurer board',
    fields: 'Donor.email:email Donation.amount:money Donation.date:date Donation.purpose:string',
    relations: 'Donation>Donor',
    kind: 'app',
  },
  {
    prompt: `Wir brauchen eine Materialausgabe für unsere Theaterwerkstatt.

- Material: Bezeichnung, Lagerplatz, Menge, Mindestbestand, Preis pro Stück
- Ausgabe: Material, Menge, Datum, an wen
- Bestellung: Lieferant, Bestelldatum, Status (offen, bestellt, geliefert)

Bühnenbildner buchen Material aus, die Lagerleitung bestellt nach. Keine Anbindung an die Buchhaltung.`,
    entities: 'Material|RawMaterial Ausgabe|StockMovement|Expense Order|PurchaseOrder Supplier?',
    roles: 'buehnenbildner lagerleitung|storekeeper',
    fields: 'Order.status:enum',
    kind: 'app',
  },
  {
    prompt:
      'Ein kleiner Shop für Kräutertees: jede Sorte mit Name, Herkunft, Preis, Gewicht und Bild, Warenkorb, Bestellung ohne Konto, Abholung im Laden oder Versand. Rabattcodes brauchen wir nicht.',
    entities: 'Product|Sorte|Tee Order Category?',
    kind: 'shop',
  },
];
