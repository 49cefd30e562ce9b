/** Money: invoices, accounts, budgets. The columns are explained in ../parseNouns.ts. */
export const MONEY = `
Invoice, bill | Rechnung, Rechnungen, Faktura | number!! issuedOn! dueOn! amount! notes >Client >Customer >Project >Patient >Supplier | status: Draft > Sent > Paid; Sent > Overdue > Paid; Draft > Cancelled
Invoice line, invoice item, line item | Rechnungsposition, Rechnungspositionen, Rechnungszeile | description! quantity! unitPrice! taxRate >Invoice! >Product
Credit note | Gutschrift, Gutschriften | number!! issuedOn! amount! reason >Invoice
Payment | Zahlung, Zahlungen, Bezahlung, Bezahlungen, Einzahlung | reference! paidOn! amount! method(Card|Bank transfer|Cash|Direct debit) >Invoice >Order >Member >Customer | status: Pending > Received; Received > Refunded; Pending > Failed
Refund | Erstattung, Erstattungen, Rückerstattung | amount! refundedOn reason! >Order >Payment | status: Requested > Approved > Paid; Requested > Rejected
Expense, spending, outgoing | Ausgabe, Ausgaben, Spesen, Auslage, Auslagen | description! amount! spentOn! category(Travel|Office|Software|Food|Other) receipt:file notes >Project >Employee | status: Submitted > Approved > Reimbursed; Submitted > Rejected
Expense report, expense claim | Spesenabrechnung, Spesenabrechnungen, Reisekostenabrechnung | title! period total! submittedOn notes >Employee | status: Draft > Submitted > Approved > Paid; Submitted > Rejected
Income, revenue, earning | Einnahme, Einnahmen, Einkommen, Umsatz, Umsätze | description! amount! receivedOn! category(Salary|Sales|Interest|Gift|Other) notes
Transaction | Transaktion, Transaktionen, Umsatzbuchung | description! amount! bookedOn! type(Income|Expense|Transfer) category notes >Account >Category
Account, bank account | Konto, Konten, Bankkonto, Bankkonten | name! iban bank balance! currencyCode:string type(Checking|Savings|Cash|Credit card)
Budget | Budget, Budgets, Haushaltsplan | name! amount! period(Month|Quarter|Year) startDate endDate notes >Category
Saving goal, savings goal | Sparziel, Sparziele | name! targetAmount! savedAmount targetDate
Debt | Schuld, Schulden | creditor! amount! interestRate:percent dueDate notes | status: Open > Paid
Bank loan, credit | Kredit, Kredite, Darlehen | reference!! amount! interestRate:percent! startDate! termMonths:integer >Customer | status: Requested > Approved > Running > Repaid; Requested > Rejected
Receipt | Beleg, Belege, Quittung, Quittungen, Kassenbon | number! date! amount! vendor file
Tax return | Steuererklärung, Steuererklärungen | year! dueDate submittedOn refund:money >Client | status: Collecting > Prepared > Submitted > Assessed
Tax rate | Steuersatz, Steuersätze | name!! rate:percent! country
Cost centre, cost center | Kostenstelle, Kostenstellen | code!! name! manager
Ledger entry, journal entry, booking entry | Buchungssatz, Buchungssätze | date! text! debitAccount! creditAccount! amount!
Asset, fixed asset | Anlage, Anlagen, Anlagegut, Inventargegenstand, Inventargegenstände | name! assetTag!! serialNumber category location purchasedOn purchasePrice notes | status: In use > In repair > In use; In use > Retired
Investment, holding | Anlageprodukt, Beteiligung, Beteiligungen, Investition, Investitionen | name! symbol quantity:number purchasePrice purchasedOn currentValue:money
Portfolio | Portfolio, Portfolios | name!! description owner
Stock, share | Aktie, Aktien | symbol!! company quantity price
Trade | Trade, Trades | symbol! side(Buy|Sell)! quantity:number! price! tradedAt:datetime!
Payroll, payslip | Gehaltsabrechnung, Gehaltsabrechnungen, Lohnabrechnung, Lohnabrechnungen | period! grossPay:money! netPay:money! paidOn >Employee! | status: Draft > Approved > Paid
Purchase order | Bestellung beim Lieferanten, Einkaufsbestellung, Einkaufsbestellungen | number!! orderedOn! expectedOn total notes >Supplier! | status: Draft > Ordered > Received; Ordered > Cancelled
Purchase | Einkauf, Einkäufe, Anschaffung, Anschaffungen | item! purchasedOn! price! quantity store notes
Dues, membership fee, fee, contribution | Mitgliedsbeitrag, Mitgliedsbeiträge, Gebühr, Gebühren | period! amount! dueDate! paidOn >Member! | status: Open > Paid; Open > Overdue > Paid
Donation, gift | Spende, Spenden | donor! amount! donatedOn! purpose message anonymous:boolean >Donor >Campaign
Pledge | Zusage, Zusagen | donor! amount! pledgedOn! dueDate >Donor | status: Open > Fulfilled; Open > Withdrawn
Fundraiser | Spendenaktion, Spendenaktionen | title! goalAmount! startDate endDate description photo | status: Draft > Running > Ended
Grant | Förderung, Förderungen, Zuschuss, Zuschüsse, Stipendium, Stipendien | title! funder amount! appliedOn decisionOn notes | status: Idea > Applied > Awarded > Closed; Applied > Rejected
Insurance policy, policy | Versicherung, Versicherungen, Police, Policen, Versicherungspolice | number!! insurer! type premium:money startDate renewsOn >Customer
Insurance claim | Schadensfall, Schadensfälle, Versicherungsfall | number!! happenedOn! description! amount photo >Customer | status: Reported > Assessed > Paid; Assessed > Rejected
Deposit | Kaution, Kautionen, Anzahlung, Anzahlungen | amount! paidOn! returnedOn >Tenant | status: Held > Returned
Price list | Preisliste, Preislisten | name!! validFrom:date validUntil:date currencyCode:string
Financial report | Finanzbericht, Finanzberichte | title! period! revenue costs profit:money
`;
