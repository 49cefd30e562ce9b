/** Health, care, sport. The columns are explained in ../parseNouns.ts. */
export const HEALTH = `
Patient | Patient, Patienten, Patientin, Patientinnen | name! birthDate! gender(Female|Male|Other) phone! email address insurer insuranceNumber allergies notes | | #person
Doctor, physician, gp | Arzt, Ärzte, Ärztin, Ärztinnen, Doktor | name! speciality! email!! phone room:string | | #person
Dentist | Zahnarzt, Zahnärzte, Zahnärztin | name! email!! phone speciality | | #person
Therapist, psychologist, counsellor | Therapeut, Therapeuten, Therapeutin, Therapeutinnen, Psychologe, Psychologin | name! email!! phone speciality biography photo | | #person
Vet, veterinarian | Tierarzt, Tierärzte, Tierärztin | name! email!! phone speciality | | #person
Treatment, procedure | Behandlung, Behandlungen, Eingriff | name! date! description cost >Patient >Doctor >Pet
Diagnosis | Diagnose, Diagnosen | code name! diagnosedOn! notes >Patient!
Prescription | Rezept vom Arzt, Verschreibung, Verschreibungen, Verordnung vom Arzt | medicine! dosage! prescribedOn! validUntil:date instructions >Patient! >Doctor | status: Issued > Dispensed; Issued > Expired
Medication, medicine, drug | Medikament, Medikamente, Arznei, Arzneimittel | name! dosage! form(Tablet|Liquid|Injection|Cream) stock expiresOn sideEffects:text
Medication intake, dose, intake | Einnahme von Medikamenten, Dosis, Dosen | takenAt:datetime! amount:string notes >Medication
Medical record, health record, patient record | Krankenakte, Krankenakten, Patientenakte, Patientenakten, Befund, Befunde | title! recordedOn! findings:text file >Patient!
Lab result, test result, blood test | Laborwert, Laborwerte, Laborergebnis, Blutwert, Blutwerte | test! value:string! unit measuredOn! normalRange >Patient
Vaccination, immunisation, vaccine | Impfung, Impfungen | vaccine! givenOn! batchNumber nextDueOn:date >Patient >Pet
Consultation, checkup, check-up | Sprechstunde, Konsultation, Konsultationen, Vorsorgeuntersuchung, Untersuchung, Untersuchungen | startsAt! reason! findings:text >Patient >Doctor | status: Planned > Done; Planned > Cancelled | #calendar
Symptom | Symptom, Symptome | name! severity(Mild|Moderate|Severe)! startedOn:date notes >Patient
Allergy | Allergie, Allergien | substance! reaction:text severity(Mild|Moderate|Severe) >Patient
Ward, hospital ward | Station, Stationen | name!! floor:string beds:integer
Bed, hospital bed | Bett, Betten | number!! >Ward | status: Free > Occupied > Cleaning > Free
Hospital, clinic, practice, surgery | Krankenhaus, Krankenhäuser, Klinik, Kliniken, Praxis, Praxen | name! address! phone website speciality | | #place
Pharmacy | Apotheke, Apotheken | name! address! phone openingHours | | #place
Care plan | Pflegeplan, Pflegepläne | title! startDate! goals:text measures:text >Patient >Resident | status: Active > Closed
Care visit, home visit | Pflegeeinsatz, Hausbesuch, Hausbesuche | startsAt! duration tasks:text notes >Patient >Caregiver | status: Planned > Done; Planned > Missed | #calendar
Blood pressure reading, blood pressure | Blutdruckmessung, Blutdruck | systolic:integer! diastolic:integer! pulse:integer measuredAt:datetime!
Weight entry, body weight | Gewicht, Gewichtseintrag | weight! measuredOn! notes
Mood entry, mood | Stimmung, Stimmungseintrag, Stimmungen | mood(Great|Good|Okay|Bad|Awful)! date! notes
Sleep log, sleep | Schlaf, Schlafprotokoll | date! hours! quality(Good|Okay|Bad) notes
Meal, food log, food entry | Mahlzeit, Mahlzeiten, Essen | name! eatenAt:datetime! calories:integer notes photo
Water intake, glass of water | Wasseraufnahme | date! millilitres:integer!
Period, cycle | Zyklus, Periode | startDate! endDate flow(Light|Medium|Heavy) notes
Habit, routine | Gewohnheit, Gewohnheiten, Routine | name! frequency(Daily|Weekly|Monthly)! goal active startedOn:date
Check-in, habit check-in, habit log | Check-in, Check-ins | date! done notes >Habit >Member
Workout, training session, exercise session | Training, Trainings, Trainingseinheit, Trainingseinheiten, Workout, Workouts | name! doneOn! duration! calories:integer notes >Member | | #calendar
Exercise | Übung, Übungen | name!! muscleGroup(Legs|Back|Chest|Arms|Shoulders|Core) difficulty instructions photo
Workout set, set | Trainingssatz, Satz Übungen | repetitions:integer! weight >Exercise! >Workout!
Training plan, workout plan, fitness plan | Trainingsplan, Trainingspläne | name! startDate endDate goal description >Member >Coach
Fitness class, yoga class, gym class | Kurs im Studio, Fitnesskurs, Fitnesskurse, Yogakurs, Yogakurse, Yogastunde | title! startsAt! duration! capacity! level(Beginner|Intermediate|Advanced) room:string >Coach >Instructor | status: Open > Full; Open > Cancelled | #calendar
Class booking, class registration | Kursbuchung, Kursbuchungen, Kursanmeldung, Kursanmeldungen | bookedOn! >Class >Member | status: Booked > Attended; Booked > Cancelled; Booked > No-show
Gym, fitness studio, studio | Fitnessstudio, Fitnessstudios, Studio, Studios | name! address! phone openingHours | | #place
Run, jog | Lauf, Läufe | date! distance! duration! notes
Race, marathon | Rennen, Wettlauf, Marathon | name! date! place! distance entryFee:money website | | #calendar
Match, fixture, game to play | Spiel, Spiele, Begegnung, Begegnungen | startsAt! opponent! place homeScore:integer awayScore:integer notes >Team | status: Planned > Played; Planned > Cancelled | #calendar
Tournament, competition, cup | Turnier, Turniere, Wettkampf, Wettkämpfe | name! startDate! endDate place! entryFee:money maxTeams:integer rules:text | status: Planned > Open > Running > Finished | #calendar
League | Liga, Ligen | name!! season level
Season | Saison, Saisons | name!! startDate! endDate!
Goal scored, score | Tor, Tore, Treffer | minute:integer! >Match! >Player!
Club, society, association | Verein, Vereine, Klub, Clubs | name! website email address foundedOn:date description | | #org
Discipline, sport | Sportart, Sportarten, Disziplin | name!! description
Horse, pony | Pferd, Pferde, Pony, Ponys | name! breed birthDate sex(Mare|Stallion|Gelding) color owner photo
Riding lesson | Reitstunde, Reitstunden | startsAt! duration price >Horse >Student >Instructor | status: Booked > Done; Booked > Cancelled | #calendar
Pet, animal | Haustier, Haustiere, Tier, Tiere | name! species(Dog|Cat|Bird|Rabbit|Other)! breed birthDate sex(Female|Male) weight photo notes >Owner >Customer >Client
Dog, puppy | Hund, Hunde, Welpe, Welpen | name! breed! birthDate sex(Female|Male) weight photo notes >Owner >Customer >Client
Cat, kitten | Katze, Katzen | name! breed birthDate sex(Female|Male) weight photo notes >Owner >Customer
Adoption, adoption request | Adoption, Adoptionen, Vermittlung, Vermittlungen | name! email! phone requestedOn! message >Pet >Dog | status: Requested > Approved > Completed; Requested > Rejected
Owner, pet owner | Besitzer, Besitzerin, Halter, Halterin, Eigentümer, Eigentümerin | name! email!! phone! address notes | | #person
Kennel, enclosure, stable | Zwinger, Gehege, Stall, Ställe, Box | number!! size notes | status: Free > Occupied > Free
Walk, dog walk | Spaziergang, Spaziergänge, Gassirunde | startsAt! duration notes >Dog | | #calendar
Shelter | Tierheim, Tierheime | name! address! phone email | | #place
Grooming, haircut | Fellpflege, Haarschnitt, Haarschnitte | date! style price notes >Pet >Dog >Stylist
Stylist, hairdresser, barber, beautician | Friseur, Friseurin, Friseure, Friseurinnen, Kosmetikerin, Stylist, Stylistin | name! email phone speciality photo | | #person
Salon, barber shop, spa | Salon, Salons, Friseursalon, Studio für Kosmetik | name! address! phone openingHours | | #place
Tattoo | Tattoo, Tattoos, Tätowierung | title! style size placement price photo >Artist >Client
Massage | Massage, Massagen | type! duration! price! notes
`;
