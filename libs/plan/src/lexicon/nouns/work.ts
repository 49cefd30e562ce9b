/** Projects, offices, human resources, IT, law and administration. The columns are explained in ../parseNouns.ts. */
export const WORK = `
Todo, to-do, to do | Todo, Todos, To-do, To-dos | title! done dueDate priority notes
Task, chore, action item, assignment at work | Aufgabe, Aufgaben, Tätigkeit, Tätigkeiten | title! description dueDate priority assignee >Project >Client >Employee | status: To do > In progress > Done; In progress > Blocked > In progress; Done > To do | #board
Subtask, sub-task, checklist item | Unteraufgabe, Unteraufgaben, Teilaufgabe | title! done >Task!
Checklist, check list | Checkliste, Checklisten | title!! description
Project | Projekt, Projekte | name! startDate endDate budget description manager >Client >Customer | status: Planned > Active > Done; Active > On hold > Active; Planned > Cancelled | #board
Milestone | Meilenstein, Meilensteine | title! dueDate! description >Project! | status: Open > Reached; Open > Missed | #calendar
Sprint, iteration | Sprint, Sprints | name! startDate! endDate! goal >Project | status: Planned > Running > Closed
User story, story, backlog item | User Story, User Stories, Anforderung, Anforderungen | title! description points:integer priority >Sprint >Project | status: Backlog > Ready > In progress > Review > Done | #board
Epic | Epic, Epics | title! description >Project | status: Open > Done
Bug, defect, bug report | Fehler, Bug, Bugs, Fehlermeldung, Fehlermeldungen | title! stepsToReproduce:text severity(Low|Medium|High|Critical)! version assignee >Project | status: New > Confirmed > Fixed > Closed; New > Rejected | #board
Issue | Problem, Probleme, Vorgang, Vorgänge | title! description! priority assignee >Project | status: Open > In progress > Resolved > Closed; Resolved > Open | #board
Feature, feature request | Funktionswunsch, Funktionswünsche | title! description votes:integer requester | status: Proposed > Planned > Shipped; Proposed > Declined | #board
Release | Version, Versionen, Release | version!! releasedOn notes | status: Planned > Released
Idea, suggestion, improvement | Idee, Ideen, Verbesserungsvorschlag, Verbesserungsvorschläge | title! description! votes:integer author category | status: New > Under review > Accepted > Implemented; Under review > Rejected | #board
Time entry, time record, timesheet entry, time log, worked hour, hour | Zeiteintrag, Zeiteinträge, Arbeitszeit, Arbeitszeiten, Stundenzettel, Zeiterfassung, Stunde, Stunden | date! hours! description billable >Project >Task >Employee >Client | status: Open > Submitted > Approved; Submitted > Rejected
Timesheet | Stundennachweis, Stundennachweise | weekStart:date! totalHours:number notes >Employee | status: Draft > Submitted > Approved; Submitted > Rejected
Contract, agreement | Vertrag, Verträge | number!! title! startDate! endDate value document notes >Client >Supplier >Employee >Tenant | status: Draft > Signed > Active > Ended; Active > Terminated
Document, file, attachment | Dokument, Dokumente, Unterlage, Unterlagen, Datei, Dateien | title! file! version category notes >Project >Client >Employee | status: Draft > Approved > Archived
Folder, binder | Ordner, Akte, Akten | name!! description
Note, memo | Notiz, Notizen, Memo, Memos | title! body pinned:boolean >Client >Project
Letter | Brief, Briefe, Schreiben | subject! recipient! body! sentOn | status: Draft > Sent
Email template, message template, template | Vorlage, Vorlagen | name!! subject body
Notification, alert | Benachrichtigung, Benachrichtigungen, Hinweis | title! message sentAt:datetime read:boolean
Announcement, notice | Ankündigung, Ankündigungen, Aushang, Aushänge, Bekanntmachung, Bekanntmachungen | title! body! publishedOn! expiresOn pinned:boolean
Employee, staff member, worker, coworker, co-worker | Mitarbeiter, Mitarbeiterin, Mitarbeiterinnen, Mitarbeitende, Angestellte, Angestellter | name! email!! phone position hiredOn salary photo >Department | status: Active > On leave > Active; Active > Left | #person
Manager, supervisor, team lead | Vorgesetzter, Vorgesetzte, Manager, Managerin, Teamleiter, Teamleiterin, Leiter, Leitung | name! email!! phone >Department | | #person
Intern, trainee, apprentice | Praktikant, Praktikanten, Praktikantin, Auszubildende, Auszubildender, Azubi, Azubis | name! email!! school startDate endDate >Department | | #person
Department, division | Abteilung, Abteilungen | name!! head:string costCentre location
Position, job title | Stelle, Stellen, Planstelle | title!! level salaryFrom:money salaryTo:money >Department
Job, vacancy, job posting, job listing, opening, job offer, job ad | Stellenanzeige, Stellenanzeigen, Stellenangebot, Stellenangebote, Job, Jobs, Jobangebot | title! location employmentType(Full-time|Part-time|Contract|Internship) salaryFrom:money salaryTo:money description! closesOn >Company >Department | status: Draft > Open > Filled; Open > Closed
Application, job application | Bewerbung, Bewerbungen | name! email! phone resume:file coverLetter:text appliedOn >Job | stage: Received > Interview > Offer > Hired; Received > Rejected; Interview > Rejected | #board
Interview | Vorstellungsgespräch, Vorstellungsgespräche, Interview, Interviews | startsAt! interviewer! place rating notes >Applicant >Job | status: Planned > Done; Planned > Cancelled | #calendar
Resume, cv | Lebenslauf, Lebensläufe | title! file! summary
Skill, competence | Fähigkeit, Fähigkeiten, Kompetenz, Kompetenzen, Fertigkeit | name!! category description
Certificate, certification | Zertifikat, Zertifikate, Bescheinigung, Bescheinigungen, Urkunde | title! issuer issuedOn! expiresOn file >Employee >Student
Leave request, time-off request, vacation request, holiday request, absence request | Urlaubsantrag, Urlaubsanträge, Urlaubsanfrage | startDate! endDate! type(Vacation|Sick|Parental|Other)! reason >Employee! | status: Submitted > Approved; Submitted > Rejected; Approved > Cancelled | #calendar
Absence, sick note, sick leave | Abwesenheit, Abwesenheiten, Krankmeldung, Krankmeldungen | startDate! endDate reason notes >Employee >Student | | #calendar
Shift, work shift | Schicht, Schichten, Dienst, Dienste | startsAt! endsAt! position notes >Employee >Volunteer >Place | status: Open > Assigned > Worked; Assigned > Swapped > Assigned | #calendar
Shift swap, swap request | Schichttausch, Tauschanfrage, Tauschanfragen | reason requestedOn! >Shift! >Employee | status: Requested > Approved; Requested > Rejected
Roster, rota, schedule, shift plan | Dienstplan, Dienstpläne, Schichtplan, Schichtpläne, Einsatzplan | name! weekStart:date! notes | status: Draft > Published
Performance review, appraisal | Mitarbeitergespräch, Mitarbeitergespräche, Leistungsbeurteilung | period! rating strengths:text goals:text reviewedOn >Employee! | status: Planned > Done > Signed
Training, training course | Schulung, Schulungen, Weiterbildung, Weiterbildungen, Fortbildung, Fortbildungen | title! date! duration provider cost >Employee | status: Planned > Done | #calendar
Onboarding, onboarding task | Einarbeitung, Einarbeitungsaufgabe | title! dueDate done >Employee!
Objective, okr, goal | Zielvereinbarung, Zielvereinbarungen, Vorhaben | title! description targetDate progress >Employee >Team | status: Open > Achieved; Open > Dropped
Key result | Schlüsselergebnis, Schlüsselergebnisse | title! target:number! current:number >Objective!
Business trip, work trip | Dienstreise, Dienstreisen, Geschäftsreise, Geschäftsreisen | destination! startDate! endDate! purpose! cost >Employee | status: Requested > Approved > Done; Requested > Rejected
Visit, site visit | Besuch, Besuche, Vor-Ort-Termin | startsAt! purpose! notes >Client >Customer >Patient >Site | status: Planned > Done; Planned > Cancelled | #calendar
Site, building site, construction site | Baustelle, Baustellen, Standort, Standorte | name! address! startDate endDate manager notes >Client | status: Planned > Running > Finished
Work order, job order, service order | Arbeitsauftrag, Arbeitsaufträge, Serviceauftrag, Einsatz, Einsätze | number!! title! description scheduledFor:datetime priority address >Customer >Technician | status: New > Scheduled > In progress > Done; New > Cancelled | #board #calendar
Inspection, inspection report, site inspection | Inspektion, Inspektionen, Prüfung vor Ort, Begehung, Begehungen, Kontrolle, Kontrollen | title! inspectedOn! inspector! findings:text photo >Property >Vehicle >Equipment >Site | status: Planned > Passed; Planned > Failed | #calendar
Audit | Audit, Audits | title! startDate! endDate auditor scope:text findings:text | status: Planned > Running > Closed
Risk | Risiko, Risiken | title! description likelihood(Low|Medium|High)! impact(Low|Medium|High)! mitigation:text owner >Project | status: Open > Mitigated > Closed
Incident, accident, accident report | Vorfall, Vorfälle, Störung, Störungen, Unfall, Unfälle | title! description! happenedAt:datetime! severity(Low|Medium|High|Critical)! location reporter photo | status: Reported > Investigating > Resolved > Closed | #board
Decision | Entscheidung, Entscheidungen, Beschluss, Beschlüsse | title! decidedOn! reason outcome:text >Meeting
Change request | Änderungsantrag, Änderungsanträge | title! description! reason requestedOn >Project | status: Submitted > Approved > Implemented; Submitted > Rejected
Approval, approval request | Genehmigung, Genehmigungen, Freigabe, Freigaben | title! requestedOn! comment | status: Requested > Approved; Requested > Rejected
Form submission, submission | Einreichung, Einreichungen, Einsendung, Einsendungen, Beitrag zum Wettbewerb | title! description submittedOn! file author >Contest >Conference | status: Submitted > Accepted; Submitted > Rejected
Case, legal case, matter | Fall, Fälle, Rechtsfall, Mandat, Mandate | number!! title! openedOn! description opposingParty >Client >Lawyer | status: Open > In court > Closed; Open > Settled
Hearing, court date | Gerichtstermin, Gerichtstermine, Verhandlung, Verhandlungen, Anhörung | startsAt! court! notes >Case | | #calendar
Evidence, exhibit | Beweismittel, Exponat, Exponate | title! description file collectedOn >Case
Law, regulation | Gesetz, Gesetze, Vorschrift, Vorschriften, Verordnung | title!! reference validFrom:date text
Permit, licence application | Erlaubnis, Antrag, Anträge, Bauantrag, Bauanträge | number!! title! applicant! submittedOn description file | status: Submitted > In review > Granted; In review > Refused
Petition | Petition, Petitionen | title! text! author signatureCount:integer closesOn | status: Open > Closed
Signature | Unterschrift, Unterschriften | name! email! signedOn >Petition
Computer, laptop, workstation | Computer, Rechner, Laptop, Laptops | name!! serialNumber!! model operatingSystem assignedTo purchasedOn | status: In use > In repair > In use; In use > Retired
Server, virtual machine | Server, Rechenzentrum | hostname!! ipAddress operatingSystem location role | status: Running > Maintenance > Running; Running > Retired
Software, application software, saas tool | Software, Anwendung, Anwendungen | name! vendor version licenceCount:integer renewsOn cost
Domain, domain name | Domain, Domains | name!! registrar expiresOn! autoRenew:boolean >Client
Website, web page | Website, Webseite, Webseiten, Internetseite | name! url! launchedOn hosting >Client | status: Planned > Live > Retired
Password, credential | Passwort, Passwörter, Zugangsdaten | title! username url notes
API key, access token | Zugangsschlüssel | name! prefix createdOn expiresOn | status: Active > Revoked
Deployment | Auslieferung Software, Deployment | version! environment(Staging|Production)! deployedAt:datetime! notes | status: Running > Succeeded; Running > Failed
Backup | Sicherung, Sicherungen, Backup, Backups | name! takenAt:datetime! size location | status: Running > Done; Running > Failed
Log entry, log | Protokolleintrag, Logbuch | message! level(Info|Warning|Error)! loggedAt:datetime!
Experiment, test run | Experiment, Experimente, Versuch, Versuche | title! hypothesis:text startDate endDate result:text | status: Planned > Running > Done
Sample, specimen | Probe, Proben | code!! collectedOn! type location notes | status: Collected > In analysis > Done
Metric, kpi, measurement | Kennzahl, Kennzahlen, Messwert, Messwerte, Messung, Messungen | name! value:number! unit measuredOn! target:number
Report, status report | Bericht, Berichte, Report, Reports | title! period summary! file author | status: Draft > Published
Key, office key | Schlüssel | number!! room:string issuedTo issuedOn returnedOn | status: In stock > Issued > In stock; Issued > Lost
Loan, lending | Ausleihe, Ausleihen, Leihe, Verleihvorgang | lentOn! dueDate! returnedOn notes >Book >Member >Item >Tool >Equipment >Student >Customer | status: Out > Returned; Out > Overdue > Returned
Equipment loan, equipment checkout, checkout of equipment | Geräteausleihe, Leihvorgang | lentOn! dueDate! returnedOn borrower! notes >Equipment >Tool >Item >Asset >Employee | status: Out > Returned; Out > Overdue > Returned
Lost item, found item, lost and found item | Fundsache, Fundsachen, Fundstück, Fundstücke | description! foundOn! place! photo finder | status: Found > Claimed > Returned
Office supply, consumable | Büromaterial, Verbrauchsmaterial | name! stock! minimumStock unit supplier
Hardware request, IT request | IT-Anfrage, IT-Anfragen | title! description! neededBy:date >Employee | status: Requested > Approved > Delivered; Requested > Rejected
Mail item, post item, incoming mail | Posteingang, Postsendung | subject! sender! receivedOn! | status: Received > Forwarded > Done
`;
