/** Icons of lucide-react by the words of an entity's name; the first that fits. */
const ICONS: [RegExp, string][] = [
  [/client|partner|sponsor/i, 'Handshake'],
  [/customer|patient|guest|tenant|attendee|participant|member|people|person/i, 'ContactRound'],
  [/contact|lead|candidate|applicant/i, 'Contact'],
  [/company|organi[sz]ation|firm|brand|account/i, 'Building2'],
  [/supplier|vendor|deliver|shipment|vehicle|truck|car$/i, 'Truck'],
  [/employee|staff|teacher|author|driver|volunteer|student/i, 'UserRound'],
  [/department|team|group/i, 'Network'],
  [/project|case|initiative/i, 'FolderKanban'],
  [/task|todo|chore|habit|step|check/i, 'SquareCheck'],
  [/invoice|bill|receipt/i, 'ReceiptText'],
  [/payment|donation|transaction|deal|opportunity|expense|cost|budget/i, 'Banknote'],
  [/order|purchase|cart/i, 'ShoppingCart'],
  [/product|item|good|material|stock|part/i, 'Package'],
  [/category|tag|type|topic|label/i, 'Tag'],
  [/booking|appointment|reservation|meeting|schedule/i, 'CalendarCheck'],
  [/event|session|conference|concert/i, 'CalendarDays'],
  [/course|lesson|class|training/i, 'GraduationCap'],
  [/recipe|dish|meal|ingredient|menu/i, 'CookingPot'],
  [/note|memo|journal|diary/i, 'NotebookPen'],
  [/book|library/i, 'BookOpen'],
  [/movie|film|video/i, 'Clapperboard'],
  [/song|album|music|artist/i, 'Music'],
  [/post|article|page|document|contract|report/i, 'FileText'],
  [/comment|message|review|feedback/i, 'MessageSquare'],
  [/ticket|issue|bug|request/i, 'Ticket'],
  [/job|vacancy|position/i, 'Briefcase'],
  [/pet|animal|dog|cat$/i, 'PawPrint'],
  [/property|apartment|house|listing|room/i, 'House'],
  [/asset|equipment|device|machine|tool/i, 'Wrench'],
  [/goal|objective|milestone/i, 'Target'],
  [/workout|exercise|sport/i, 'Dumbbell'],
  [/plant|garden|crop/i, 'Sprout'],
  [/bookmark|link/i, 'Bookmark'],
  [/idea|suggestion/i, 'Lightbulb'],
  [/place|location|address|venue|city|country/i, 'MapPin'],
  [/service/i, 'HandHelping'],
  [/photo|image|picture/i, 'Image'],
];

const OTHERS = ['Layers', 'Boxes', 'Shapes', 'Component', 'Blocks', 'Hexagon'];

/** The icon of an entity; those that no word fits take turns. */
export function iconOf(name: string, position: number): string {
  return ICONS.find(([pattern]) => pattern.test(name))?.[1] ?? OTHERS[position % OTHERS.length] ?? 'Layers';
}
