/** Schools, libraries, media, publishing, community. The columns are explained in ../parseNouns.ts. */
export const EDUCATION = `
Student, pupil, learner | Schüler, Schülerin, Schülerinnen, Student, Studenten, Studentin, Studierende, Lernende | name! email birthDate grade:string guardianName guardianPhone enrolledOn >Class | status: Applied > Enrolled > Graduated; Enrolled > Left | #person
Teacher, schoolteacher | Lehrer, Lehrerin, Lehrerinnen, Lehrkraft, Lehrkräfte | name! email!! phone subject room:string | | #person
Instructor, tutor | Dozent, Dozenten, Dozentin, Nachhilfelehrer, Tutor, Tutoren, Kursleiter, Kursleiterin | name! email!! phone subject hourlyRate biography photo | | #person
Professor | Professor, Professoren, Professorin | name! email!! department office | | #person
Course | Kurs, Kurse, Lehrgang, Lehrgänge, Vorlesung, Vorlesungen | title! description startDate endDate price capacity level(Beginner|Intermediate|Advanced) image >Teacher >Instructor >Category | status: Draft > Open > Running > Finished | #calendar
Class, school class | Klasse, Klassen, Schulklasse, Schulklassen | name!! level room:string >Teacher
Lesson, class hour | Unterrichtsstunde, Unterrichtsstunden, Lektion, Lektionen, Stunde Unterricht, Unterricht | title! startsAt! duration topic notes >Course >Student >Teacher | status: Planned > Held; Planned > Cancelled | #calendar
Module, course module, unit of study | Modul, Module, Lerneinheit, Lerneinheiten | title! position:integer description >Course!
Subject, school subject | Fach Schule, Schulfach, Schulfächer, Unterrichtsfach, Unterrichtsfächer | name!! description
Enrolment, enrollment, course registration | Einschreibung, Einschreibungen, Kursbelegung, Immatrikulation | enrolledOn! grade:string >Student! >Course! | status: Requested > Enrolled > Completed; Enrolled > Withdrawn
Assignment, homework, coursework | Hausaufgabe, Hausaufgaben, Übungsblatt, Arbeitsblatt | title! instructions! dueDate! maxPoints:integer file >Course >Class | | #calendar
Homework submission, assignment submission, handed-in work | Abgabe, Abgaben | submittedOn! file text points grade:string feedback:text >Assignment! >Student! | status: Submitted > Graded > Returned
Exam, test, examination | Prüfung, Prüfungen, Klausur, Klausuren, Examen | title! date! duration room:string maxPoints:integer >Course >Subject >Class | status: Planned > Held > Graded | #calendar
Exam result, exam grade | Prüfungsergebnis, Prüfungsergebnisse | points! grade:string comment >Exam! >Student!
Grade, mark | Note, Noten, Schulnote, Schulnoten, Zensur, Zensuren | value:string! givenOn! comment >Student! >Subject >Course
Quiz | Quiz, Quizze | title! description timeLimit:integer passingScore:percent >Course | status: Draft > Published
Quiz attempt, attempt | Quizversuch | score! startedAt:datetime! finishedAt:datetime >Quiz! >Student
Attendance, attendance record | Anwesenheit, Anwesenheiten, Anwesenheitsliste | date! status(Present|Absent|Late|Excused)! notes >Student >Member >Employee >Lesson
Timetable, timetable entry | Stundenplan, Stundenpläne | weekday(Monday|Tuesday|Wednesday|Thursday|Friday)! startsAt:string! endsAt:string! room:string >Class >Subject >Teacher
School | Schule, Schulen | name! address! phone email website | | #place
Kindergarten, nursery, daycare | Kita, Kitas, Kindergarten, Kindergärten | name! address! phone capacity | | #place
University, college, faculty | Universität, Universitäten, Hochschule, Hochschulen, Fakultät, Fakultäten | name! address website | | #place
Thesis, dissertation | Abschlussarbeit, Abschlussarbeiten, Bachelorarbeit, Masterarbeit | title! student! supervisor! submittedOn file | status: Proposed > Accepted > In writing > Submitted > Graded
Research paper, scientific paper, publication | Veröffentlichung, Veröffentlichungen, Publikation, Publikationen, Fachartikel | title! authors! abstract:text journal publishedOn url file | status: Draft > Submitted > Accepted > Published
Flashcard, flash card | Karteikarte, Karteikarten, Lernkarte, Lernkarten | front:text! back:text! dueDate >Deck
Deck, card deck | Kartenstapel, Stapel | name!! description
Vocabulary, word, vocabulary word | Vokabel, Vokabeln, Wort, Wörter | word! translation! example:text language
Language | Sprache, Sprachen | name!! code
Learning material, course material, handout, resource for learning | Lernmaterial, Lernmaterialien, Unterrichtsmaterial, Kursmaterial | title! file url description >Course >Lesson
Badge, achievement | Abzeichen, Auszeichnung, Auszeichnungen, Erfolg | name! description! image earnedOn >Student >Member
Scholarship | Stipendienprogramm | name! amount! deadline requirements:text
Book | Buch, Bücher | title! author! isbn publisher year genre copies:integer description photo >Author >Category | status: Available > Lent > Available; Available > Lost | #gallery
Book copy, copy | Exemplar, Exemplare | barcode!! condition(New|Good|Worn) >Book! | status: Available > Lent > Available; Available > Lost
Book loan, loan of a book, borrowing, library loan | Buchausleihe, Buchausleihen, Ausleihvorgang, Entleihung | lentOn! dueDate! returnedOn >Book! >Member | status: Out > Returned; Out > Overdue > Returned
Publisher, publishing house | Verlag, Verlage | name!! website email | | #org
Chapter | Kapitel | title! position:integer text >Book
Reading list | Leseliste, Leselisten | name! description
Quote from a book, citation | Zitat, Zitate | text! author! source
Magazine, periodical | Zeitschrift, Zeitschriften, Magazin, Magazine | name!! publisher frequency website
Magazine issue | Zeitschriftenausgabe | number! publishedOn! photo >Magazine
Newspaper | Zeitung, Zeitungen | name!! publisher website
Post, article, blog post, blog article, blog entry | Beitrag, Beiträge, Blogbeitrag, Blogbeiträge, Blogartikel, Post, Posts | title! slug:string body! excerpt:text coverImage publishedOn >Author >Category >>Tag | status: Draft > Published > Archived
News, news item, news article, news story | Neuigkeit, Neuigkeiten, Nachrichtenartikel, Meldung, Meldungen | title! body! image publishedOn source >Category | status: Draft > Published > Archived
Comment, reply | Kommentar, Kommentare, Antwortbeitrag | author! body! postedAt:datetime >Post >Ticket >Task >Topic | status: Pending > Approved; Pending > Rejected
Page, content page | Inhaltsseite | title! slug:string body! | status: Draft > Published
Topic, thread, discussion, forum thread, forum post | Thema, Themen, Diskussion, Diskussionen, Forenbeitrag | title! body! author postedAt:datetime pinned:boolean >Category >Forum | status: Open > Closed
Forum, board of topics, discussion board | Forum, Foren | name!! description
Message, direct message, private message | Nachricht, Nachrichten | subject body! sender! recipient! sentAt:datetime read:boolean
Conversation, chat | Unterhaltung, Unterhaltungen, Gespräch, Gespräche, Chat, Chats | subject! startedOn:date! lastMessageAt:datetime
Like, reaction, upvote | Reaktion, Gefällt-mir-Angabe | kind(Like|Love|Laugh)! reactedOn:date >Post >Photo
Podcast | Podcast, Podcasts | title!! description coverImage host language
Episode | Folge, Folgen, Episode, Episoden | title! number! publishedOn duration description audioUrl >Podcast >Series >Season | status: Idea > Recorded > Edited > Published
Video, clip | Video, Videos, Clip | title! url! duration description thumbnail publishedOn >Channel >Category
Channel | Kanal, Kanäle | name!! description url
Playlist | Playlist, Playlists, Wiedergabeliste | name! description
Song, track | Lied, Lieder, Song, Songs, Titel Musik | title! artist! album duration genre year url
Album, music album, record, vinyl | Album, Alben, Schallplatte, Schallplatten | title! artist! year genre coverImage format(CD|Vinyl|Digital) | | #gallery
Band, orchestra, choir | Band, Bands, Chor, Chöre, Orchester | name!! genre website description photo
Instrument, musical instrument | Instrument, Instrumente | name! type maker serialNumber condition >Member
Sheet music, score of music | Noten zum Spielen, Partitur, Partituren | title! composer! arrangement file
Rehearsal | Chorprobe, Bandprobe, Orchesterprobe | startsAt! place! notes | | #calendar
Movie, film | Film, Filme, Kinofilm | title! year director genre duration rating watchedOn poster:image description | status: To watch > Watched | #gallery
Series, tv show, tv series | Serie, Serien | title! genre seasons:integer rating description poster:image | status: To watch > Watching > Watched | #gallery
Actor, actress | Schauspieler, Schauspielerin | name! birthDate biography photo | | #person
Video game, board game, game in a collection | Videospiel, Videospiele, Brettspiel, Brettspiele | title! platform genre rating players:string photo | status: Wanted > Owned > Played | #gallery
Photo, picture, image, photograph | Foto, Fotos, Bild, Bilder, Fotografie, Aufnahme, Aufnahmen | title! image! takenOn:date description >Album >Gallery | | #gallery
Gallery, photo album, image gallery | Galerie, Galerien, Fotoalbum, Fotoalben | title! description coverImage date | | #gallery
Photo shoot, photo session, shooting | Fotoshooting, Shootings, Fototermin | title! startsAt! place price notes >Client >Photographer | status: Requested > Confirmed > Done > Delivered | #calendar
Artwork, painting, work of art, sculpture | Kunstwerk, Kunstwerke, Gemälde, Skulptur | title! artist year technique size price photo description >Artist | status: Available > Reserved > Sold | #gallery
Portfolio item, portfolio project, reference project, work sample | Arbeitsprobe, Arbeitsproben, Referenzprojekt, Referenzprojekte | title! image! client url finishedOn description | | #gallery
Bookmark, link, saved link | Lesezeichen, Link, Links | title! url! notes
Contest, challenge | Wettbewerb, Wettbewerbe, Gewinnspiel | title! startDate! endDate! prize rules:text photo | status: Draft > Open > Judging > Closed
Nomination | Nominierung, Nominierungen | nominee! reason! >Award
Award, prize | Preisverleihung, Ehrung, Ehrungen | title! year! description
Jury vote, judging score | Jurybewertung | points! comment judge >FormSubmission
Prayer, prayer request | Gebet, Gebete, Gebetsanliegen | title! text prayedFor:boolean
Sermon | Predigt, Predigten | title! preacher! heldOn:date! passage audioUrl text
Congregation, parish, church | Gemeinde Kirche, Kirche, Kirchen, Pfarrei | name! address website | | #place
Translation | Übersetzung, Übersetzungen | sourceText:text! targetText:text language | status: Open > Translated > Reviewed
Glossary entry, glossary term, term | Begriff, Begriffe, Glossareintrag | term!! definition:text!
Wiki page, wiki article | Wikiseite, Wiki-Seite | title!! body! author | status: Draft > Published
Snippet, code snippet | Codeschnipsel | title! code:text! language description
Script, screenplay | Drehbuch, Drehbücher, Skript | title! author version text | status: Draft > Review > Final
Page section, section of a landing page | Seitenabschnitt | title! text image position:integer
`;
