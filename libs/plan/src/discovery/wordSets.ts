const set = (words: string) => new Set(words.split(/\s+/).filter(Boolean));

/** Verbs whose object an app keeps rows of, in the forms that prompts have. */
export const KEEPING_VERBS = set(`
  manage manages managing managed track tracks tracking tracked add adds adding create creates creating edit edits editing
  update updates updating delete deletes deleting record records recording log logs logging organise organize organising
  organizing store stores storing keep keeps keeping register registers registering upload uploads uploading publish
  publishes publishing post posts posting submit submits submitting browse browsing book books booking order orders ordering
  schedule schedules scheduling plan plans planning assign assigns assigning approve approves approving write writes writing
  sell sells selling rent rents renting lend lends lending borrow borrows borrowing buy buys collect collects collecting
  maintain maintaining handle handling monitor enter enters entering import follow view views viewing see sees remove
  removing reserve reserves reserving list lists listing catalogue catalog cataloguing document documents send sends issue
  issues administer modify confirm confirms reject rejects review reviews reviewing save saves saving capture open opens
  close closes cancel cancels report reports request requests requesting offer offers offering display displays showing
  show shows showcase propose share shares sharing find search searching compare moderate archive invite invites print draft
  make makes move moves read reads mark marks give gives inspect inspects reply replies note rsvp handles exports export imports assigns answer answers taking fill rate rates leave leaves join check track start run set sets define defines
  verwalten verwaltet anlegen anlegt angelegt erstellen erstellt erfassen erfasst buchen bucht bestellen bestellt bearbeiten
  bearbeitet löschen löscht eintragen einträgt speichern speichert hinzufügen pflegen pflegt sehen sieht ansehen anzeigen
  einsehen suchen finden planen plant reservieren reserviert verkaufen verkauft vermieten vermietet verleihen leihen
  ausleihen veröffentlichen veröffentlicht schreiben schreibt hochladen zuweisen genehmigen genehmigt ablehnen bestätigen
  bestätigt organisieren organisiert dokumentieren dokumentiert melden meldet einreichen reicht beantragen beantragt sammeln
  sammelt notieren notiert verfolgen führen stornieren storniert abschließen verschicken versenden anbieten ändern ändert lesen liest
  bewerten vergeben eingeben festhalten archivieren durchsuchen durchstöbern entfernen kaufen zeigen präsentieren stellen
  schließen hinterlegen überwachen zuordnen importieren exportieren moderieren freigeben aufnehmen`);

/** Heads that say nothing themselves: of "invoice management" the invoice counts. */
export const EMPTY_HEADS = set(`
  management system tracker list database record records app application tool tracking planner manager catalogue catalog
  directory portal platform overview board collection log register administration organiser organizer software website site
  page pages data information info module section history view entry entries calendar archive library organizer planning
  scheduling scheduler process processing workflow handling creation form forms dashboard
  verwaltung liste übersicht datenbank app anwendung system planung planer portal plattform kalender katalog verzeichnis daten
  erfassung seite bereich formular tool software archiv sammlung modul programm`);

/** Parts of screens, and other words that are never rows by themselves. */
export const NOT_KEPT = set(`
  app application system platform tool software website site webpage button header footer sidebar navbar navigation
  interface ui ux form filter search sort color colour theme background font design layout style mode dark light login logout
  sign signup signin password authentication access permission role user account profile home homepage dashboard data
  information detail overview statistic analytics chart graph feature result function functionality option way thing stuff lot
  number time day week month year today example business user experience click tab modal icon screen mobile desktop browser
  admin administrator blog weblog webshop crud api backend frontend database mvp version language component responsive date name email address
  phone price amount total average sum share rest status type priority color size field value column row kind variety range bit side end top
  bottom everything anything something nothing someone everyone anyone people person world life need step
  figure percentage progress one work right support access basis to please thanks help hello world test lorem ipsum
  anwendung programm webseite website seite knopf schaltfläche farbe hintergrund design anmeldung login benutzer nutzer konto
  profil daten information informationen übersicht funktion funktionen möglichkeit dinge sachen zeit woche monat jahr
  beispiel startseite menü suche filter passwort rolle rechte zugriff person personen leute liste listen start ende teil art
  uhr euro prozent hilfe dank frage`);

/** Nouns of the lexicon that more often name a value, a screen or a place than rows: they need more evidence. */
export const WEAK_NOUNS = set(`
  Page Report Notification Bookmark Photo Document Language Country City Region Address Rating Password Metric Feature Release
  Software Website Table Template Group Team Place Position Person Reminder Company Owner Like Section Menu Period WorkoutSet
  Key Account Resource Plan Domain Tag Score Note Store Video Channel Market Manager Collection Segment Move Set Visit Sample
  Decision Term Vocabulary Building House Field Garden Farm Agency Branch Club School Hospital Gym Salon Restaurant Bakery
  University Hotel Kindergarten Stock Trade Model Answer Question Approval Registration Availability Seat Box Bed Lead
  Vote Folder Letter Community Neighbourhood Interaction Household Club Shelter Pharmacy Item Script Snippet Season Race Run
  Goal Objective Sponsor Partner Agent Editor Author PageSection Newspaper Server Computer Law Performance Gallery
  Festival Party Slot Deposit Experiment Segment Follower Star Audit Case Issue Sale Purchase Release Log LogEntry Match Pickup Desk Part Income`);

/** The thing that a verb makes: who books makes a booking. */
export const VERB_NOUNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    book: 'Booking',
    reserve: 'Reservation',
    enrol: 'Enrolment',
    enroll: 'Enrolment',
    register: 'Registration',
    comment: 'Comment',
    review: 'Review',
    donate: 'Donation',
    order: 'Order',
    'pre-order': 'PreOrder',
    preorder: 'PreOrder',
    subscribe: 'Subscriber',
    vote: 'Vote',
    apply: 'Application',
    borrow: 'Loan',
    borrowed: 'Loan',
    lend: 'Loan',
    lent: 'Loan',
    rent: 'Rental',
    bid: 'Bid',
    reply: 'Comment',
    rsvp: 'Rsvp',
    score: 'Rating',
    rate: 'Rating',
    buchen: 'Booking',
    reservieren: 'Reservation',
    bestellen: 'Order',
    vorbestellen: 'PreOrder',
    kommentieren: 'Comment',
    bewerten: 'Review',
    spenden: 'Donation',
    ausleihen: 'Loan',
    ausgeliehen: 'Loan',
    verliehen: 'Loan',
    mieten: 'Rental',
    abstimmen: 'Vote',
    bewerben: 'Application',
    bieten: 'Bid',
  }),
);

/** Nouns that a verb's object names already: who books an appointment makes no booking beside it. */
export const RESULTS = set(`
  Appointment Booking Reservation Viewing TestDrive Consultation ClassBooking RidingLesson Order PreOrder Rental Loan BookLoan
  EquipmentLoan Registration Enrolment Comment Review Rating Donation Vote Application Bid Rsvp Subscription Session Visit Slot
  PhotoShoot Ride`);

/** Who uses every app: names of roles that say no more than "somebody who is signed in". */
export const EVERYBODY = set(
  'user users person people everyone everybody anyone someone somebody nutzer benutzer anwender leute personen nutzerinnen jeder alle',
);

export const OWNERS = set(
  'admin admins administrator administrators administratoren owner owners superuser inhaber inhaberin betreiber chef chefin boss ich i',
);

/** Verbs in front of what somebody may do. */
export const MODALS = set(
  'can may should must could shall will might able allowed cannot kann können darf dürfen soll sollen muss müssen sollte sollten könnte könnten möchte möchten will wollen',
);
