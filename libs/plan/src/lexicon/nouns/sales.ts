/** Sales, marketing, support. The columns are explained in ../parseNouns.ts. */
export const SALES = `
Lead, prospect | Lead, Leads, Interessent, Interessenten, Interessentin | name! company email phone source(Website|Referral|Advertising|Event|Other) estimatedValue:money notes | status: New > Contacted > Qualified > Converted; Contacted > Lost; Qualified > Lost | #board #person
Deal, opportunity, sales opportunity | Deal, Deals, Verkaufschance, Verkaufschancen, Geschäft, Geschäfte | title! value:money! probability expectedCloseDate notes >Company >Client >Contact | stage: Open > Proposal > Negotiation > Won; Negotiation > Lost; Proposal > Lost; Open > Lost | #board
Pipeline, sales pipeline | Pipeline, Pipelines | name!! description active
Quote, quotation, estimate, cost estimate | Angebot, Angebote, Kostenvoranschlag, Kostenvoranschläge | number!! issuedOn! validUntil:date total! notes >Client >Customer | status: Draft > Sent > Accepted; Sent > Declined; Sent > Expired
Proposal | Vorschlag, Vorschläge, Offerte, Offerten | title! amount submittedOn summary document >Client | status: Draft > Submitted > Accepted; Submitted > Declined
Campaign, marketing campaign | Kampagne, Kampagnen | name! channel(Email|Social|Search|Print|Event) startDate endDate budget goal notes | status: Planned > Running > Finished; Running > Paused > Running
Newsletter | Newsletter | subject! body! scheduledAt:datetime sentAt:datetime | status: Draft > Scheduled > Sent
Mailing | Rundbrief, Rundbriefe | subject! body! sentOn | status: Draft > Sent
Segment, audience | Segment, Segmente, Zielgruppe, Zielgruppen | name!! criteria:text size:integer
Advertisement, ad, advert | Anzeige, Anzeigen, Werbeanzeige, Inserat, Inserate | title! text image targetUrl startDate endDate budget >Campaign | status: Draft > Running > Ended
Referral | Empfehlung, Empfehlungen | referredName! referredEmail referredOn reward notes >Customer | status: Open > Converted > Rewarded
Coupon, voucher, promo code, discount code | Gutschein, Gutscheine, Rabattcode, Rabattcodes | code!! discount! validFrom:date validUntil:date usageLimit:integer active
Gift card | Geschenkkarte, Geschenkkarten, Geschenkgutschein | code!! balance:money! issuedOn expiresOn recipient
Loyalty card, loyalty program | Treuekarte, Treuekarten, Bonuskarte | number!! points! issuedOn >Customer
Reward | Prämie, Prämien, Belohnung, Belohnungen | name! pointsNeeded:integer! description available
Ticket, support ticket, support request, support case | Ticket, Tickets, Supportanfrage, Supportanfragen | title! description priority! channel(Email|Phone|Web|Chat) assignee openedOn >Customer >Client >Category | status: Open > In progress > Resolved > Closed; In progress > Waiting > In progress; Resolved > Open | #board
Request, service request | Anfrage, Anfragen, Wunsch, Wünsche | title! description! priority requestedOn requester >Category | status: New > In progress > Done; New > Rejected | #board
Inquiry, enquiry | Kontaktanfrage, Kontaktanfragen, Erkundigung | name! email! phone subject message! receivedOn | status: New > Answered > Closed
Complaint | Beschwerde, Beschwerden, Reklamation, Reklamationen | title! description! receivedOn! severity(Low|Medium|High) resolution:text >Customer >Order | status: Received > Investigating > Resolved; Investigating > Rejected
Feedback | Feedback, Rückmeldung, Rückmeldungen | subject! message! rating email submittedOn | status: New > Read > Answered
Survey, poll, questionnaire | Umfrage, Umfragen, Fragebogen, Fragebögen | title! description opensOn closesOn anonymous:boolean | status: Draft > Open > Closed
Question | Frage, Fragen | text! type(Text|Choice|Scale|Yes or no) position:integer required:boolean >Survey >Quiz
Answer, response | Antwort, Antworten | text! answeredOn author >Question
Vote | Stimme, Stimmen, Abstimmung, Abstimmungen | choice! votedOn voter >Survey >Idea
Testimonial | Kundenstimme, Kundenstimmen, Referenz, Referenzen | author! company quote! photo rating | status: Draft > Published
Review | Bewertung, Bewertungen, Rezension, Rezensionen | title rating! body! author reviewedOn >Product >Customer >Book >Service | status: Pending > Published; Pending > Rejected
Rating | Benotung, Benotungen | score! comment author ratedOn >Product
Call, phone call | Anruf, Anrufe, Telefonat, Telefonate | subject! calledAt:datetime! duration outcome notes >Contact >Client | | #calendar
Interaction, touchpoint | Interaktion, Interaktionen | subject! type(Call|Email|Meeting|Visit) happenedAt:datetime! notes >Contact >Client
Follow-up | Wiedervorlage, Wiedervorlagen, Nachfassaktion | subject! dueDate! done notes >Client >Lead
Knowledge article, help article, faq, faq entry | Hilfeartikel, Wissensartikel | question! answer:text! section views:integer >Category | status: Draft > Published
Territory, sales territory | Vertriebsgebiet, Vertriebsgebiete | name!! region manager
Commission | Provision, Provisionen | salesperson! rate:percent amount! earnedOn >Deal | status: Open > Approved > Paid
Sale | Verkauf, Verkäufe | number!! soldOn! quantity total! paymentMethod(Cash|Card|Transfer) >Product >Customer
Brand | Marke, Marken | name!! website logo description
Competitor | Wettbewerber, Mitbewerber, Konkurrent, Konkurrenten | name! website strengths:text weaknesses:text
Social post | Social-Media-Beitrag | text! channel(Instagram|Facebook|LinkedIn|TikTok|X) scheduledAt:datetime image | status: Idea > Draft > Scheduled > Published | #calendar
Offer, special offer, promotion | Sonderangebot, Sonderangebote, Aktion, Aktionen | title! description price validFrom:date validUntil:date image active
Plan, pricing plan, package | Tarif, Tarife, Preismodell | name!! price! interval(Month|Year) description active
Subscription | Abonnement, Abonnements, Abo, Abos | startDate! renewsOn price! interval(Month|Year) >Customer >Plan | status: Trial > Active > Cancelled; Active > Paused > Active
Licence, license | Lizenz, Lizenzen | key!! product seats startDate expiresOn >Customer | status: Active > Expired; Active > Revoked
`;
