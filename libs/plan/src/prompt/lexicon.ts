/**
 * Things that small apps keep, as data. A field is `name:type`, with `!` where a row needs it, `!!` where it is unique too, and
 * `(a|b)` for the choices of an enum. `>Name` is a reference that is made only where that entity is in the app too.
 */
export interface Noun {
  /** Name of the entity. */
  entity: string;
  /** Other words for it, singular and in lower case. */
  synonyms?: string[];
  fields: string;
}

const PRIORITY = 'priority:enum(Low|Medium|High)';

export const NOUNS: Noun[] = [
  {
    entity: 'Todo',
    synonyms: ['to-do', 'to do'],
    fields: `title:string! done:boolean dueDate:date ${PRIORITY} notes:text`,
  },
  {
    entity: 'Task',
    synonyms: ['chore', 'assignment'],
    fields: `title:string! status:enum!(To do|In progress|Done) dueDate:date ${PRIORITY} notes:text >Project`,
  },
  {
    entity: 'Project',
    fields:
      'name:string! status:enum!(Planned|Active|On hold|Done) startDate:date endDate:date budget:money description:text >Client',
  },
  { entity: 'Client', fields: 'name:string! email:email!! phone:string website:url notes:text' },
  {
    entity: 'Customer',
    synonyms: ['buyer', 'shopper'],
    fields: 'name:string! email:email!! phone:string address:text',
  },
  { entity: 'Contact', fields: 'name:string! email:email phone:string position:string notes:text >Company >Client' },
  {
    entity: 'Company',
    synonyms: ['organisation', 'organization', 'firm'],
    fields: 'name:string! website:url industry:string notes:text',
  },
  {
    entity: 'Lead',
    synonyms: ['prospect'],
    fields: 'name:string! email:email phone:string status:enum!(New|Contacted|Qualified|Lost) source:string',
  },
  {
    entity: 'Deal',
    synonyms: ['opportunity'],
    fields: 'name:string! value:money stage:enum!(Open|Proposal|Won|Lost) closeDate:date >Company >Client',
  },
  {
    entity: 'Invoice',
    synonyms: ['bill'],
    fields:
      'number:string!! issuedOn:date! dueOn:date amount:money! status:enum!(Draft|Sent|Paid|Overdue) >Client >Customer >Project',
  },
  {
    entity: 'Payment',
    fields: 'reference:string! paidOn:date! amount:money! method:enum(Card|Bank transfer|Cash) >Invoice >Order',
  },
  {
    entity: 'Expense',
    synonyms: ['cost', 'spending'],
    fields: 'description:string! amount:money! spentOn:date! category:enum(Travel|Office|Software|Food|Other)',
  },
  {
    entity: 'Product',
    synonyms: ['good', 'merchandise'],
    fields: 'name:string! price:money! stock:integer active:boolean description:text >Category >Supplier',
  },
  { entity: 'Category', fields: 'name:string!! description:text' },
  {
    entity: 'Order',
    synonyms: ['purchase'],
    fields: 'number:string!! orderedOn:date! status:enum!(New|Paid|Shipped|Cancelled) total:money >Customer >Client',
  },
  { entity: 'Supplier', synonyms: ['vendor'], fields: 'name:string! email:email phone:string website:url' },
  {
    entity: 'Booking',
    synonyms: ['reservation', 'appointment'],
    fields:
      'title:string! startsAt:datetime! endsAt:datetime status:enum!(Requested|Confirmed|Cancelled) notes:text >Customer >Client >Room >Service',
  },
  { entity: 'Room', fields: 'name:string! capacity:integer description:text' },
  { entity: 'Service', fields: 'name:string! price:money minutes:integer description:text' },
  {
    entity: 'Event',
    synonyms: ['meetup', 'conference'],
    fields: 'title:string! startsAt:datetime! place:string capacity:integer description:text',
  },
  { entity: 'Attendee', synonyms: ['participant', 'guest'], fields: 'name:string! email:email! >Event' },
  {
    entity: 'Recipe',
    synonyms: ['dish', 'meal'],
    fields:
      'title:string! minutes:integer servings:integer difficulty:enum(Easy|Medium|Hard) ingredients:text steps:text',
  },
  { entity: 'Note', synonyms: ['memo'], fields: 'title:string! body:text pinned:boolean' },
  {
    entity: 'Book',
    fields: 'title:string! author:string isbn:string status:enum(To read|Reading|Read) rating:integer >Author',
  },
  { entity: 'Author', synonyms: ['writer'], fields: 'name:string! website:url biography:text' },
  {
    entity: 'Movie',
    synonyms: ['film'],
    fields: 'title:string! year:integer rating:integer watchedOn:date notes:text',
  },
  {
    entity: 'Post',
    synonyms: ['article', 'blog post', 'blog'],
    fields: 'title:string! status:enum!(Draft|Published) publishedOn:date body:text >Author >Category',
  },
  { entity: 'Comment', fields: 'author:string! body:text! >Post >Ticket' },
  {
    entity: 'Ticket',
    synonyms: ['issue', 'bug', 'support request'],
    fields: `title:string! status:enum!(Open|In progress|Closed) ${PRIORITY} description:text >Customer >Client`,
  },
  {
    entity: 'Employee',
    synonyms: ['staff member', 'worker'],
    fields: 'name:string! email:email!! position:string hiredOn:date >Department',
  },
  { entity: 'Department', synonyms: ['team'], fields: 'name:string!! description:text' },
  {
    entity: 'Candidate',
    synonyms: ['applicant'],
    fields: 'name:string! email:email! stage:enum!(Applied|Interview|Offer|Hired|Rejected) notes:text >Job',
  },
  {
    entity: 'Job',
    synonyms: ['vacancy', 'job posting'],
    fields: 'title:string! location:string salary:money open:boolean description:text',
  },
  { entity: 'Student', synonyms: ['pupil', 'learner'], fields: 'name:string! email:email enrolledOn:date >Course' },
  { entity: 'Teacher', synonyms: ['instructor', 'tutor'], fields: 'name:string! email:email subject:string' },
  {
    entity: 'Course',
    synonyms: ['lesson', 'class'],
    fields: 'title:string! startsOn:date seats:integer description:text >Teacher',
  },
  { entity: 'Patient', fields: 'name:string! bornOn:date phone:string email:email notes:text' },
  {
    entity: 'Pet',
    synonyms: ['animal', 'dog', 'cat'],
    fields: 'name:string! species:enum(Dog|Cat|Bird|Other) bornOn:date notes:text >Customer >Client',
  },
  { entity: 'Vehicle', synonyms: ['car', 'truck'], fields: 'name:string! plate:string!! make:string year:integer' },
  {
    entity: 'Property',
    synonyms: ['listing', 'apartment', 'house', 'flat'],
    fields: 'title:string! address:string! price:money bedrooms:integer available:boolean description:text',
  },
  {
    entity: 'Asset',
    synonyms: ['equipment', 'device'],
    fields: 'name:string! serialNumber:string!! boughtOn:date value:money status:enum(In use|Spare|Retired)',
  },
  { entity: 'Habit', fields: 'name:string! goal:string frequency:enum(Daily|Weekly|Monthly) active:boolean' },
  {
    entity: 'Goal',
    synonyms: ['objective'],
    fields: 'title:string! targetDate:date progress:integer done:boolean notes:text',
  },
  {
    entity: 'Workout',
    synonyms: ['exercise', 'training'],
    fields: 'name:string! doneOn:date! minutes:integer notes:text',
  },
  { entity: 'Donation', fields: 'donor:string! amount:money! donatedOn:date! message:text' },
  { entity: 'Volunteer', fields: 'name:string! email:email! phone:string skills:text' },
  { entity: 'Plant', fields: 'name:string! species:string wateredOn:date notes:text' },
  { entity: 'Bookmark', synonyms: ['link'], fields: 'title:string! address:url! notes:text' },
  { entity: 'Idea', fields: 'title:string! status:enum(New|Considered|Doing|Done|Dropped) description:text' },
  {
    entity: 'Item',
    synonyms: ['inventory', 'stock'],
    fields: 'name:string! status:enum(Open|Done) dueDate:date notes:text',
  },
];

/** Kinds of apps, for prompts that name no thing: what such an app keeps. */
export const KINDS: Record<string, string[]> = {
  crm: ['Company', 'Contact', 'Deal'],
  shop: ['Category', 'Product', 'Customer', 'Order'],
  store: ['Category', 'Product', 'Customer', 'Order'],
  ecommerce: ['Category', 'Product', 'Customer', 'Order'],
  helpdesk: ['Customer', 'Ticket', 'Comment'],
  school: ['Teacher', 'Course', 'Student'],
  clinic: ['Patient', 'Booking'],
  hotel: ['Room', 'Booking'],
  salon: ['Customer', 'Service', 'Booking'],
  gym: ['Customer', 'Workout'],
  library: ['Author', 'Book'],
  restaurant: ['Recipe', 'Booking'],
  bookkeeping: ['Customer', 'Invoice', 'Expense'],
  recruiting: ['Job', 'Candidate'],
  budget: ['Expense'],
  diary: ['Note'],
  journal: ['Note'],
};

/** Values that people name after "with": added to the thing named before them. */
export const ATTRIBUTES: Record<string, string> = {
  name: 'name:string',
  title: 'title:string',
  description: 'description:text',
  note: 'notes:text',
  comment: 'comment:text',
  price: 'price:money',
  cost: 'cost:money',
  amount: 'amount:money',
  budget: 'budget:money',
  'due date': 'dueDate:date',
  deadline: 'deadline:date',
  date: 'date:date',
  'start date': 'startDate:date',
  'end date': 'endDate:date',
  priority: PRIORITY,
  status: 'status:enum(Open|In progress|Done)',
  email: 'email:email',
  'e-mail': 'email:email',
  'email address': 'email:email',
  phone: 'phone:string',
  'phone number': 'phone:string',
  address: 'address:string',
  website: 'website:url',
  link: 'link:url',
  quantity: 'quantity:integer',
  rating: 'rating:integer',
  tag: 'tags:string',
  colour: 'colour:string',
  color: 'colour:string',
  size: 'size:string',
  location: 'location:string',
  place: 'place:string',
  author: 'author:string',
  owner: 'owner:string',
  birthday: 'birthday:date',
  year: 'year:integer',
};
