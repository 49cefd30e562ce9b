/**
 * Values that rows have. A line: name of the field | type | English words | German words (the first is the label). Choices
 * of an enum stand in parentheses after its type. A name alone is also an English word for itself.
 */
export const FIELD_WORDS = `
name | string | full name, names | Name, Namen
firstName | string | first name, given name, forename | Vorname
lastName | string | last name, surname, family name | Nachname, Familienname
company | string | company name | Firma, Firmenname
title | string | titles, headline, heading | Titel, Überschrift, Bezeichnung
subtitle | string | tagline | Untertitel
subject | string | subject line | Betreff, Fachgebiet
topic | string | | Thema
description | text | short description, long description, descriptions | Beschreibung, Beschreibungstext, Kurzbeschreibung
notes | text | note, remarks, remark, internal notes, special requests | Notizen, Notiz, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen
comment | text | comment field | Kommentar
message | text | message text | Nachricht
body | text | text body, full text | Text, Haupttext, Inhalt
content | text | contents | Inhalte
text | text | | Textinhalt
summary | text | abstract | Zusammenfassung
excerpt | text | teaser | Auszug, Anrisstext
reason | text | reasons | Grund, Begründung
feedback | text | | Rückmeldung
instructions | text | directions, steps, preparation steps, method, preparation | Anleitung, Zubereitung, Anweisungen, Schritte
ingredients | text | ingredient list, list of ingredients | Zutaten, Zutatenliste
biography | text | bio, short bio, about text, background | Biografie, Lebenslauf in Kürze
requirements | text | prerequisites | Anforderungen, Voraussetzungen
goals | text | | Ziele
goal | string | | Ziel
findings | text | observations | Befunde, Feststellungen
resolution | text | solution | Lösung
address | text | postal address, home address, delivery address, shipping address, addresses | Adresse, Anschrift, Lieferadresse
street | string | street name | Straße
houseNumber | string | house number | Hausnummer
city | string | town | Stadt, Wohnort
postalCode | string | postcode, zip, zip code, postal code | Postleitzahl, PLZ
country | string | | Land
region | string | district, area name | Region
place | string | venue, spot | Ort, Veranstaltungsort
location | string | whereabouts, locations, storage location, storage place, shelf location | Standort, Lagerort
meetingPoint | string | meeting place | Treffpunkt
destination | string | | Ziel der Reise, Reiseziel
origin | string | | Herkunft, Abfahrtsort
room | string | room number | Raum, Raumnummer, Zimmernummer
floor | string | storey | Stockwerk, Etage
email | email | e-mail, mail, mail address, email address, e-mail address, emails | E-Mail, Email, E-Mail-Adresse, Mailadresse, Emailadresse, Mail
phone | phone | telephone, phone number, telephone number, mobile, mobile number, cell phone, contact number, phone numbers | Telefon, Telefonnummer, Handynummer, Handy, Mobilnummer, Rufnummer
fax | phone | fax number | Fax
website | url | web site, homepage, web address | Website, Webseite, Homepage
url | url | link, web link, hyperlink, links | Link, URL
price | money | prices, sale price, selling price, ticket price, entry price, monthly price | Preis, Preise, Verkaufspreis, Eintrittspreis
unitPrice | money | price per unit | Stückpreis, Einzelpreis
purchasePrice | money | buying price, purchase price | Einkaufspreis, Kaufpreis
cost | money | costs, total cost, expenses | Kosten
amount | money | amounts, sum | Betrag, Summe
total | money | total price, total amount, grand total | Gesamtbetrag, Gesamtpreis, Gesamtsumme
budget | money | | Budget
fee | money | fees, charge | Gebühr, Gebühren, Beitrag, Teilnahmegebühr
entryFee | money | | Startgebühr
salary | money | wage, pay | Gehalt, Lohn
hourlyRate | money | hourly rate, rate per hour, price per hour | Stundensatz, Stundenlohn
pricePerNight | money | nightly rate, price per night, nightly price | Preis pro Nacht, Übernachtungspreis
pricePerDay | money | daily rate, price per day, day rate | Preis pro Tag, Tagessatz, Tagespreis
rent | money | monthly rent | Miete, Monatsmiete
deposit | money | security deposit | Kaution, Anzahlung
value | money | worth | Wert
balance | money | | Kontostand, Saldo
revenue | money | turnover | Umsatz
targetAmount | money | target amount, goal amount | Zielbetrag
discount | percent | discount rate | Rabatt
taxRate | percent | tax rate, vat rate | Steuersatz
probability | percent | chance | Wahrscheinlichkeit
progress | percent | completion, percentage done | Fortschritt
percentage | percent | percent | Prozent, Prozentsatz
quantity | integer | qty, number of items, count, quantities, number of units | Menge, Anzahl, Stückzahl
stock | integer | stock level, stock quantity, quantity in stock, units in stock, stock count | Bestand, Lagerbestand
minimumStock | integer | minimum stock, reorder level, reorder point, minimum quantity | Mindestbestand, Meldebestand
capacity | integer | max participants, maximum participants, number of places, number of seats, places | Kapazität, Plätze, Teilnehmerzahl, Platzzahl
copies | integer | number of copies, copy count | Exemplare, Anzahl Exemplare
seats | integer | | Sitzplätze, Sitze
partySize | integer | party size, number of guests, number of people, number of persons, head count | Personenzahl, Anzahl Personen, Gästezahl, Anzahl der Personen
guestCount | integer | | Anzahl Gäste
servings | integer | portions, number of servings | Portionen
bedrooms | integer | number of bedrooms, beds | Schlafzimmer
bathrooms | integer | number of bathrooms | Badezimmer
rooms | integer | number of rooms | Zimmer, Zimmeranzahl
year | integer | release year, publication year, year of publication, model year | Jahr, Erscheinungsjahr, Baujahr
age | integer | | Alter
rating | integer | star rating, stars, ratings | Bewertung, Sterne
score | integer | | Punktzahl, Punktestand
points | integer | | Punkte
position | string | job title, job position | Position
likes | integer | number of likes | Likes
views | integer | view count | Aufrufe
votes | integer | number of votes | Stimmen
calories | integer | kcal | Kalorien
pages | integer | page count, number of pages | Seitenzahl, Seiten
kilometres | number | kilometers, km, miles | Kilometer, km
weekday | enum(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday) | day of the week, day of week | Wochentag
returnsAt | datetime | return, expected return, return time, coming back | Rückkehr
grapeVariety | string | grape variety, variety of grape | Rebsorte, Traubensorte
vintage | integer | | Jahrgang
result | string | outcome | Ergebnis
mileage | integer | odometer, odometer reading, kilometres driven | Kilometerstand
duration | integer | length in minutes, running time, minutes, time needed | Dauer, Minuten
cookMinutes | integer | cooking time, cook time | Kochzeit, Garzeit
prepMinutes | integer | preparation time, prep time | Vorbereitungszeit, Zubereitungszeit
hours | number | number of hours, hours worked | Stunden
weight | number | | Gewicht
height | number | | Höhe, Größe in cm
width | number | | Breite
depth | number | | Tiefe
length | number | | Länge
distance | number | | Distanz, Entfernung, Strecke
area | number | floor area, square metres, square meters, size in square metres, surface area | Fläche, Quadratmeter, Wohnfläche
temperature | number | | Temperatur
dosage | string | dose | Dosierung, Dosis
date | date | day, dates | Datum, Tag
startDate | date | start date, from date, from, begin date, beginning | Startdatum, Beginn, Anfangsdatum
endDate | date | end date, to date, until, until date | Enddatum, Ende
dueDate | date | deadline, due, due dates, deadlines, closing date | Fälligkeitsdatum, Fälligkeit, Frist, Abgabetermin, Deadline, Einsendeschluss, fällig am
dueOn | date | | Fällig am
issuedOn | date | issue date, date of issue, invoice date | Ausstellungsdatum, Rechnungsdatum
publishedOn | date | publish date, publication date, published date, date published | Veröffentlichungsdatum
orderedOn | date | order date | Bestelldatum
deliveryDate | date | delivery date | Lieferdatum
purchasedOn | date | purchase date, date of purchase, bought on | Kaufdatum, Anschaffungsdatum
expiresOn | date | expiry date, expiration date, best before, best before date, expiry, valid until | Ablaufdatum, Verfallsdatum, Mindesthaltbarkeitsdatum, gültig bis
birthDate | date | birthday, date of birth, birth date, dob | Geburtsdatum, Geburtstag
hiredOn | date | hire date, date of hire, joining date | Einstellungsdatum, Eintrittsdatum
joinedOn | date | join date, member since | Beitrittsdatum, Mitglied seit
paidOn | date | payment date, date paid | Zahlungsdatum, bezahlt am
spentOn | date | | Ausgegeben am
reportedOn | date | report date | Meldedatum
takenOn | date | date taken | Aufnahmedatum
wateredOn | date | last watered, last watering | zuletzt gegossen
month | date | | Monat
startsAt | datetime | start, start time, starts, date and time, time and date, starting time, time slot, appointment time | Beginnt am, Startzeit, Uhrzeit, Datum und Uhrzeit
endsAt | datetime | end, end time, ends, finish time | Endet am, Endzeit
checkIn | datetime | check-in, check-in date, arrival, arrival date | Anreise, Ankunft
checkOut | datetime | check-out, checkout, check-out date, departure, departure date | Abreise
pickUpAt | datetime | pick-up time, pickup time, pickup date, collection time | Abholzeit, Abholtermin
time | string | times, time of day | Zeit
status | enum(Open|In progress|Done) | state, statuses | Status, Zustand
stage | enum(Open|In progress|Done) | | Phase
priority | enum(Low|Medium|High) | priorities, priority level, urgency | Priorität, Dringlichkeit
difficulty | enum(Easy|Medium|Hard) | difficulty level, level of difficulty | Schwierigkeit, Schwierigkeitsgrad
severity | enum(Low|Medium|High) | | Schweregrad
level | enum(Beginner|Intermediate|Advanced) | skill level | Niveau, Stufe
condition | enum(New|Good|Worn) | | Zustand des Gegenstands
gender | enum(Female|Male|Other) | sex | Geschlecht
paymentMethod | enum(Cash|Card|Transfer) | payment method, payment type, method of payment | Zahlungsart, Zahlungsmethode
frequency | enum(Daily|Weekly|Monthly) | how often | Häufigkeit, Rhythmus
season | enum(Spring|Summer|Autumn|Winter) | | Jahreszeit
category | string | type of item, categories, category name | Kategorie, Rubrik
type | string | kind, types | Art, Typ
genre | string | genres | Genre
tags | string | keywords, labels, tag | Schlagwörter, Tags, Stichwörter
color | string | colour, colors, colours | Farbe, Farben
size | string | sizes | Größe, Größen
material | string | | Material
brand | string | make, manufacturer, maker | Marke, Hersteller
model | string | model name | Modell
species | string | | Art, Tierart
breed | string | | Rasse
cuisine | string | | Küche, Küchenrichtung
speciality | string | specialty, specialisation, specialization, expertise | Fachrichtung, Spezialgebiet
skills | text | skill, qualifications | Fähigkeiten, Kenntnisse
allergies | text | allergy | Allergien
allergens | string | allergen | Allergene
availability | text | available times | Verfügbarkeit
number | string | no., reference number | Nummer
invoiceNumber | string | invoice number | Rechnungsnummer
orderNumber | string | order number | Bestellnummer, Auftragsnummer
customerNumber | string | customer number | Kundennummer
serialNumber | string | serial number | Seriennummer
licenceNumber | string | licence number, license number | Lizenznummer, Führerscheinnummer
trackingNumber | string | tracking number | Sendungsnummer
code | string | | Code
reference | string | | Referenz
sku | string | article number, item number, product code | Artikelnummer, SKU
isbn | string | isbn number | ISBN
iban | string | account number, bank details | IBAN, Kontonummer, Bankverbindung
vatId | string | vat number, tax number, vat id, tax id | Umsatzsteuer-ID, Steuernummer, USt-IdNr
plate | string | licence plate, license plate, number plate, plate number, registration number | Kennzeichen, Nummernschild, Autokennzeichen
barcode | string | ean | Barcode, Strichcode
unit | string | unit of measure, units | Einheit, Mengeneinheit
language | string | | Sprache
author | string | | Autor
publisher | string | | Verlag
director | string | | Regisseur, Regie
artist | string | | Künstler, Interpret
assignee | string | assigned to, assigned person, responsible person, person in charge | Zuständig, Verantwortlich, Verantwortlicher, Zuständige Person
owner | string | | Besitzer, Eigentümer
contactPerson | string | contact person, contact name | Ansprechpartner, Kontaktperson
emergencyContact | string | emergency contact | Notfallkontakt
manager | string | | Leitung
supplier | string | | Lieferant
recipient | string | addressee | Empfänger
sender | string | | Absender
donor | string | donor name | Spender
borrower | string | borrower name | Entleiher, Ausgeliehen von
industry | string | sector | Branche
source | string | | Quelle
purpose | string | | Zweck, Verwendungszweck
insurer | string | insurance, insurance company, health insurance | Krankenkasse, Versicherung
insuranceNumber | string | insurance number | Versicherungsnummer
openingHours | text | opening hours, business hours, opening times | Öffnungszeiten
dietaryNeeds | text | dietary needs, dietary requirements, diet, dietary restrictions | Ernährungshinweise, Unverträglichkeiten
slug | string | | Kurzname
photo | image | photograph, photos, picture, pictures, profile picture, profile photo, avatar, cover photo | Foto, Fotos, Bild, Bilder, Profilbild
image | image | images, cover image, main image, product image, cover, thumbnail, poster | Bilddatei, Titelbild, Produktbild, Cover
logo | image | logos | Logo
file | file | files, attached file, attachment, attachments, pdf, upload, scan | Datei, Anhang, Dateien, Anhänge
document | file | documents | Dokument
resume | file | cv, résumé | Lebenslauf
receipt | file | receipts, receipt photo | Beleg, Quittung
done | boolean | completed, finished, done flag, is done | Erledigt, Abgeschlossen
active | boolean | is active | Aktiv
available | boolean | is available, in stock | Verfügbar
pricePaid | money | price paid, paid price, amount paid | bezahlter Preis
stepsToReproduce | text | steps to reproduce, reproduction steps | Schritte zum Nachstellen
paid | boolean | is paid | Bezahlt
published | boolean | is published | Veröffentlicht
featured | boolean | highlighted | Hervorgehoben
billable | boolean | chargeable | Abrechenbar
vegetarian | boolean | vegan | Vegetarisch
grade | string | | Note, Klassenstufe
subscribedOn | date | | Abonniert am
enrolledOn | date | enrolment date | Eingeschrieben am
lentOn | date | lending date, loan date, borrow date, borrowed on | Ausleihdatum, ausgeliehen am
returnedOn | date | return date, returned on | Rückgabedatum, Rückgabe
doneOn | date | | Erledigt am
guardianName | string | guardian name, parent name | Name der Eltern
guardianPhone | phone | | Telefon der Eltern
`;
