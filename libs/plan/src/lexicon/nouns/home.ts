/** Homes, property, food, garden, farm, industry, public life. The columns are explained in ../parseNouns.ts. */
export const HOME = `
Property, real estate, listing, property listing | Immobilie, Immobilien, Objekt, Objekte, Liegenschaft, Exposé | title! address! price! propertyType(Apartment|House|Land|Commercial) bedrooms:integer bathrooms:integer area:number description photo >Agent >Owner | status: Draft > Available > Reserved > Sold; Available > Rented | #gallery
Apartment, flat | Wohnung, Wohnungen, Apartment, Apartments | title! address! rooms:number area:number rent floor:string description photo >Building >Landlord | status: Available > Rented > Available | #gallery
House | Haus, Häuser | name! address! rooms:integer area:number yearBuilt:integer price photo | | #gallery
Building | Gebäude | name! address! floors:integer yearBuilt:integer manager
Unit, rental unit | Wohneinheit, Wohneinheiten, Mieteinheit, Mieteinheiten | number!! floor:string area:number rent >Building >Property | status: Vacant > Rented > Vacant; Vacant > In renovation > Vacant
Lease, rental agreement, tenancy | Mietvertrag, Mietverträge, Pachtvertrag | startDate! endDate rent! deposit file >Tenant! >Unit >Property >Apartment | status: Draft > Active > Ended; Active > Terminated
Rent payment, rent | Mietzahlung, Mietzahlungen, Miete, Mieten | period! amount! dueDate! paidOn >Lease >Tenant | status: Open > Paid; Open > Overdue > Paid
Maintenance request, repair request | Reparaturanfrage, Reparaturanfragen, Wartungsanfrage, Mängelanzeige, Mängelanzeigen, Schadensanzeige | title! description! priority! reportedOn photo >Unit >Property >Tenant | status: Reported > Scheduled > In progress > Done; Reported > Rejected | #board
Viewing, house viewing, property viewing | Besichtigung, Besichtigungen, Wohnungsbesichtigung, Besichtigungstermin, Besichtigungstermine | startsAt! visitorName:string! visitorPhone notes >Property >Apartment >Agent | status: Requested > Confirmed > Done; Requested > Cancelled | #calendar
Meter reading, meter | Zählerstand, Zählerstände, Zählerablesung | meterNumber! value:number! readOn! kind(Electricity|Gas|Water|Heat) photo >Unit >Apartment
Utility bill, utility | Nebenkostenabrechnung, Nebenkosten | period! kind(Electricity|Gas|Water|Internet) amount! dueDate | status: Open > Paid
Renovation, remodelling | Renovierung, Renovierungen, Sanierung, Umbau | title! startDate endDate budget description photo >Property | status: Planned > Running > Done
Plot, land parcel | Grundstück, Grundstücke, Parzelle, Parzellen | number!! area:number! address price
Move, relocation | Umzug, Umzüge | fromAddress:text! toAddress:text! movesOn:date! volume:number price notes >Customer | status: Inquiry > Booked > Done; Inquiry > Cancelled | #calendar
Moving box, box | Umzugskarton, Karton, Kartons | number!! contents room:string packed:boolean
Cleaning, cleaning task, cleaning job | Reinigung, Reinigungen, Putzeinsatz | scheduledFor:datetime! address! duration price notes >Client >Cleaner >Room | status: Planned > Done; Planned > Cancelled | #calendar
Household chore, housework | Hausarbeit, Putzaufgabe | title! dueDate assignee done repeats(Never|Daily|Weekly|Monthly)
Shopping list | Einkaufsliste, Einkaufslisten | name! notes
Shopping item, grocery, grocery item, shopping list item | Einkaufsartikel, Lebensmittel, Einkaufszettel | name! quantity:string done category(Produce|Dairy|Bakery|Meat|Other) >Store
Pantry item, fridge item, supply | Vorrat, Vorräte | name! quantity! unit expiresOn location(Pantry|Fridge|Freezer)
Recipe | Rezept, Rezepte, Kochrezept, Kochrezepte | title! servings:integer prepMinutes:integer cookMinutes:integer difficulty ingredients! instructions! photo >Category >>Tag | | #gallery
Ingredient | Zutat, Zutaten | name!! unit category allergen:string
Recipe ingredient | Rezeptzutat, Rezeptzutaten | amount:number! unit >Recipe! >Ingredient!
Dish, menu item, meal on the menu | Gericht, Gerichte, Speise, Speisen, Menüpunkt | name! price! category(Starter|Main|Dessert|Drink) allergens vegetarian:boolean available photo description | | #gallery
Menu | Speisekarte, Speisekarten, Menü, Menüs | name!! validFrom:date description
Drink, beverage, cocktail | Getränk, Getränke, Cocktail, Cocktails | name! price! size:string alcoholic:boolean photo
Meal plan, meal plan entry, weekly menu | Essensplan, Essenspläne, Wochenplan, Speiseplan, Speisepläne | date! meal(Breakfast|Lunch|Dinner|Snack)! notes >Recipe >Dish | | #calendar
Diet, diet plan | Ernährungsplan, Diät | name! startDate calories:integer notes >Client
Nutrient, nutrition entry | Nährwert, Nährwerte | name! amount:number! unit
Restaurant, cafe, café, bistro, bar, pub | Restaurant, Restaurants, Café, Cafés, Bar, Bars, Lokal, Lokale, Gaststätte | name! address! cuisine phone website rating photo | | #place #gallery
Bakery, butcher | Bäckerei, Bäckereien, Metzgerei | name! address! phone openingHours | | #place
Cake, pastry, bread | Kuchen, Torte, Torten, Brot, Brote, Brötchen, Gebäck, Backware, Backwaren | name! price! allergens size:string photo description available | | #gallery
Catering order, catering | Cateringauftrag, Catering | eventDate:date! guestCount:integer! address! total notes >Customer | status: Inquiry > Quoted > Confirmed > Delivered; Inquiry > Cancelled | #calendar
Kitchen ticket, kitchen order | Küchenbon | number!! items:text! orderedAt:datetime! >Table | status: New > Cooking > Ready > Served | #board
Wine, bottle | Wein, Weine, Flasche, Flaschen | name! vintage:integer grape region price bottles:integer rating photo | | #gallery
Beer, brew | Bier, Biere, Sud | name! style alcohol:percent brewedOn:date notes | status: Planned > Fermenting > Bottled > Ready
Coffee, roast | Kaffee, Röstung, Röstungen | name! origin! roast(Light|Medium|Dark) price tastingNotes
Tasting, tasting note | Verkostung, Verkostungen, Weinprobe | date! aroma taste rating! notes >Wine >Beer >Coffee
Plant, houseplant | Pflanze, Pflanzen, Zimmerpflanze, Zimmerpflanzen | name! species location wateredOn:date waterEveryDays:integer light(Low|Medium|Bright) photo notes | | #gallery
Watering, plant care task | Gießen, Bewässerung | date! amount:string notes >Plant
Garden, allotment | Garten, Gärten, Kleingarten, Kleingärten | name! address area:number notes
Garden bed, flower bed | Beet, Beete | name!! area:number soil sun(Full|Partial|Shade) >Garden
Seed, seedling | Samen, Saatgut, Setzling | name! variety sowFrom:string quantity supplier
Crop, harvest, yield | Ernte, Ernten, Feldfrucht | crop! harvestedOn! quantity! unit notes >Field >Bed
Field, acre | Feld, Felder, Acker, Äcker | name!! area:number! crop soil | | #place
Livestock, cow, sheep, goat, pig, cattle | Rind, Rinder, Kuh, Kühe, Schaf, Schafe, Ziege, Schwein, Vieh | earTag!! breed birthDate sex(Female|Male) weight notes
Hen, chicken | Huhn, Hühner | name! breed hatchedOn:date layingSince:date
Egg count | Eierzählung, Ei, Eier | date! count:integer!
Hive, beehive, colony of bees | Bienenstock, Bienenstöcke, Bienenvolk, Bienenvölker | name!! location queenYear:integer strength(Weak|Medium|Strong) notes
Hive inspection | Volkdurchsicht, Durchsicht | inspectedOn! queenSeen:boolean broodFrames:integer mites:integer notes >Hive!
Honey harvest | Honigernte, Honigernten | harvestedOn! kilograms:number! variety >Hive
Farm | Bauernhof, Hof, Höfe | name! address area:number website | | #place
Vegetable box, veg box, crate | Gemüsekiste, Gemüsekisten, Abokiste | name! price! contents:text week:string
Species | Tierart, Art, Arten | name!! scientificName description photo
Sighting, observation, bird sighting | Sichtung, Sichtungen, Beobachtung, Beobachtungen | species! seenAt:datetime! place! count:integer photo notes
Fish, catch | Fisch, Fische, Fang, Fänge | species! caughtOn! length weight place bait photo
Aquarium, tank | Aquarium, Aquarien | name!! litres:number temperature notes
Tree | Baum, Bäume | number!! species! location height plantedOn:date condition photo
Trail, hike, hiking trail | Wanderweg, Wanderwege, Wanderung, Wanderungen | name! distance! ascent:integer difficulty region description photo | | #gallery
Climb, climbing route | Kletterroute, Kletterrouten | name! grade:string! place climbedOn:date notes
Dive, dive log | Tauchgang, Tauchgänge | date! place! depth:number! duration buddy notes
Coin, stamp, collectible, collector's item | Münze, Münzen, Briefmarke, Briefmarken, Sammlerstück | name! year country condition value photo | | #gallery
Place, location, spot, point of interest, sight | Ort, Orte, Sehenswürdigkeit, Sehenswürdigkeiten | name! address category description photo rating | | #gallery
Country | Land, Länder | name!! code
City, town, municipality | Stadt, Städte, Gemeinde, Gemeinden, Kommune | name!! postalCode country
Region, district | Region, Regionen, Bezirk, Bezirke, Stadtteil | name!! description
Address | Adresse, Adressen, Anschrift, Anschriften | street! postalCode! city! country
Neighbourhood, community | Nachbarschaft, Gemeinschaft | name!! description
Favour, help offer, help request | Hilfsangebot, Hilfsangebote, Hilfegesuch, Gefallen | title! description! neededOn:date author | status: Open > Taken > Done
Borrowed thing, lent thing | Leihgabe, Leihgaben | item! borrower! lentOn! dueDate returnedOn | status: Out > Returned
Wish, gift idea | Geschenkidee, Geschenkideen | title! person occasion price url bought:boolean
Birthday, anniversary | Geburtstag, Geburtstage, Jubiläum | name! date! giftIdeas:text | | #calendar
Diary entry, diary, journal, journal record | Tagebuch, Tagebucheintrag, Tagebucheinträge | date! title body! mood(Great|Good|Okay|Bad) photo
Memory, memorial, condolence | Erinnerungsstück, Kondolenz | title! text! photo date author
Ancestor, relative, family member | Vorfahr, Vorfahren, Verwandter, Verwandte | name! birthDate deathDate:date birthPlace parent>Ancestor notes photo
Bucket list item, dream | Traum, Träume | title! description targetDate done photo
Life goal, personal goal | Lebensziel | title! why:text targetDate progress done
Affirmation, gratitude entry, gratitude | Dankbarkeit, Dankbarkeitseintrag | date! text!
Emergency contact | Notfallkontakt, Notfallkontakte | name! phone! relationship
Production order, manufacturing order, manufacturing job | Fertigungsauftrag, Fertigungsaufträge, Produktionsauftrag, Produktionsaufträge | number!! quantity! startDate dueDate! notes >Product >Machine | status: Planned > Released > In production > Finished; Planned > Cancelled | #board
Bill of materials | Stückliste, Stücklisten | name!! version description >Product
Raw material, material | Rohstoff, Rohstoffe, Material, Materialien, Werkstoff | name!! unit! stock minimumStock:integer price >Supplier
Quality check, quality inspection | Qualitätsprüfung, Qualitätsprüfungen, Qualitätskontrolle | checkedOn! inspector! measurements:text notes photo >Product >Batch | status: Planned > Passed; Planned > Failed
Nonconformity, non-conformity | Abweichung, Abweichungen, Mangel, Mängel | title! description! foundOn! severity(Minor|Major|Critical) measure:text photo | status: Open > In progress > Closed | #board
Downtime, machine stop | Stillstand, Ausfall, Ausfälle | startsAt! endsAt reason! >Machine
Sensor | Sensor, Sensoren | name!! type location unit >Machine | status: Online > Offline > Online
Sensor reading, reading | Sensorwert, Sensorwerte, Ablesung | value:number! measuredAt:datetime! >Sensor!
Energy reading, energy consumption, power reading | Energieverbrauch, Stromverbrauch | month:date! kilowattHours:number! cost >Building
Solar panel, solar system | Solaranlage, Solaranlagen, Photovoltaikanlage | name! power:number! installedOn:date address
Waste collection, waste pickup, bin collection | Müllabfuhr, Abfuhrtermin, Abfuhrtermine | date! kind(Paper|Plastic|Organic|Residual)! district | | #calendar
Fire extinguisher, safety device | Feuerlöscher | number!! location! inspectionDueOn:date! type
Safety briefing, safety instruction | Unterweisung, Unterweisungen, Sicherheitsunterweisung | topic! heldOn:date! trainer validUntil:date >Employee
Hazard, near miss | Gefahr, Gefährdung, Gefährdungen, Beinaheunfall | title! description! place risk(Low|Medium|High)! photo | status: Reported > Fixed
Concern, report of a defect, civic issue, pothole | Anliegen, Bürgeranliegen, Schlagloch | title! description! place! photo reportedOn reporter | status: Reported > In progress > Fixed; Reported > Rejected
Council meeting, board meeting | Ratssitzung, Vorstandssitzung, Vorstandssitzungen, Mitgliederversammlung | date! place! agenda:text minutes:text file | status: Planned > Held | #calendar
Motion, resolution | Resolution, Ratsantrag | title! text! submittedOn proposer yes:integer no:integer | status: Submitted > Passed; Submitted > Rejected
Committee, working group | Ausschuss, Ausschüsse, Arbeitsgruppe, Arbeitsgruppen, Gremium | name!! description chair
Election | Wahl, Wahlen | title! startDate! endDate! description | status: Planned > Open > Closed
Operation, mission, deployment of a brigade | Feuerwehreinsatz, Rettungseinsatz | number! startsAt! place! keyword! report:text | status: Open > Closed
Uniform, protective clothing | Uniform, Uniformen, Schutzkleidung | item! size! issuedOn issuedTo
Relief item, donated item, food donation | Sachspende, Sachspenden, Lebensmittelspende | item! quantity! receivedOn! expiresOn >Donor | status: Received > Sorted > Given out
Beneficiary, recipient | Empfänger, Empfängerin, Begünstigte, Bedürftige | name! phone address householdSize:integer notes | | #person
Distribution, food distribution | Verteilung, Ausgabestelle, Lebensmittelausgabe | date! place! portions:integer notes | | #calendar
Foster family, foster home | Pflegestelle, Pflegestellen, Pflegefamilie | name! phone! address capacity notes | | #person
Costume, prop | Kostüm, Kostüme, Requisite, Requisiten | name! size condition photo location | status: Available > Lent > Available
Model kit, craft project | Bastelprojekt, Handarbeit | title! materials:text startDate photo | status: Idea > In progress > Finished | #gallery
Pattern, knitting pattern, sewing pattern | Schnittmuster, Strickmuster | title! designer size difficulty file photo
Astronomical object, star, telescope session | Stern, Sterne, Himmelsobjekt | name! constellation magnitude:number observedOn:date notes
Weather record, rainfall | Wetterdaten, Niederschlag | date! temperature rainfall:number wind notes
`;
