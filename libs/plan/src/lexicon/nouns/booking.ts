/** Appointments, events, travel and vehicles. The columns are explained in ../parseNouns.ts. */
export const BOOKING = `
Appointment | Termin, Termine | startsAt! endsAt notes >Client >Customer >Patient >Service >Employee >Doctor | status: Requested > Confirmed > Completed; Requested > Cancelled; Confirmed > Cancelled; Confirmed > No-show | #calendar
Booking | Buchung, Buchungen, Terminbuchung, Terminbuchungen | reference!! startsAt! endsAt partySize:integer notes >Customer >Client >Room >Service >Guest >Resource | status: Requested > Confirmed > Completed; Requested > Cancelled; Confirmed > Cancelled | #calendar
Reservation | Reservierung, Reservierungen | name! startsAt! partySize:integer! phone email notes >Table >Guest >Room >Customer | status: Requested > Confirmed > Seated; Requested > Cancelled; Confirmed > Cancelled; Confirmed > No-show | #calendar
Slot, time slot | Zeitfenster, Slot, Slots, Zeitslot, Zeitslots | startsAt! endsAt! capacity | status: Free > Booked > Free | #calendar
Availability, opening hour | Verfügbarkeit, Verfügbarkeiten, Öffnungszeit | weekday(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)! opensAt:string! closesAt:string! >Employee
Waiting list entry, waitlist entry, waiting list, waitlist | Warteliste, Wartelisten, Wartelisteneintrag | name! phone email requestedOn! notes >Service >Event | status: Waiting > Offered > Booked; Waiting > Withdrawn
Service, treatment on offer | Dienstleistung, Dienstleistungen, Leistung, Leistungen | name! price! duration! description category active
Resource | Ressource, Ressourcen | name! type location capacity description | status: Available > Unavailable > Available
Room, meeting room, conference room | Raum, Räume, Zimmer, Besprechungsraum, Besprechungsräume, Hotelzimmer | name!! floor:string capacity! pricePerNight:money equipment:text photo description | status: Available > Occupied > Available; Available > Out of service > Available | #gallery
Desk, workspace, workplace | Schreibtisch, Schreibtische, Arbeitsplatz, Arbeitsplätze | name!! floor:string equipment:text | status: Free > Booked > Free
Locker | Spind, Spinde, Schließfach, Schließfächer | number!! location rentedUntil:date >Member | status: Free > Rented > Free
Parking space, parking spot, parking lot | Parkplatz, Parkplätze, Stellplatz, Stellplätze | number!! level pricePerDay:money | status: Free > Taken > Free
Court, pitch, field to play | Platz, Plätze, Tennisplatz, Tennisplätze, Spielfeld | name!! surface(Clay|Grass|Hard|Indoor) pricePerHour:money lit:boolean
Event | Veranstaltung, Veranstaltungen, Event, Events, Ereignis, Ereignisse | title! startsAt! endsAt place! capacity price description photo | status: Draft > Published > Finished; Published > Cancelled | #calendar
Conference, summit, congress | Konferenz, Konferenzen, Kongress, Kongresse, Tagung, Tagungen | title! startDate! endDate! place! website description | status: Draft > Published > Finished | #calendar
Talk, presentation, lecture, keynote | Vortrag, Vorträge, Präsentation, Präsentationen | title! abstract:text startsAt duration track level >Speaker >Room >Event | status: Submitted > Accepted > Scheduled; Submitted > Rejected | #calendar
Session, conference session | Sitzung, Sitzungen, Session, Sessions | title! startsAt! endsAt! place notes >Client >Coach | | #calendar
Workshop, seminar | Workshop, Workshops, Seminar, Seminare | title! startsAt! endsAt place! capacity! price description >Coach | status: Draft > Published > Finished; Published > Cancelled | #calendar
Webinar | Webinar, Webinare | title! startsAt! duration joinUrl description host | status: Planned > Live > Finished | #calendar
Meetup, get-together | Treffen, Meetup, Meetups | title! startsAt! place! description capacity | | #calendar
Meeting | Besprechung, Besprechungen, Meeting, Meetings | title! startsAt! endsAt place agenda:text minutes:text >Project >Client | | #calendar
Agenda item | Tagesordnungspunkt, Tagesordnungspunkte | title! position:integer duration presenter notes >Meeting
Registration, sign-up for an event, event registration | Anmeldung, Anmeldungen, Registrierung, Registrierungen | name! email! registeredOn! notes >Event >Course >Workshop >Conference | status: Registered > Confirmed > Attended; Registered > Cancelled; Confirmed > Cancelled
RSVP, rsvp | Zusage Gast, Rückantwort, Rückantworten | name! answer(Yes|No|Maybe)! guests:integer message >Event >Guest
Invitation | Einladung, Einladungen | recipient! email! sentOn message >Event >Guest | status: Draft > Sent > Accepted; Sent > Declined
Admission ticket, event ticket | Eintrittskarte, Eintrittskarten, Ticket fürs Event | code!! price! holder! email >Event | status: Reserved > Paid > Used; Reserved > Cancelled
Venue, location for events | Veranstaltungsort, Veranstaltungsorte, Location, Locations | name! address! capacity contactName phone website photo | | #gallery
Festival, fair | Festival, Festivals, Messe, Messen | name! startDate! endDate! place! description photo | | #calendar
Concert, gig | Konzert, Konzerte, Auftritt, Auftritte | title! startsAt! place! price description >Band >Artist >Venue | | #calendar
Performance, show, play | Aufführung, Aufführungen, Vorstellung, Vorstellungen | title! startsAt! place! price seats description | | #calendar
Screening | Filmvorführung, Filmvorführungen | startsAt! hall:string seats price! >Movie | | #calendar
Seat | Sitzplatz, Sitzplätze | row:string! number! >Room >Venue | status: Free > Reserved > Sold
Exhibition | Ausstellung, Ausstellungen | title! startDate! endDate! place! description photo | | #calendar
Wedding | Hochzeit, Hochzeiten | couple! date! venue guestCount:integer budget notes | status: Inquiry > Booked > Held | #calendar
Party, birthday party | Feier, Feiern, Party, Partys | title! startsAt! place! guestCount:integer budget notes | | #calendar
Seating table | Sitztisch, Hochzeitstisch | name!! seats! notes
Tour, guided tour, excursion | Führung, Führungen, Ausflug, Ausflüge, Rundgang | title! startsAt! duration meetingPoint! capacity price! description photo language >Guide | status: Open > Full; Open > Cancelled | #calendar
Guide, tour guide | Reiseführer, Stadtführer, Reiseleiter, Reiseleiterin | name! email!! phone languages biography photo | | #person
Trip, journey, travel | Reise, Reisen, Fahrt, Fahrten, Trip, Trips | title! destination! startDate! endDate! budget notes photo | status: Idea > Planned > Booked > Done | #calendar
Destination | Reiseziel, Reiseziele, Ziel, Ziele | name! country! description bestSeason photo | | #gallery
Itinerary, itinerary item, stopover | Reiseplan, Reisepläne, Etappe, Etappen | title! day:integer! startsAt place notes >Trip
Flight | Flug, Flüge | number! airline origin! destination! departsAt! arrivesAt! price >Trip
Accommodation, lodging, stay | Unterkunft, Unterkünfte, Übernachtung, Übernachtungen | name! address checkIn! checkOut! price confirmationNumber >Trip
Hotel, hostel, guesthouse | Hotel, Hotels, Hostel, Pension, Pensionen | name! address! phone email website stars:integer description photo | | #place
Holiday home, vacation rental, cottage, cabin | Ferienwohnung, Ferienwohnungen, Ferienhaus, Ferienhäuser | name! address! sleeps:integer! pricePerNight:money! description photo | | #gallery
Campsite, pitch for tents, camping pitch | Campingplatz, Campingplätze, Zeltplatz, Zeltplätze | name!! size pricePerNight:money electricity:boolean | status: Free > Occupied > Free
Packing item, packing list item | Packlisteneintrag | name! quantity packed:boolean >Trip
Visa | Visum, Visa | country! type issuedOn expiresOn! >Traveller | status: Requested > Issued; Requested > Refused
Traveller, traveler | Reisender, Reisende, Reisenden | name! email!! phone passportNumber birthDate | | #person
Vehicle, car, automobile, van | Fahrzeug, Fahrzeuge, Auto, Autos, Wagen, PKW | plate!! brand! model! year color mileage:integer photo notes >Owner | status: Available > Rented > Available; Available > In service > Available; Available > Sold | #gallery
Truck, lorry | LKW, Lastwagen, Laster | plate!! brand! model year loadCapacity:integer mileage:integer inspectionDueOn:date | status: Available > On tour > Available; Available > In service > Available
Bus, coach bus, minibus | Bus, Busse, Reisebus, Reisebusse | plate!! seats! brand year inspectionDueOn:date
Motorcycle, motorbike, scooter | Motorrad, Motorräder, Roller | plate!! brand! model! year mileage:integer color
Boat, ship, yacht | Boot, Boote, Schiff, Schiffe, Yacht, Yachten | name!! type length berths:integer homePort year photo
Berth, mooring | Liegeplatz, Liegeplätze | number!! length:number width:number pricePerYear:money | status: Free > Taken > Free
Plane, aircraft | Flugzeug, Flugzeuge | registration!! brand model seats hours:number
Drone | Drohne, Drohnen | name! serialNumber!! model weight
Rental, hire, rental contract | Vermietung, Vermietungen, Verleih, Mietvorgang | startDate! endDate! total deposit notes >Customer! >Vehicle >Equipment >Bicycle >Tool | status: Reserved > Out > Returned; Reserved > Cancelled; Out > Overdue > Returned | #calendar
Ride, carpool ride, carpool | Mitfahrgelegenheit, Mitfahrgelegenheiten, Fahrgemeinschaft | origin! destination! departsAt! seats! price notes >Driver | status: Open > Full > Done; Open > Cancelled
Fuel log, fill-up, refuelling | Tankfüllung, Tankvorgang, Betankung | date! litres:number! cost! mileage:integer! >Vehicle
Mileage log, logbook entry, trip log | Fahrtenbucheintrag, Fahrtenbuch | date! origin! destination! distance! purpose >Vehicle >Driver
Maintenance, maintenance task, servicing | Wartung, Wartungen, Instandhaltung | title! dueOn! doneOn cost notes >Vehicle >Equipment >Machine | status: Planned > In progress > Done; Planned > Skipped | #calendar
Damage, damage report | Schaden, Schäden, Schadensmeldung, Schadensmeldungen, Mängelmeldung | title! description! reportedOn! photo severity(Low|Medium|High) >Vehicle >Property >Equipment >Unit | status: Reported > In repair > Fixed; Reported > Rejected
Tyre, tire | Reifen, Radsatz | brand! size! season(Summer|Winter|All-season) storedOn location >Vehicle
Test drive | Probefahrt, Probefahrten | startsAt! name! phone licenceNumber >Vehicle | status: Requested > Confirmed > Done; Requested > Cancelled | #calendar
Charging station, charging point | Ladestation, Ladestationen, Ladesäule | name!! address! power:number price | status: Available > Charging > Available; Available > Out of order > Available
Holiday, vacation, day off | Urlaub, Urlaube, Feiertag, Feiertage | title! startDate! endDate! notes >Employee | | #calendar
Reminder | Erinnerung, Erinnerungen | title! remindAt:datetime! notes done
Table, dining table | Tisch, Tische | number!! seats! area:string | status: Free > Reserved > Occupied > Free
`;
