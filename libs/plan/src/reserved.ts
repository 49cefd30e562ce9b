const set = (names: string) => new Set(names.split(/\s+/).filter(Boolean));

/** Type names that the generated code or its libraries use themselves, so that no entity may shadow them. */
export const RESERVED_TYPES = set(`
  Object Function String Number Boolean Symbol BigInt Array Map Set WeakMap WeakSet Promise Date RegExp Error Math JSON
  Reflect Proxy Intl Iterator Generator Atomics Buffer ArrayBuffer DataView Infinity Record Partial Required Readonly
  Pick Omit Exclude Extract Awaited Parameters Event EventTarget Node Element Document Window File Blob FormData Headers
  Request Response URL Image Text Range Selection Option Audio Comment Attr Location History Screen Storage Worker
  React Component Fragment Suspense Children Props Metadata Page Layout Loading Template Link Form Input Button Table
  Card Badge Label Select Field Dialog Sidebar Toaster Checkbox Switch Textarea Separator Avatar Calendar Command
  Popover Tooltip Skeleton Empty Chart User Account Session Role Upload Db Database Action Actor Sql Schema Module
  Console Global Process Iterable Never Unknown Any Void Undefined Null Id Detail Crumb Entity RecordLabel ListParams
  SearchParams ActionResult TableColumns LucideIcon Samples Sorting SQLiteTable AnySQLiteColumn AuthUser AppFile Choice
  Density Provider Providers Navigation NavigationItem`);

/** Words that cannot be a variable, and variables that the generated code uses itself. */
export const RESERVED_VARIABLES = set(`
  abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue
  debugger declare default delete do else enum eval export extends false finally for from function get global
  globalThis if implements import in infer instanceof interface is keyof let module namespace never new null number
  object of package private protected public readonly require return satisfies set static string super switch symbol
  this throw true try type typeof undefined unique unknown using var void while with yield
  and asc between cn count db desc eq exists form gt gte inArray isNull like lt lte ne not notInArray or sql
  action actions alias avg child children column columns config console data date dates db document error errors event
  events exports field fields file files filter format formatter href id ids index input item items key label labels
  list lists max metadata min name next now option options page pages params parent parents parse path
  props query queries react redirect relations request result results revalidate route router row rows sample samples
  schema schemas search searchParams section sections session sort state status step table tables term text title today
  total user users value values view where window z account accounts sessions uploads verificationTokens
  authenticators navigation process
  may roles authUsers authAccounts authSessions appFiles app row`);

/** Paths that are pages of the template, and names of files and folders that it keeps beside those of entities. */
export const RESERVED_SLUGS = set(`
  api blog moderation shop site sign-in sign-up dashboard settings ui account auth people files index samples icon favicon robots sitemap public
  static assets error not-found new edit linked-records`);

/** Table names that the template or SQLite has. */
export const RESERVED_TABLES = set('auth_user auth_account auth_session app_file users accounts sessions');

/**
 * Names that a row, a form library or the DOM gives a meaning of its own: an input of such a name hides the form
 * element's property of the same name, which React reads.
 */
export const RESERVED_PROPERTIES = set(`
  id createdAt updatedAt root constructor prototype toString valueOf hasOwnProperty isPrototypeOf toLocaleString
  propertyIsEnumerable nodeName nodeType nodeValue parentNode parentElement ownerDocument addEventListener
  removeEventListener dispatchEvent getAttribute setAttribute removeAttribute hasAttribute contains closest matches
  querySelector querySelectorAll requestSubmit submit reset elements attributes tagName isConnected getRootNode
  appendChild removeChild insertBefore firstChild lastChild nextSibling childNodes children textContent innerHTML
  namespaceURI action method target length then key ref getBoundingClientRect focus blur click remove style`);
