/** What every built app can do, so that a sentence about it is served. */
export const BUILT =
  /\b(sign[- ]?(in|up|out)|log[- ]?(in|on|out)|logged in|register|accounts?|users?|staff|admins?|members?|passwords?|dashboards?|overview|counts?|search\w*|find|filter\w*|sort\w*|list\w*|browse|view\w*|see|show\w*|add\w*|creat\w*|edit\w*|updat\w*|chang\w*|delet\w*|remov\w*|manag\w*|track\w*|keep\w*|record\w*|organi[sz]\w*|stor(e|es|ing)|dark mode|mobile|phone|responsive|todo|app|application|tool|system|website|site|platform)\b/i;

/** What people ask for that this version does not build, with the words for it. */
export const NOT_BUILT: [RegExp, string][] = [
  [
    /\b(pay(ing)? (online|by|with)|online payments?|payment processing|stripe|paypal|checkout|credit cards?|subscriptions?)\b/i,
    'taking payments',
  ],
  [
    /\b(e-?mails? (notifications?|reminders?|them|the|to)|(send|sends|sending|sent)\b.{0,40}\be-?mails?|newsletters?|by e-?mail)\b/i,
    'sending e-mail on its own',
  ],
  [/\b(notif(y|ies|ications?)|remind(s|ers?|ing)?|alerts?|sms|text messages?|push)\b/i, 'notifications and reminders'],
  [/\b(upload\w*|attachments?|attach|photos?|images?|pictures?|documents?|files?|videos?)\b/i, 'file uploads'],
  [/\b(chat\w*|messag(e|es|ing)|real[- ]?time|live updates?)\b/i, 'chat and live updates'],
  [/\b(calendars?|gantt|kanban|boards?|timeline)\b/i, 'calendar, board and timeline views'],
  [/\b(import\w*|export\w*|csv|excel|spreadsheets?)\b/i, 'import and export'],
  [/\b(pdfs?|print\w*)\b/i, 'PDF documents and printing'],
  [/\b(maps?|gps|geolocation)\b/i, 'maps'],
  [/\b(api|webhooks?|integrat\w*|sync\w*|zapier|slack|google)\b/i, 'connections to other services'],
  [
    /\b(artificial intelligence|ai|gpt|machine learning|recommend\w*|predict\w*)\b/i,
    'recommendations and other machine intelligence',
  ],
  [/\b(translat\w*|multi-?lingual|languages?)\b/i, 'more than one language'],
  [
    /\b(permissions?|roles?|only (the )?(admins?|managers?|owners?)|approv\w*|workflows?)\b/i,
    'roles with rights of their own',
  ],
  [/\b(reports?|analytics|statistics|forecast\w*)\b/i, 'reports beyond the dashboard'],
  [/\b(games?|3d|canvas|drawing|whiteboard|drag[- ]and[- ]drop)\b/i, 'games, drawing and drag and drop'],
  [
    /\b(shopping carts?|cart|storefront|public (page|site|website)|landing page)\b/i,
    'public pages and a shopping cart',
  ],
  [/\b(offline|ios|android|mobile app|desktop app|browser extension)\b/i, 'apps for phones and desktops'],
];
