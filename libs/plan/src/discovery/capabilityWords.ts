/**
 * What prompts ask for beside rows. A line: name | what it is, for "... is not part of this version" | words and phrases in
 * lower case, an asterisk for any ending. A name with a plus is in every built app.
 */
export const CAPABILITY_WORDS = `
signIn+ | signing in | sign in, signs in, sign up, sign-in, sign-up, log in, login, log-in, logs in, logged in, log out, logout, register, account*, password*, anmeld*, einlogg*, registrier*, konto, konten, passwort*, login
search+ | search | search*, find, look up, lookup, such*, durchsuch*, finden
filter+ | filters and sorting | filter*, sort, sorted, sorting, sortable, sortier*, gefiltert
dashboard+ | an overview | dashboard*, overview*, at a glance, übersicht*, startseite, counts
payLater+ | paying on pick-up or delivery | pay on pick-up, pay on pickup, pay on delivery, pay in store, pay at the shop, pay at pickup, pay at pick-up, cash on delivery, cash on pickup, pay when they pick up, bar bezahlen, bei abholung, bezahlt wird bei abholung, zahlung bei abholung, bar bei abholung, vor ort bezahl*, pay on collection
look+ | the look | dark mode, responsive, mobile friendly, mobile-friendly, on mobile, on the phone, auf dem handy, mobil*, dunkelmodus, accessible, barrierefrei
pay | taking payments online | pay online, pays online, paying online, pay by card, pay with*, pay by, online payment*, payment processing, payment gateway, accept payments, take payments, stripe, paypal, checkout, check out, credit card*, card payment*, apple pay, subscription billing, online bezahl*, onlinezahlung*, online-zahlung*, kartenzahlung*, kreditkarte*, bezahlen, bezahlt werden, zahlen, zahlungen annehmen, kasse, payments, zahlungen
notify | notifications, reminders and e-mail of its own accord | notif*, remind*, alert*, sms, text message*, push, e-mail notification*, email notification*, send email*, send e-mail*, sends email*, sends e-mail*, sent by email, by email, by e-mail, an email when, an e-mail when, send an email*, send an e-mail*, sends an email*, sends an e-mail*, get an email*, gets an e-mail*, get emails, receive an e-mail*, receive email*, emails are sent, eine e-mail, eine mail, gets an email, receive an email, confirmation email*, email confirmation*, e-mails them, emails them, benachricht*, erinner*, per e-mail, per mail, e-mail senden, e-mails verschicken, bestätigungsmail*, mail verschick*, whatsapp
calendar | a calendar view | calendar*, agenda view, week view, month view, weekly view, monthly view, kalender*, wochenansicht, monatsansicht, gantt*, timeline*
board | a board with columns | kanban*, board view, drag and drop, drag-and-drop, swimlane*, pinnwand
gallery | a gallery of pictures | galler*, lightbox, galerie*, bildergalerie*, picture grid, masonry
upload | file and picture uploads | upload*, attach*, attachment*, photo*, picture*, image*, file*, pdf upload, hochlad*, anhang, anhänge*, foto*, bild, bilder, datei*, drag files
comment | comments on rows | comment on, comment*, discuss under, kommentier*, kommentar*
moderate | moderation | moderat*, moderier*, flag inappropriate, spam
charts | charts and comparisons of periods | chart*, graph*, pie, bar diagram*, trend*, visuali*, plot, diagramm*, grafik*, per month, by month, pro monat, monthly totals, compare periods, over time
report | reports beyond the dashboard | report on, reporting, monthly report*, reports, statistic*, analytic*, forecast*, kpi*, auswert*, statistik*, berichte, bericht über, monatsbericht*, totals per, summaries
import | import of files | import*, csv upload, upload csv, importier*
export | export to files | export*, to csv, as csv, csv export*, csv download*, excel, spreadsheet*, download as, exportier*, xlsx
print | PDF documents and printing | pdf*, print*, ausdruck*, drucken, druckbar*
cart | a shopping cart | cart, shopping cart, basket, add to cart, warenkorb, einkaufswagen
publicPages | pages that everybody sees without signing in | public page*, public website, public site, publicly, without logging in, without signing in, without an account, ohne anmeldung, ohne konto, öffentlich*, storefront, for everyone to see
contactForm | a public form | contact form*, inquiry form, enquiry form, kontaktformular*, anfrageformular*, signup form, sign-up form, newsletter form
newsletter | a newsletter that is sent | newsletter*, mailing list, rundmail*
map | maps | map, maps, on a map, gps, geolocation, google maps, karte anzeigen, landkarte*, auf einer karte, route planning, anfahrtskarte
chat | chat and live updates | chat*, real-time, real time, realtime, live update*, instant messag*, direct messag*, live-chat, echtzeit*, messaging
integrations | connections to other services | webhook*, integrat*, sync*, zapier, slack, google calendar, google sheets, outlook, quickbooks, datev, shopify, api, schnittstelle*, third-party, third party
ai | recommendations and other machine intelligence | artificial intelligence, ai, ai-powered, gpt, chatgpt, machine learning, recommendation engine, recommend*, predict*, ki, künstliche intelligenz, empfehlungsalgorithm*, ocr, image recognition, gesichtserkennung
languages | more than one language | multi-language, multilingual, multi language, multiple languages, translat*, several languages, mehrsprachig*, english and german, deutsch und englisch, in two languages, i18n
approve | steps with approvals | approval workflow*, approval process, workflow*, sign-off, genehmigungsprozess*, freigabeprozess*
rss | an RSS feed | rss*, atom feed, feed reader
markdown | a Markdown editor | markdown*, rich text*, wysiwyg, text editor, formatted text
seo | search engine pages | seo, search engine*, sitemap*, meta tags, suchmaschine*, google ranking
codes | QR codes and barcodes | qr*, barcode*, scan*, strichcode*
recurring | things that repeat on their own | recurring, repeats every, every week automatically, automatically, automatic*, automatisch*, wiederkehrend*, serientermin*, scheduled task*, cron
history | a history of changes | audit log*, audit trail, change history, version history, history of changes, änderungshistorie, änderungsprotokoll, who changed what, revision*
socialLogin | signing in through other services, and second factors | google login, login with google, sign in with google, sign in with*, facebook login, oauth, sso, single sign-on, 2fa, two-factor, two factor, zwei-faktor, social login
media | playing and streaming of video and sound | streaming, stream video*, video call*, video player, audio player, live stream*, livestream*, videoanruf*, video conferenc*
native | apps for phones and desktops | ios, android, native app*, mobile app*, app store, desktop app*, browser extension*, offline, handy-app, handyapp, pwa
likes | likes and followers | likes, like button, like posts, upvote*, downvote*, follow each other, followers, gefällt mir
coupons | discounts at the checkout | discount code*, coupon code*, promo code*, rabattcode*
shippingRates | shipping rates and labels | shipping rate*, shipping label*, shipping cost*, versandkosten, versandetikett*
`;

/** What no version builds: what it is | words. A prompt that wants one of these is told so first. */
export const REFUSED_WORDS = `
a game | video game, browser game, a game where, game engine, platformer, multiplayer game, arcade game, puzzle game, tetris, snake game, chess game, play chess, tic-tac-toe, tic tac toe, tictactoe, shooter, jump and run, flappy*, 2048, minesweeper, sudoku game, racing game, play against, ein spiel, jump-and-run, schachspiel, computerspiel programmier*, game in which, mini game, minigame, rpg
a drawing or canvas editor | canvas editor, drawing app, drawing editor, paint app, whiteboard, image editor, photo editor, video editor, diagram editor, figma, photoshop, graphics editor, 3d editor, cad, zeichenprogramm, bildbearbeitung, malprogramm, pixel editor, vector editor, sketching app
an operating system, a compiler or a browser | operating system, compiler, web browser, programming language, database engine, betriebssystem, emulator
a cryptocurrency or trading bot | blockchain, cryptocurrency, crypto exchange, trading bot, smart contract*, nft*, token sale
a 3D or virtual-reality scene | 3d world, 3d scene, virtual reality, augmented reality, vr app, ar app, metaverse
`;
