/** People and organisations. The columns are explained in ../parseNouns.ts. */
export const PEOPLE = `
Person | Person, Personen, Leute | name! email phone birthDate address notes | | #person
Client | Klient, Klienten, Klientin, Klientinnen, Mandant, Mandanten, Mandantin, Auftraggeber | name! email!! phone website address notes | status: Lead > Active > Former | #person
Customer, buyer, shopper, patron | Kunde, Kunden, Kundin, Kundinnen, Kundschaft, Käufer | name! email!! phone address notes | | #person
Contact | Kontakt, Kontakte, Ansprechpartner | name! email phone position notes >Company >Client | | #person
Company, organisation, organization, firm, corporation, enterprise | Firma, Firmen, Unternehmen, Organisation, Organisationen, Betrieb, Betriebe | name! industry website phone address employeeCount:integer notes | | #org
Agency | Agentur, Agenturen | name! website email phone address notes | | #org
Branch, branch office | Filiale, Filialen, Zweigstelle, Zweigstellen | name! address! phone openingHours manager | | #place
Member | Mitglied, Mitglieder | name! email!! phone address joinedOn! birthDate notes | status: Applied > Active > Paused > Active; Active > Left | #person
Membership | Mitgliedschaft, Mitgliedschaften | >Member! plan(Basic|Plus|Premium) startDate! endDate fee autoRenew:boolean | status: Active > Paused > Active; Active > Cancelled; Active > Expired
Guest | Gast, Gäste | name! email phone dietaryNeeds partySize:integer notes | | #person
Visitor | Besucher, Besucherin, Besucherinnen | name! company email phone visitsAt:datetime host badgeNumber | status: Expected > Arrived > Left | #person
Donor, benefactor | Spender, Spenderin, Spenderinnen, Gönner | name! email!! phone address firstDonatedOn notes | | #person
Volunteer, helper | Freiwilliger, Freiwillige, Freiwilligen, Ehrenamtliche, Ehrenamtlicher, Helfer, Helferin, Helferinnen | name! email!! phone skills availability notes | status: Applied > Active > Inactive | #person
Supplier, vendor | Lieferant, Lieferanten, Lieferantin, Zulieferer | name! contactPerson email phone website address leadTimeDays:integer notes | | #person
Partner | Partner, Partnerin, Partnerinnen | name! email phone website partnershipType:string since:date notes | | #person
Contractor, freelancer, subcontractor | Auftragnehmer, Freiberufler, Freelancer, Subunternehmer | name! email!! phone trade hourlyRate availability notes | | #person
Household, family | Haushalt, Haushalte, Familie, Familien | name! address phone memberCount:integer notes
Child, kid | Kind, Kinder | name! birthDate! allergies guardianName guardianPhone notes >Group | | #person
Parent, guardian | Elternteil, Eltern, Erziehungsberechtigte, Erziehungsberechtigter | name! email!! phone! address notes | | #person
Group | Gruppe, Gruppen | name!! description meetingPlace capacity
Team, squad | Team, Teams, Mannschaft, Mannschaften | name!! description lead
Player | Spieler, Spielerin, Spielerinnen | name! position jerseyNumber:integer birthDate email >Team | | #person
Coach, trainer | Trainer, Trainerin, Trainerinnen, Coach, Coaches | name! email!! phone speciality biography photo | | #person
Captain, skipper | Kapitän, Kapitäne, Skipper | name! email phone licenceNumber | | #person
Referee, umpire | Schiedsrichter, Schiedsrichterin | name! email phone licenceLevel | | #person
Subscriber | Abonnent, Abonnenten, Abonnentin | name email!! subscribedOn source | status: Pending > Confirmed > Unsubscribed | #person
Follower | Follower | name! email followedOn:date | | #person
Author, writer | Autor, Autoren, Autorin, Autorinnen, Verfasser | name! email website biography photo | | #person
Editor | Redakteur, Redakteure, Redakteurin, Lektor | name! email!! section | | #person
Reporter, journalist | Reporter, Reporterin, Journalist, Journalisten | name! email phone beat | | #person
Photographer | Fotograf, Fotografen, Fotografin | name! email phone website style hourlyRate | | #person
Model | Modell, Modelle | name! email phone height size portfolioUrl
Artist, painter, musician | Künstler, Künstlerin, Künstlerinnen, Musiker | name! genre email website biography photo | | #person
Speaker, presenter | Referent, Referenten, Referentin, Redner, Sprecher, Sprecherin | name! email! company biography photo website | | #person
Sponsor | Sponsor, Sponsoren, Sponsorin | name! contactPerson email! level(Bronze|Silver|Gold) amount logo website | | #person
Attendee, participant | Teilnehmer, Teilnehmerin, Teilnehmerinnen, Teilnehmende | name! email! company dietaryNeeds >Event | status: Registered > Attended; Registered > Cancelled | #person
Applicant, candidate | Bewerber, Bewerberin, Bewerberinnen, Kandidat, Kandidaten, Kandidatin | name! email!! phone resume:file source notes >Job | stage: Applied > Interview > Offer > Hired; Interview > Rejected; Applied > Rejected | #person #board
Tenant, renter, lodger | Mieter, Mieterin, Mieterinnen | name! email!! phone! moveInDate moveOutDate deposit notes >Unit >Property | | #person
Landlord | Vermieter, Vermieterin, Vermieterinnen | name! email!! phone address iban | | #person
Resident, inhabitant | Bewohner, Bewohnerin, Bewohnerinnen, Anwohner | name! roomNumber birthDate email phone emergencyContact notes | | #person
Neighbour, neighbor | Nachbar, Nachbarn, Nachbarin | name! houseNumber email phone notes | | #person
Agent, broker, estate agent, realtor | Makler, Maklerin, Maklern | name! email!! phone licenceNumber photo | | #person
Driver, chauffeur, rider | Fahrer, Fahrerin, Fahrerinnen | name! phone! email licenceNumber!! licenceExpiresOn notes | status: Available > On trip > Available; Available > Off duty > Available | #person
Passenger | Fahrgast, Fahrgäste, Passagier, Passagiere | name! phone email specialNeeds:text | | #person
Courier | Kurier, Kuriere, Bote, Boten | name! phone! email vehicleType(Bike|Scooter|Car|Van) | status: Available > Busy > Available | #person
Technician, mechanic, engineer | Techniker, Technikerin, Mechaniker, Mechanikerin, Monteur, Monteure | name! email!! phone skills certifications | status: Available > On site > Available | #person
Craftsman, tradesman, handyman | Handwerker, Handwerkerin | name! trade! phone! email hourlyRate notes | | #person
Cleaner | Reinigungskraft, Reinigungskräfte, Putzkraft | name! phone! email availability | | #person
Caregiver, carer, nurse | Pflegekraft, Pflegekräfte, Pfleger, Pflegerin, Betreuer, Betreuerin | name! email!! phone qualification availability | | #person
Babysitter, nanny, sitter | Babysitter, Tagesmutter, Tagesmütter | name! phone! email hourlyRate experience notes | | #person
Mentor | Mentor, Mentoren, Mentorin | name! email!! expertise capacity biography | | #person
Mentee | Mentee, Mentees | name! email!! goals >Mentor | | #person
Consultant, adviser, advisor | Berater, Beraterin, Beraterinnen | name! email!! expertise hourlyRate biography | | #person
Lawyer, attorney, solicitor | Anwalt, Anwälte, Anwältin, Rechtsanwalt, Rechtsanwältin | name! email!! phone practiceArea barNumber | | #person
Investor | Investor, Investoren, Investorin | name! email!! phone company focus notes | | #person
Founder | Gründer, Gründerin, Gründerinnen | name! email!! company pitch:text | | #person
Startup, start-up | Startup, Startups | name! website founder industry fundingStage(Idea|Seed|Series A|Later) description
Influencer, creator | Influencer, Influencerin | name! platform handle followers:integer email ratePerPost:money | | #person
Celebrity | Promi, Promis | name! field:string biography photo | | #person
Citizen | Bürger, Bürgerin, Bürgerinnen | name! email phone address | | #person
Candidate for office, politician | Wahlbewerber, Politiker, Politikerin | name! party:string district biography photo | | #person
Voter | Wähler, Wählerin | name! email!! district | | #person
`;
