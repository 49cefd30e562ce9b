/**
 * Words for people who use apps, beside the nouns of the lexicon that are people: name of the role | English | German (its
 * label in a German app first).
 */
export const ROLE_WORDS = `
admin | admin, administrator, system administrator, superuser, site admin | Administrator, Administratoren, Administratorin, Admin, Admins
owner | owner, app owner, business owner, shop owner, proprietor, boss | Inhaber, Inhaberin, Betreiber, Betreiberin, Chef, Chefin
user | user, people, person, registered user, app user, logged-in user, signed-in user, everyone, everybody, anyone signed in | Nutzer, Benutzer, Anwender, Nutzerin, Nutzerinnen, Benutzerinnen
visitor | visitor, website visitor, site visitor, public, anonymous user, anyone | Besucher, Besucherin, Besucherinnen, Webseitenbesucher, Öffentlichkeit, Jedermann
staff | staff, staff member, personnel, crew, team member, staff user | Personal, Belegschaft, Teammitglied, Teammitglieder
manager | manager, supervisor, team lead, team leader, line manager, head | Manager, Managerin, Leiter, Leiterin, Leitung, Vorgesetzter, Vorgesetzte, Vorgesetzten, Teamleiter, Teamleitung
moderator | moderator | Moderator, Moderatoren, Moderatorin
receptionist | receptionist, reception, front desk, front desk staff, receptionist staff | Empfang, Rezeption, Rezeptionist, Rezeptionistin, Empfangskraft, Anmeldung am Empfang
accountant | accountant, bookkeeper, accounting, accounting department, finance, finance team, accounting team | Buchhalter, Buchhalterin, Buchhaltung
treasurer | treasurer | Kassenwart, Kassenwartin, Kassierer, Kassiererin, Schatzmeister
board | board, board member, committee member | Vorstand, Vorstandsmitglied, Vorstandsmitglieder
librarian | librarian | Bibliothekar, Bibliothekarin, Bibliothekare
organiser | organiser, organizer, event organiser, event organizer, host | Veranstalter, Veranstalterin, Organisator, Organisatorin, Organisatoren, Gastgeber
coordinator | coordinator | Koordinator, Koordinatorin, Koordinatoren
dispatcher | dispatcher | Disponent, Disponentin, Disponenten
planner | planner, scheduler | Planer, Planerin
storekeeper | storekeeper, warehouse worker, warehouse staff, stock keeper | Lagerist, Lageristen, Lagerarbeiter, Lagermitarbeiter
cashier | cashier | Kasse, Kassenkraft
cook | cook, chef, kitchen, kitchen staff | Koch, Köche, Köchin, Küche, Küchenpersonal
waiter | waiter, waitress, server staff | Kellner, Kellnerin, Bedienung, Servicekraft
cleaner | cleaner, housekeeper, housekeeping, cleaning staff | Reinigungskraft, Reinigungspersonal, Zimmermädchen
caretaker | caretaker, janitor, facility manager | Hausmeister, Hausmeisterin
seller | seller, salesperson, sales rep, sales representative, sales, sales team, merchant, salespeople | Verkäufer, Verkäuferin, Vertrieb, Vertriebsmitarbeiter, Händler
buyer | buyer, purchaser | Käufer, Käuferin, Einkäufer
recruiter | recruiter, hiring manager | Recruiter, Recruiterin
hr | hr, hr manager, hr staff, hr department, human resources, people team | Personalabteilung, Personaler, Personalerin, HR
employer | employer | Arbeitgeber
tester | tester, qa | Tester, Testerin
developer | developer, programmer | Entwickler, Entwicklerin
support | support, support agent, support staff, support team, helpdesk agent | Support, Supportmitarbeiter, Support-Team
analyst | analyst, data analyst | Analyst, Analysten
carer | carer, educator, childcare worker | Erzieher, Erzieherin, Erzieherinnen, Betreuungskraft
reviewer | reviewer, approver | Prüfer, Prüferin, Gutachter
judge | judge, jury, jury member, juror | Jury, Juror, Jurymitglied, Jurymitglieder, Jurorin
reader | reader | Leser, Leserin, Leserinnen
viewer | viewer | Betrachter, Zuschauer
operator | operator, machine operator | Bediener, Bedienerin, Maschinenführer
inspector | inspector, auditor | Inspektor, Auditor, Kontrolleur
clerk | clerk, case worker, office, office staff, back office, office worker | Sachbearbeiter, Sachbearbeiterin, Büro, Sekretariat, Innendienst, Verwaltungskraft
assistant | assistant, secretary, office assistant | Assistent, Assistentin, Assistenz, Sekretärin
foreman | foreman, site manager | Bauleiter, Vorarbeiter, Polier
principal | principal, headteacher, head teacher, school office | Schulleiter, Schulleitung, Direktor, Rektorin
walker | walker, dog walker | Gassigeher, Hundesitter
groomer | groomer | Hundefriseur, Hundefriseurin
beekeeper | beekeeper | Imker, Imkerin
farmer | farmer, grower | Landwirt, Landwirtin, Bauer, Bäuerin
contributor | contributor | Mitwirkender, Mitwirkende
worker | field worker, crew member, installer | Arbeiter, Installateur, Handwerker im Einsatz
chief | chief, fire chief, commander | Kommandant, Kommandantin, Wehrführer
director | director, managing director | Direktorin, Geschäftsführer, Geschäftsführerin
master | master | Meister, Meisterin
quartermaster | quartermaster | Zeugwart, Gerätewart, Gerätewartin
harbour-master | harbour master, harbor master | Hafenmeister, Hafenmeisterin
secretary | club secretary | Schriftführer, Schriftführerin
chair | chair, chairperson, chairman, chairwoman, president | Vorsitzende, Vorsitzender, Präsident, Präsidentin
officer | officer, official | Beauftragter, Beauftragte
curator | curator | Kurator, Kuratorin
registrar | registrar | Registrar
translator | translator, interpreter | Übersetzer, Übersetzerin, Dolmetscher
proofreader | proofreader | Korrektor, Korrektorin
fitter | fitter | Monteur, Monteure, Monteurin
electrician | electrician | Elektriker, Elektrikerin
plumber | plumber | Klempner, Klempnerin
carpenter | carpenter, joiner | Tischler, Tischlerin, Schreiner, Schreinerin
firefighter | firefighter | Feuerwehrmann, Feuerwehrleute
paramedic | paramedic, first responder | Sanitäter, Sanitäterin
packer | packer, picker | Packer, Packerin
baker | baker | Bäcker, Bäckerin
butcher | butcher | Metzger, Metzgerin
brewer | brewer | Brauer, Brauerin
barista | barista, bartender | Barkeeper
florist | florist | Floristin
nurse | nurse, ward nurse | Pflegekraft, Pflegekräfte, Krankenschwester
medical-assistant | medical assistant | Arzthelferin, Arzthelfer, Sprechstundenhilfe, Praxisteam
midwife | midwife | Hebamme, Hebammen
pharmacist | pharmacist | Apotheker, Apothekerin
pilot | pilot | Pilot, Piloten, Pilotin
guard | guard, security guard | Wachmann, Wachleute
lifeguard | lifeguard | Rettungsschwimmer, Bademeister
ranger | ranger | Ranger
warden | warden | Aufsicht
pastor | pastor, priest, vicar | Pfarrer, Pfarrerin
steward | steward, marshal, usher | Platzwart
designer | designer | Designer, Designerin, Grafiker, Grafikerin
copywriter | copywriter | Texter, Texterin
scientist | scientist, researcher | Forscher, Forscherin, Wissenschaftler, Wissenschaftlerin
lab-technician | lab technician | Laborant, Laborantin
workshop | workshop team, workshop staff | Werkstatt, Werkstattteam
performer | performer | Darsteller, Darstellerin
dancer | dancer | Tänzer, Tänzerin
singer | singer | Sänger, Sängerin
colleague | colleague, teammate | Kollege, Kollegen, Kollegin, Kolleginnen
flatmate | flatmate, roommate, housemate | Mitbewohner, Mitbewohnerin
leader | scout leader, youth leader, group leader | Gruppenleiter, Gruppenleiterin, Jugendleiter, Betreuer, Betreuerin
`;
