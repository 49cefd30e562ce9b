/** Learning, work, communities and private life. The lines are explained in parseArchetypes.ts. */
export const COMMUNITIES = `
archetype school: app
en: school, school management, pupils, classroom, music school, language school, tutoring, tuition, driving school
de: Schule, Schulverwaltung, Musikschule, Sprachschule, Nachhilfe, Fahrschule, Unterricht
keeps: Student, Teacher, Course
may keep: Enrolment, Grade, Attendance, Lesson
role teacher | Teacher, Lehrkraft | read Student; edit Course; all Grade Attendance Lesson
role student | Student, Schüler | read Course Teacher; own Enrolment; read Grade | signs up
can: calendar, search

archetype lms: app
en: learning platform, online courses, e-learning, elearning, course platform, lms, learning management
de: Lernplattform, Onlinekurse, E-Learning, Kursplattform
keeps: Course, Module, Enrolment
may keep: Quiz, Assignment, Instructor
role instructor | Instructor, Dozent | all Course Module Quiz Assignment; read Enrolment
role student | Student, Teilnehmer | own Enrolment; read Course Module Quiz Assignment | signs up
can: search, filter, upload

archetype daycare: app
en: kindergarten, daycare, nursery, childcare, preschool
de: Kita, Kindergarten, Kinderbetreuung, Tagesmutter
keeps: Child, Parent, Attendance
may keep: Group, Announcement
role carer | Carer, Erzieherin | all Child Attendance Announcement; read Parent Group
role parent | Parent, Eltern | own Child; read Announcement | signs up
can: calendar, notify

archetype library: app
en: library, book lending, lending library, books, school library
de: Bücherei, Bibliothek, Leihbücherei, Büchersammlung
keeps: Book, Author, Member, BookLoan
may keep: Category
role librarian | Librarian, Bibliothekar | all Book Author Member BookLoan Category
role reader | Reader, Leser | read Book Author Category; own BookLoan | signs up
can: search, filter, notify

archetype election: app
en: election, elections, council election, ballot, voting system
de: Wahl, Wahlen, Abstimmungssystem, Stimmabgabe
keeps: CandidateForOffice, Vote
may keep: Voter
role voter | Voter, Wähler | read CandidateForOffice; own Vote | signs up
role returning-officer | Returning officer, Wahlleitung | all CandidateForOffice Voter; read Vote
can: search, filter

archetype jobs: app
en: job board, job portal, job listings, careers, job site, vacancies
de: Jobbörse, Stellenbörse, Stellenportal, Jobportal, Karriereseite
keeps: Job, Company, Application
may keep: Skill
role employer | Employer, Arbeitgeber | own Job Company; read Application | signs up
role applicant | Applicant, Bewerber | read Job Company; own Application | signs up
can: search, filter, upload, notify

archetype recruiting: app
en: recruiting, recruitment, applicant tracking, hiring, ats, candidates, recruiters
de: Recruiting, Bewerbermanagement, Bewerberverwaltung, Personalbeschaffung
keeps: Job, Applicant, Interview
may keep: Department
role recruiter | Recruiter, Recruiter | all Job Applicant Interview; read Department
role interviewer | Interviewer, Interviewer | read Applicant Job; edit Interview
can: search, filter, board, upload

archetype hr: app
en: hr, human resources, employee management, leave management, vacation tracker, time off, staff management, leave requests
de: Personalverwaltung, Personalabteilung, Urlaubsverwaltung, Urlaubsplaner Mitarbeiter, Urlaubsanträge, HR
keeps: Employee, Department, LeaveRequest
may keep: Absence, PerformanceReview, Training
role employee | Employee, Mitarbeiter | own LeaveRequest; read Department; read Employee | signs up
role manager | Manager, Vorgesetzter | edit LeaveRequest; read Employee Department Absence
role hr | HR, Personalabteilung | all Employee Department LeaveRequest Absence PerformanceReview Training
can: calendar, filter, notify

archetype shifts: app
en: shift planning, shift planner, roster, rota, staff scheduling, shifts
de: Schichtplan, Schichtplanung, Dienstplan, Dienstplanung, Schichten
keeps: Employee, Shift
may keep: ShiftSwap, Absence
role employee | Employee, Mitarbeiter | read Shift; own ShiftSwap Absence | signs up
role planner | Planner, Planer | all Employee Shift ShiftSwap Absence
can: calendar, notify

archetype projects: app
en: project management, project tracker, task management, task manager, team tasks, kanban, work management, project planning
de: Projektverwaltung, Projektmanagement, Aufgabenverwaltung, Projektplanung, Kanban
keeps: Project, Task
may keep: Milestone, Comment, TimeEntry
role member | Team member, Teammitglied | read Project; all Task Comment; own TimeEntry
role manager | Project manager, Projektleiter | all Project Task Milestone Comment TimeEntry
can: board, filter, search, calendar

archetype todo: app
en: todo, to-do, todo list, to-do list, task list, todos
de: To-do-Liste, Aufgabenliste, Todo-Liste, ToDo
keeps: Todo
can: filter

archetype timetracking: app
en: time tracking, timesheet, timesheets, time tracker, hours worked, track hours
de: Zeiterfassung, Stundenzettel, Arbeitszeiterfassung, Stundenerfassung
keeps: Project, TimeEntry
may keep: Client, Employee
role employee | Employee, Mitarbeiter | own TimeEntry; read Project | signs up
role manager | Manager, Leitung | all Project TimeEntry Client Employee
can: report, export, filter

archetype bugs: app
en: bug tracker, issue tracker, bug tracking, issue tracking, defects
de: Fehlerverfolgung, Bugtracker, Fehlermeldungen
keeps: Project, Bug, Comment
may keep: Release
role developer | Developer, Entwickler | edit Bug; all Comment; read Project Release
role reporter | Reporter, Melder | own Bug Comment; read Project | signs up
can: filter, search, comment

archetype events: app
en: event management, event planning, events, conference, event registration, meetups, event organiser, tickets for events
de: Veranstaltungen, Eventplanung, Veranstaltungsverwaltung, Konferenz, Tagung, Veranstaltungskalender
keeps: Event, Registration
may keep: Venue, Speaker, Talk
role organiser | Organiser, Veranstalter | all Event Registration Venue Speaker Talk
role attendee | Attendee, Teilnehmer | own Registration; read Event Venue Speaker Talk | signs up
can: calendar, search, export

archetype wedding: app
en: wedding, wedding planner, wedding planning, party planning, guest list
de: Hochzeit, Hochzeitsplaner, Gästeliste, Feier
keeps: Guest, SeatingTable, Task
may keep: Expense, Supplier
role planner | Planner, Planer | all Guest SeatingTable Task Expense Supplier
can: filter, export

archetype donations: app
en: donation, donations, charity, fundraising, fundraiser, nonprofit, non-profit, ngo, crowdfunding
de: Spenden, Spendenplattform, Spendenverwaltung, Hilfsorganisation, gemeinnützig, Fundraising
keeps: Donor, Donation, Campaign
may keep: Volunteer, Event
role staff | Staff, Mitarbeiter | all Donor Donation Campaign Volunteer Event
role donor | Donor, Spender | own Donation; read Campaign | signs up
can: report, export, search

archetype volunteers: app
en: volunteer, volunteers, volunteer management, volunteering, food bank, soup kitchen
de: Ehrenamt, Freiwillige, Freiwilligenverwaltung, Helferplanung, Tafel
keeps: Volunteer, Shift, Event
may keep: Skill
role volunteer | Volunteer, Helfer | read Shift Event; edit Shift | signs up
role coordinator | Coordinator, Koordinator | all Volunteer Shift Event Skill
can: calendar, notify

archetype forum: app
en: forum, discussion board, message board, community, q&a, community platform, discussions
de: Forum, Diskussionsforum, Community, Frage-Antwort
keeps: Topic, Comment, Category
may keep: Tag
role member | Member, Mitglied | own Topic Comment; read Category | signs up
role moderator | Moderator, Moderator | all Topic Comment Category
can: search, comment, moderate

archetype blog: blog
en: blog, weblog, personal blog, magazine, articles, newsroom, publishing, news site, travel blog
de: Blog, Magazin, Artikel veröffentlichen, Nachrichtenseite, Reiseblog
keeps: Post, Category
may keep: Comment, Tag
role author | Author, Autor | own Post; read Category Tag Comment
role editor | Editor, Redakteur | all Post Category Comment Tag
role reader | Reader, Leser | read Post Category; own Comment | signs up
can: search, comment, rss, markdown, seo

archetype landing: landing
en: landing page, website for my, one-page site, business website, company website, homepage, promotional page, coming soon page, portfolio site, product page
de: Landingpage, Landing-Page, Webseite für, Website für, Internetseite, Firmenwebsite, Homepage, Webauftritt, Startseite
keeps: Inquiry
may keep: Subscriber, Testimonial
role staff | Staff, Mitarbeiter | all Inquiry Subscriber Testimonial
can: contactForm, seo

archetype portfolio: landing
en: portfolio, photographer portfolio, artist portfolio, designer portfolio, showcase my work
de: Portfolio, Fotografen-Portfolio, Arbeiten zeigen
keeps: PortfolioItem, Inquiry
may keep: Testimonial
can: gallery, contactForm, seo

archetype photos: app
en: photo gallery, photo album, photo sharing, photos
de: Fotogalerie, Fotoalbum, Fotos
keeps: Photo, Gallery
may keep: Tag, Comment
can: gallery, upload, search

archetype notes: app
en: notes app, note taking, notebook, wiki, knowledge base, diary app, journaling, journal, diary
de: Notizen, Notizbuch, Wissensdatenbank, Wiki, Tagebuch
keeps: Note, Category
may keep: Tag
can: search, filter

archetype habits: app
en: habit, habits, habit tracker, routine tracker, daily habits
de: Gewohnheiten, Gewohnheitstracker
keeps: Habit, CheckIn
can: charts, calendar

archetype surveys: app
en: survey, surveys, poll, polls, questionnaire, feedback form, quiz app
de: Umfrage, Umfragen, Fragebogen, Abstimmung
keeps: Survey, Question, Answer
role participant | Participant, Teilnehmer | read Survey Question; own Answer | signs up
role editor | Editor, Redaktion | all Survey Question; read Answer
can: charts, export

archetype shared-costs: app
en: split costs, split the costs, split bills, split the bill, shared expenses, shared costs, expense sharing, who owes whom, split expenses
de: Kosten teilen, gemeinsame Kosten, gemeinsame Ausgaben, WG-Kasse, Haushaltskasse
keeps: Expense, Payment
may keep: Category
can: filter

archetype reading: app
en: reading tracker, reading list, reading log, reading diary, book collection, books i read, books to read, home library
de: Leseliste, Lesetagebuch, Büchersammlung, Bücherliste
keeps: Book
may keep: Review
can: search, filter

archetype media: app
en: movie, movies, movie tracker, watchlist, film collection, music collection, record collection, collection of
de: Filme, Filmsammlung, Merkliste, Plattensammlung, Sammlung
keeps: Movie, Category
may keep: Review
can: search, filter, gallery

archetype plants: app
en: plant care, houseplants, plants, garden, gardening, allotment
de: Pflanzenpflege, Zimmerpflanzen, Garten, Gärtnerei, Kleingarten
keeps: Plant, Watering
may keep: Bed
can: notify, calendar, gallery

archetype farm: app
en: farm, farming, livestock, beekeeping, beekeeper, vineyard, crops
de: Bauernhof, Landwirtschaft, Imkerei, Weingut, Hof
keeps: Field, Crop
may keep: Livestock, Task
role worker | Farm worker, Helfer | read Field; all Crop Task; read Livestock
can: calendar, report

archetype construction: app
en: construction, builder, building company, tradesmen, craftsmen, contractors, construction sites, field service, plumber, electrician
de: Baustelle, Baufirma, Handwerksbetrieb, Handwerker, Bauunternehmen, Kundendienst, Klempner, Elektriker
keeps: Customer, WorkOrder, Employee
may keep: Site, Invoice, RawMaterial
role worker | Worker, Monteur | edit WorkOrder; read Customer Site RawMaterial
role office | Office, Büro | all Customer WorkOrder Employee Site Invoice RawMaterial
can: calendar, upload, search

archetype production: app
en: manufacturing, production planning, factory, machines, quality control
de: Produktion, Fertigung, Fabrik, Produktionsplanung, Qualitätskontrolle
keeps: ProductionOrder, Product, Machine
may keep: QualityCheck, RawMaterial, Downtime
role operator | Operator, Bediener | edit ProductionOrder; read Product Machine; all Downtime QualityCheck
role planner | Planner, Planer | all ProductionOrder Product Machine RawMaterial; read QualityCheck Downtime
can: report, calendar

archetype assets: app
en: asset management, it assets, equipment tracking, asset register, device management, lab equipment
de: Anlagenverwaltung, Geräteverwaltung, IT-Inventar, Geräteinventar
keeps: Asset, Employee, EquipmentLoan
may keep: Maintenance
role employee | Employee, Mitarbeiter | read Asset; own EquipmentLoan | signs up
role manager | Asset manager, Verwalter | all Asset Employee EquipmentLoan Maintenance
can: search, filter, export

archetype contracts: app
en: contract management, contracts, document management, document archive
de: Vertragsverwaltung, Verträge, Dokumentenverwaltung, Dokumentenablage
keeps: Contract, Supplier, Document
role staff | Staff, Mitarbeiter | all Contract Supplier Document
can: search, upload, notify

archetype church: app
en: church, parish, congregation
de: Kirche, Kirchengemeinde, Pfarrei
keeps: Member, Event, Announcement
may keep: Group, Donation
role member | Member, Mitglied | read Event Announcement Group | signs up
can: calendar

archetype municipality: app
en: city council, municipality, citizen reports, civic issues, potholes, local government
de: Stadtverwaltung, Gemeindeverwaltung, Bürgeranliegen, Mängelmelder, Rathaus
keeps: Concern, Category
may keep: Comment
role citizen | Citizen, Bürger | own Concern; read Category; own Comment | signs up
role clerk | Clerk, Sachbearbeiter | all Concern Category Comment
can: filter, upload, notify

archetype carpool: app
en: carpool, carpooling, ride sharing, rideshare
de: Mitfahrgelegenheit, Fahrgemeinschaft, Mitfahrzentrale
keeps: Ride, Passenger
may keep: Driver
role driver | Driver, Fahrer | own Ride; read Passenger | signs up
role passenger | Passenger, Mitfahrer | read Ride | signs up
can: search, filter

archetype family: app
en: family, household, chores, roommates, flatmates, shared flat, shopping list, grocery list
de: Familie, Haushalt, WG, Wohngemeinschaft, Einkaufsliste, Putzplan
keeps: HouseholdChore, ShoppingItem
may keep: Expense, Birthday
role member | Family member, Mitbewohner | all HouseholdChore ShoppingItem Expense Birthday
can: filter

archetype contest: app
en: contest, competition entries, photo contest, awards, jury
de: Wettbewerb, Fotowettbewerb, Preisverleihung, Jury
keeps: Contest, FormSubmission, JuryVote
role participant | Participant, Teilnehmer | own FormSubmission; read Contest | signs up
role judge | Judge, Juror | read FormSubmission Contest; own JuryVote
can: upload, report

archetype podcast: app
en: podcast, podcasts, episodes, youtube channel, content calendar, content planning, social media planning
de: Podcast, Folgen, Redaktionsplan, Inhaltsplanung
keeps: Podcast, Episode, Guest
may keep: Sponsor
role producer | Producer, Produzent | all Podcast Episode Guest Sponsor
can: calendar, board

archetype newsletter: landing
en: newsletter, waitlist, waiting list page, early access, mailing list
de: Newsletter, Warteliste, E-Mail-Liste
keeps: Subscriber
may keep: Newsletter
role editor | Editor, Redaktion | all Subscriber Newsletter
can: contactForm, seo
`;
