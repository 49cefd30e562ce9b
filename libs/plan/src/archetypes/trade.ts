/** Selling, money and offices. The lines are explained in parseArchetypes.ts. */
export const TRADE = `
archetype crm: app
en: crm, customer relationship, sales team, sales pipeline, client management, sales tracking, leads
de: CRM, Kundenverwaltung, Kundenbeziehung, Vertrieb, Kundenpflege
keeps: Company, Contact, Deal
may keep: Lead, Task, Call, Note, Quote
role sales | Sales, Vertrieb | all Company Contact Deal Lead Task Call Note Quote
role manager | Sales manager, Vertriebsleitung | all Company Contact Deal Lead Task Call Note Quote
can: search, filter, export

archetype agency: app
en: agency, marketing agency, design agency, design studio, creative studio, web agency, freelancer business, consultancy
de: Agentur, Werbeagentur, Designbüro, Beratung, Freiberufler
keeps: Client, Project, Task
may keep: TimeEntry, Invoice, Contact
role staff | Staff, Mitarbeiter | all Client Project Task; own TimeEntry; read Invoice
can: search, filter

archetype invoicing: app
en: invoicing, billing, invoices, bookkeeping, accounting, quotes and invoices, invoice generator
de: Rechnungsverwaltung, Buchhaltung, Rechnungen schreiben, Rechnungsstellung, Faktura
keeps: Client, Invoice, Payment
may keep: InvoiceLine, Expense, Product, Quote
role accountant | Accountant, Buchhaltung | all Client Invoice Payment Expense InvoiceLine Product Quote
can: search, filter, report, export

archetype expenses: dashboard
en: budget, expense tracker, expense tracking, personal finance, spending, finance tracker, money tracker, household budget
de: Haushaltsbuch, Ausgaben, Finanzen, Budgetplaner, Spesen
keeps: Expense, Category
may keep: Income, Budget, Account
can: report, filter, import, export, charts

archetype shop: shop
en: shop, online shop, web shop, webshop, store, online store, e-commerce, ecommerce, sell online, storefront, boutique, checkout, sells
de: Shop, Onlineshop, Online-Shop, Webshop, Laden, Onlineladen, Hofladen, verkaufen, Warenkorb
keeps: Product, Category, Customer, Order
may keep: OrderLine, Variant, Coupon, Review
role customer | Customer, Kunde | own Order; read Product Category; own Review | signs up
role staff | Staff, Personal | all Product Category Order OrderLine Variant Coupon; read Customer Review
can: search, filter, cart

archetype inventory: app
en: inventory, stock management, warehouse, stockroom, stock keeping, stock control, storage room
de: Lagerverwaltung, Inventar, Lager, Bestand, Warenwirtschaft, Inventarverwaltung
keeps: Item, Supplier, StockMovement
may keep: Category, Warehouse, PurchaseOrder
role storekeeper | Storekeeper, Lagerist | all Item StockMovement; read Supplier Category Warehouse; all PurchaseOrder
can: search, filter, report, notify

archetype purchasing: app
en: procurement, purchasing, purchase requests, vendor management
de: Beschaffung, Einkaufsabteilung, Bestellwesen, Einkauf
keeps: PurchaseRequest, Supplier, PurchaseOrder
may keep: Item
role employee | Employee, Mitarbeiter | own PurchaseRequest; read Supplier | signs up
role buyer | Buyer, Einkäufer | all PurchaseRequest Supplier PurchaseOrder Item
can: filter, search

archetype marketplace: shop
en: marketplace, classifieds, classified ads, second-hand, second hand, used goods, flea market, swap
de: Marktplatz, Kleinanzeigen, Flohmarkt, Gebrauchtwaren, Tauschbörse
keeps: Classified, Category, Message
may keep: Offer, Review
role seller | Seller, Verkäufer | own Classified; read Category; own Message | signs up
role buyer | Buyer, Käufer | read Classified Category; own Message | signs up
can: search, filter, upload, gallery

archetype auction: app
en: auction, auctions, bidding, charity auction
de: Auktion, Auktionen, Versteigerung, Bieten
keeps: Auction, Bid
may keep: Category
role bidder | Bidder, Bieter | own Bid; read Auction | signs up
can: search, upload

archetype quotes: app
en: quotation, cost estimates, quoting
de: Angebote schreiben, Kostenvoranschlag
keeps: Customer, Quote
may keep: Product, Invoice
role sales | Sales, Vertrieb | all Customer Quote Product Invoice
can: search, filter

archetype subscriptions: app
en: subscription box, subscription business, saas, subscription management
de: Abo-Verwaltung, Abonnements, SaaS
keeps: Customer, Plan, Subscription
may keep: Invoice, Payment
role support | Support, Support | all Customer Subscription; read Plan Invoice Payment
can: report, filter

archetype helpdesk: app
en: helpdesk, help desk, support desk, customer support, ticketing, ticket system, it support, service desk
de: Helpdesk, Ticketsystem, Kundensupport, Supportsystem, IT-Support
keeps: Ticket, Customer, Comment
may keep: Category, KnowledgeArticle
role agent | Support agent, Supportmitarbeiter | all Ticket Comment; read Customer Category; all KnowledgeArticle
role customer | Customer, Kunde | own Ticket; own Comment; read KnowledgeArticle | signs up
can: search, filter, notify, comment

archetype insurance: app
en: insurance, insurance broker, insurance policies
de: Versicherungsmakler, Versicherungen, Versicherungsbüro
keeps: Customer, InsurancePolicy, InsuranceClaim
may keep: Document
role agent | Agent, Sachbearbeiter | all Customer InsurancePolicy InsuranceClaim Document
can: search, filter, upload

archetype legal: app
en: law firm, legal practice, lawyers, attorneys, legal cases
de: Kanzlei, Anwaltskanzlei, Rechtsanwälte
keeps: Client, Case, Document
may keep: TimeEntry, Hearing, Invoice
role lawyer | Lawyer, Anwalt | all Client Case Document Hearing; own TimeEntry; read Invoice
role assistant | Assistant, Assistenz | all Client Document Hearing; read Case
can: search, upload, calendar

archetype saleslisting: dashboard
en: monthly sales, sales by, sales report, sales dashboard, kpi dashboard, business dashboard, analytics dashboard, sales figures, revenue dashboard, metrics
de: Verkaufszahlen, Kennzahlen, Umsatz-Dashboard, Vertriebsdashboard, Auswertung der Umsätze
keeps: Sale, Product
may keep: Customer, Region
role analyst | Analyst, Analyst | read Sale Product Customer Region
can: charts, import, export, filter, report
`;
