/** Bookings, health, food, homes, travel. The lines are explained in parseArchetypes.ts. */
export const PLACES = `
archetype salon: app
en: salon, hair salon, barber, barbershop, barber shop, beauty salon, nail studio, spa, grooming, hairdresser, massage practice, tattoo studio
de: Friseur, Friseursalon, Kosmetikstudio, Nagelstudio, Salon, Hundesalon, Massagepraxis, Barbier
keeps: Customer, Service, Appointment
may keep: Employee, Payment
role customer | Customer, Kunde | own Appointment; read Service Employee | signs up
role staff | Staff, Mitarbeiter | all Appointment Customer; read Service Employee
can: calendar, notify, search

archetype booking: app
en: booking app, booking system, appointment scheduling, appointments, scheduling app, reservations system, book appointments, book a slot
de: Terminbuchung, Buchungssystem, Terminverwaltung, Terminkalender, Reservierungssystem, Online-Termine
keeps: Customer, Service, Booking
may keep: Employee, Availability
role customer | Customer, Kunde | own Booking; read Service Employee | signs up
role staff | Staff, Mitarbeiter | all Booking Customer; read Service Employee Availability
can: calendar, notify

archetype rooms: app
en: room booking, meeting rooms, coworking, co-working, desk booking, shared office
de: Raumbuchung, Besprechungsräume, Coworking, Raumverwaltung
keeps: Room, Booking
may keep: Member, Desk
role member | Member, Mitglied | own Booking; read Room Desk | signs up
can: calendar, filter

archetype hotel: app
en: hotel, guesthouse, bed and breakfast, b&b, hostel, inn, holiday homes, vacation rental, campsite
de: Hotel, Pension, Gästehaus, Ferienwohnung, Ferienhaus, Campingplatz, Hostel
keeps: Room, Guest, Booking
may keep: Payment, Service, Cleaning
role receptionist | Receptionist, Rezeption | all Guest Booking Payment; read Room; read Service
role housekeeper | Housekeeper, Zimmerservice | read Room; all Cleaning
can: calendar, search

archetype restaurant: app
en: restaurant, cafe, café, bistro, bar, pub, pizzeria, diner, table reservations, food truck
de: Restaurant, Café, Gaststätte, Kneipe, Bar, Pizzeria, Tischreservierung, Imbiss
keeps: Table, Reservation, Dish
may keep: Order, Guest
role waiter | Waiter, Bedienung | all Reservation Order; read Table Dish
role guest | Guest, Gast | own Reservation; read Dish | signs up
can: calendar, search

archetype bakery: shop
en: bakery, patisserie, cake shop, butcher, butcher shop, deli, farm shop
de: Bäckerei, Konditorei, Metzgerei, Hofladen, Feinkost
keeps: Product, PreOrder, Customer
may keep: Category
role customer | Customer, Kunde | own PreOrder; read Product Category | signs up
role staff | Staff, Personal | all Product PreOrder Category; read Customer
can: search, cart

archetype recipes: app
en: recipe, recipes, cookbook, cooking, recipe book, recipe collection, meal planner, meal planning
de: Rezepte, Kochbuch, Rezeptsammlung, Kochen, Essensplaner
keeps: Recipe, Category
may keep: MealPlan, Ingredient, ShoppingItem
can: search, filter, gallery, upload

archetype clinic: app
en: clinic, doctor's office, medical practice, doctors, medical, physiotherapy, dental practice, dentist, patients, hospital, therapy practice
de: Praxis, Arztpraxis, Klinik, Zahnarztpraxis, Physiotherapie, Patientenverwaltung, Krankenhaus, Therapiepraxis
keeps: Patient, Doctor, Appointment
may keep: Prescription, MedicalRecord, Treatment, Invoice
role doctor | Doctor, Arzt | read Patient Doctor; edit Appointment; all Prescription MedicalRecord Treatment
role receptionist | Receptionist, Empfang | all Patient Appointment Invoice; read Doctor
role patient | Patient, Patient | own Appointment; read Doctor | signs up
can: calendar, search, notify

archetype vet: app
en: vet, veterinary, veterinary practice, animal clinic
de: Tierarzt, Tierarztpraxis, Tierklinik
keeps: Pet, Owner, Appointment
may keep: Treatment, Vaccination, Invoice
role vet | Vet, Tierarzt | all Pet Treatment Vaccination; edit Appointment; read Owner
role receptionist | Receptionist, Empfang | all Owner Pet Appointment Invoice
can: calendar, search, notify

archetype shelter: app
en: animal shelter, dog shelter, pet adoption, rescue, adopt
de: Tierheim, Tiervermittlung, Tierschutz
keeps: Pet, Adoption
may keep: FosterFamily, Donation, Volunteer
role staff | Staff, Mitarbeiter | all Pet Adoption FosterFamily Donation Volunteer
role adopter | Adopter, Interessent | own Adoption; read Pet | signs up
can: gallery, filter, upload

archetype gym: app
en: gym, fitness, fitness studio, yoga, yoga studio, pilates, dance studio, crossfit, personal trainer, sports club classes
de: Fitnessstudio, Yogastudio, Sportstudio, Tanzschule, Fitness, Yoga
keeps: Member, FitnessClass, ClassBooking
may keep: Coach, Membership, Workout
role member | Member, Mitglied | own ClassBooking; read FitnessClass Coach; own Workout | signs up
role trainer | Trainer, Trainer | all FitnessClass; read Member ClassBooking
can: calendar, filter

archetype workouts: app
en: workout tracker, training log, exercise log, fitness tracker, running log, lifting
de: Trainingstagebuch, Fitness-Tracker, Lauftagebuch
keeps: Workout, Exercise
may keep: WorkoutSet, LifeGoal
can: charts, filter

archetype club: app
en: sports club, football club, soccer, club, association, team manager, tennis club, rowing club, choir
de: Verein, Sportverein, Fußballverein, Tennisverein, Chor, Vereinsverwaltung, Mannschaft
keeps: Member, Event, Dues
may keep: Team, Match, Announcement
role member | Member, Mitglied | read Event Team Match Announcement; own Dues | signs up
role treasurer | Treasurer, Kassenwart | all Dues; read Member
role board | Board member, Vorstand | all Member Event Team Match Announcement
can: calendar, notify, export

archetype tournament: app
en: tournament, league, matches, fixtures, standings
de: Turnier, Liga, Spielplan, Wettkampf
keeps: Tournament, Team, Match
may keep: Player
role organiser | Organiser, Veranstalter | all Tournament Team Match Player
can: calendar, report

archetype property: app
en: property management, landlord, tenants, rental apartments, rental units, apartments, housing
de: Hausverwaltung, Mietverwaltung, Vermieter, Mieter, Immobilienverwaltung
keeps: Property, Unit, Tenant, Lease
may keep: RentPayment, MaintenanceRequest
role tenant | Tenant, Mieter | own MaintenanceRequest; read Announcement | signs up
role manager | Property manager, Hausverwalter | all Property Unit Tenant Lease RentPayment MaintenanceRequest
can: search, filter, report, upload

archetype realestate: app
en: real estate, estate agent, realtor, property listings, houses for sale
de: Immobilienmakler, Maklerbüro, Immobilienportal, Immobilien
keeps: Property, Agent, Viewing
may keep: Inquiry, Client
role agent | Agent, Makler | all Property Viewing Inquiry Client; read Agent
role buyer | Buyer, Interessent | read Property Agent; own Viewing Inquiry | signs up
can: search, filter, gallery, upload

archetype rental: app
en: rental, rent out, car rental, bike rental, equipment rental, tool library, car hire, bike hire, lending
de: Vermietung, Verleih, Autovermietung, Fahrradverleih, Werkzeugverleih, Geräteverleih
keeps: Equipment, Customer, Rental
may keep: Payment, Damage
role customer | Customer, Kunde | own Rental; read Equipment | signs up
role staff | Staff, Mitarbeiter | all Equipment Customer Rental Payment Damage
can: calendar, search

archetype garage: app
en: garage, car workshop, repair shop, auto repair, bike shop, bicycle workshop, mechanic
de: Werkstatt, Autowerkstatt, Fahrradwerkstatt, Reparaturwerkstatt, KFZ
keeps: Customer, Vehicle, Repair
may keep: Part, Invoice, Appointment
role mechanic | Mechanic, Mechaniker | edit Repair; read Vehicle Customer Part
role reception | Front desk, Annahme | all Customer Vehicle Repair Invoice Appointment Part
can: search, calendar

archetype fleet: app
en: fleet, fleet management, company cars, vehicles, logbook
de: Fuhrpark, Flotte, Fuhrparkverwaltung, Fahrtenbuch
keeps: Vehicle, Driver, MileageLog
may keep: Maintenance, FuelLog
role driver | Driver, Fahrer | own MileageLog FuelLog; read Vehicle
role manager | Fleet manager, Fuhrparkleiter | all Vehicle Driver MileageLog Maintenance FuelLog
can: report, filter, notify

archetype delivery: app
en: delivery, courier, logistics, shipping, dispatch, haulage, transport company
de: Lieferdienst, Kurier, Logistik, Spedition, Zustellung
keeps: Delivery, Driver, Customer
may keep: Vehicle, DeliveryRoute
role driver | Driver, Fahrer | edit Delivery; read Customer DeliveryRoute
role dispatcher | Dispatcher, Disponent | all Delivery Driver Customer Vehicle DeliveryRoute
can: filter, calendar, notify

archetype travel: app
en: travel, trip, trips, trip planner, travel planner, itinerary, tour operator, vacation planner, travel agency, tours
de: Reise, Reiseplaner, Reisebüro, Urlaubsplaner, Reiseveranstalter
keeps: Trip, Destination, Itinerary
may keep: Accommodation, Flight, PackingItem
can: calendar, gallery

archetype tours: app
en: guided tours, tour guide, city tours, sightseeing, excursions
de: Stadtführungen, Führungen, Ausflüge
keeps: Tour, Guide, Booking
may keep: Review
role customer | Customer, Gast | own Booking; read Tour Guide | signs up
role guide | Guide, Reiseleiter | read Tour Booking
can: calendar, gallery

archetype parking: app
en: parking, parking spaces, car park
de: Parkplatz, Parkplätze, Parkhaus
keeps: ParkingSpace, Booking
may keep: Vehicle
role driver | Driver, Fahrer | own Booking Vehicle; read ParkingSpace | signs up
can: calendar, filter

archetype catering: app
en: catering, caterer, event catering
de: Catering, Partyservice
keeps: Customer, CateringOrder, Dish
may keep: Menu
role staff | Staff, Mitarbeiter | all CateringOrder Customer; read Dish Menu
can: calendar
`;
