/** Shops, stock, logistics. The columns are explained in ../parseNouns.ts. */
export const SHOP = `
Product, good, merchandise, article for sale | Produkt, Produkte, Ware, Waren, Verkaufsartikel | name! sku!! price! stock! image description active >Category >Supplier >Brand | | #gallery
Variant, product variant | Variante, Varianten, Produktvariante | name! sku!! size color price stock >Product!
Category, product category | Kategorie, Kategorien, Produktkategorie, Rubrik, Rubriken | name!! description
Subcategory, sub-category | Unterkategorie, Unterkategorien | name! description >Category!
Collection | Kollektion, Kollektionen, Sammlung, Sammlungen | name! description image startDate
Tag, label | Schlagwort, Schlagwörter, Schlagworte, Tags | name!! color
Order, purchase by a customer, customer order | Bestellung, Bestellungen, Auftrag, Aufträge, Kundenauftrag | number!! orderedOn! total! deliveryMethod(Pick-up|Delivery) deliveryAddress:text notes >Customer >Client | status: New > Paid > Shipped > Delivered; New > Cancelled; Paid > Cancelled
Order line, order item | Bestellposition, Bestellpositionen, Auftragsposition | quantity! unitPrice! >Order! >Product!
Pre-order, preorder | Vorbestellung, Vorbestellungen | number!! orderedOn! pickUpAt:datetime! quantity notes >Product >Customer | status: Open > Ready > Picked up; Open > Cancelled
Cart, shopping cart, basket | Warenkorb, Warenkörbe | createdOn total >Customer
Wishlist, wish list | Wunschliste, Wunschlisten, Merkliste | name! notes >Customer
Return, product return | Retoure, Retouren, Rücksendung, Rücksendungen | number!! reason! requestedOn condition >Order >Product | status: Requested > Approved > Received > Refunded; Requested > Rejected
Shipment, consignment | Sendung, Sendungen, Versand, Lieferposten | trackingNumber!! carrier shippedOn expectedOn weight >Order | status: Packed > In transit > Delivered; In transit > Lost
Delivery | Lieferung, Lieferungen, Auslieferung, Auslieferungen, Zustellung | number!! deliverAt:datetime! address! recipient phone notes >Order >Driver >Customer | status: Planned > On the way > Delivered; On the way > Failed | #calendar
Parcel, package sent | Paket, Pakete, Päckchen | trackingNumber!! weight recipient! address! | status: Received > In transit > Delivered
Package for pick-up | Abholpaket | code!! recipient! arrivedOn | status: Stored > Collected
Delivery route, route | Route, Routen, Tour, Touren, Lieferroute | name! date! stops:integer distance >Driver >Vehicle | status: Planned > Running > Done
Stop | Halt, Haltestelle, Haltestellen | name! address arrivesAt:datetime position:integer >DeliveryRoute
Pickup, pick-up | Abholung, Abholungen | pickUpAt:datetime! address! contactName notes >Customer | status: Requested > Scheduled > Done | #calendar
Item, inventory item, stock item | Gegenstand, Gegenstände, Artikel, Lagerartikel, Position, Positionen | name! sku category quantity! location minimumStock:integer notes >Category >Supplier
Stock movement, stock transaction, inventory movement | Lagerbewegung, Lagerbewegungen, Bestandsbewegung | type(In|Out|Correction)! quantity! movedAt:datetime! reason >Item >Product >Warehouse
Stock count, stocktake | Inventur, Inventuren | countedOn! countedQuantity:integer! expectedQuantity:integer notes >Item >Product
Warehouse, depot, storage | Lager, Lagerhaus, Lagerhäuser, Depot, Depots | name!! address capacity manager
Shelf, bin, storage location | Regal, Regale, Lagerplatz, Lagerplätze, Fach, Fächer | code!! description >Warehouse
Batch, lot | Charge, Chargen | number!! producedOn! expiresOn quantity >Product | status: Produced > Released > Sold out; Produced > Blocked
Serial number | Seriennummer, Seriennummern | number!! soldOn warrantyUntil:date >Product
Store, shop, outlet | Laden, Läden, Geschäftsstelle, Shop, Shops | name! address! phone openingHours manager | | #place
Market stall, stall, stand, booth | Marktstand, Marktstände, Stand, Stände | name! number size price description | status: Free > Reserved > Taken
Market | Markt, Märkte, Flohmarkt, Flohmärkte, Wochenmarkt | name! date! place! opensAt closesAt description | | #calendar
Auction | Auktion, Auktionen, Versteigerung, Versteigerungen | title! startsAt! endsAt! startPrice:money! description photo | status: Planned > Open > Closed
Bid | Gebot, Gebote | amount! bidAt:datetime! bidder >Auction!
Classified, classified ad | Kleinanzeige, Kleinanzeigen | title! description! price! photo location condition(New|Like new|Used) | status: Active > Reserved > Sold; Active > Expired
Purchase request, requisition | Bedarfsanforderung, Bestellanforderung, Bestellanforderungen | item! quantity! reason neededBy:date estimatedCost >Employee >Department | status: Submitted > Approved > Ordered; Submitted > Rejected
Reorder | Nachbestellung, Nachbestellungen | quantity! orderedOn! expectedOn >Item >Supplier | status: Open > Ordered > Received
Container | Container, Behälter | number!! type weight contents
Pallet | Palette, Paletten | number!! contents weight location >Warehouse
Freight, cargo | Fracht, Frachten, Ladung, Ladungen | description! weight! origin! destination! pickUpOn deliverOn | status: Offered > Booked > In transit > Delivered
Part, spare part, component, hardware item | Ersatzteil, Ersatzteile, Bauteil, Bauteile, Teil, Teile | name! partNumber!! stock! price location minimumStock:integer >Supplier
Tool, power tool | Werkzeug, Werkzeuge | name! serialNumber category location condition(Good|Worn|Broken) photo | status: Available > Lent > Available; Available > In repair > Available
Equipment, gear, device, appliance | Gerät, Geräte, Ausrüstung, Ausstattung | name! serialNumber!! category purchasedOn location notes photo | status: Available > In use > Available; Available > In repair > Available; Available > Retired
Machine, production machine | Maschine, Maschinen | name!! manufacturer:string model serialNumber!! location purchasedOn inspectionDueOn:date photo | status: Running > In maintenance > Running; Running > Retired
Fabric | Stoff, Stoffe | name! color material pricePerMetre:money stockMetres:number
Clothing item, garment, outfit | Kleidungsstück, Kleidungsstücke | name! size color price stock photo
Shoe, sneaker | Schuh, Schuhe | name! size color price stock photo
Jewellery, jewelry | Schmuck, Schmuckstück, Schmuckstücke | name! material price stock photo description
Flower, bouquet | Blume, Blumen, Blumenstrauß, Blumensträuße | name! color season price stock photo
Toy | Spielzeug, Spielzeuge | name! ageFrom:integer price stock photo
Furniture | Möbel, Möbelstück, Möbelstücke | name! material width height depth price stock photo
Gift basket, hamper | Geschenkkorb, Geschenkkörbe | name! contents:text price! photo
Candle, soap | Kerze, Kerzen, Seife, Seifen | name! scent price! stock! photo
Bicycle, bike, e-bike | Fahrrad, Fahrräder, Rad, Räder, E-Bike, E-Bikes | name! brand frameNumber!! size color price photo | status: Available > Rented > Available; Available > In repair > Available; Available > Sold
Repair, repair order, repair job | Reparatur, Reparaturen, Reparaturauftrag, Reparaturaufträge | title! description! receivedOn! promisedOn:date cost >Customer >Vehicle >Bicycle >Equipment | status: Received > Diagnosed > In repair > Ready > Collected | #board
Warranty | Garantie, Garantien | number!! startDate! endDate! terms:text >Product >Customer
`;
