/** Things that exist nowhere and look as if they did. */
export const PEOPLE = [
  'Ada Moreau',
  'Jonas Berg',
  'Priya Nair',
  'Tomás Silva',
  'Mei Tanaka',
  'Oliver Grant',
  'Leila Haddad',
  'Marta Kowalska',
  'Samuel Okafor',
  'Ingrid Dahl',
  'Rafael Costa',
  'Noor Rahman',
  'Clara Weiss',
  'Daniel Novak',
  'Yuki Sato',
  'Elena Petrova',
] as const;

export const COMPANIES = [
  'Northwind Studio',
  'Harbor & Pine',
  'Lumen Health',
  'Kestrel Capital',
  'Blue Ridge Foods',
  'Atlas Freight',
  'Marigold Press',
  'Quartz Robotics',
  'Fernway Hotels',
  'Solstice Energy',
  'Copperline Tools',
  'Juniper Legal',
  'Tidewater Labs',
  'Orchard & Co',
  'Brightside Dental',
  'Meridian Travel',
] as const;

export const PROJECTS = [
  'Website relaunch',
  'Brand refresh',
  'Onboarding flow',
  'Annual report',
  'Mobile prototype',
  'Content migration',
  'Spring campaign',
  'Design system',
  'Analytics setup',
  'Customer survey',
  'Store locator',
  'Accessibility review',
  'Photo library',
  'Partner portal',
] as const;

export const PRODUCTS = [
  'Canvas Tote',
  'Oak Desk Lamp',
  'Trail Bottle',
  'Linen Apron',
  'Ceramic Mug',
  'Wool Blanket',
  'Field Notebook',
  'Brass Hook',
  'Cork Coaster Set',
  'Cedar Planter',
  'Travel Kettle',
  'Folding Stool',
  'Beeswax Candle',
  'Leather Strap',
] as const;

export const TASKS = [
  'Send the revised quote',
  'Prepare the kick-off',
  'Review the first draft',
  'Book the venue',
  'Collect feedback',
  'Update the price list',
  'Call back about delivery',
  'Check the contract',
  'Write the summary',
  'Order new samples',
  'Plan next week',
  'Archive old files',
] as const;

export const CATEGORIES = [
  'Essentials',
  'Outdoor',
  'Home',
  'Office',
  'Gifts',
  'Seasonal',
  'Accessories',
  'Clearance',
  'Kitchen',
  'Travel',
  'Workshop',
  'Garden',
] as const;

export const EVENTS = [
  'Spring meetup',
  'Product evening',
  'Design workshop',
  'Open house',
  'Quarterly review',
  'Harvest market',
  'Founders breakfast',
  'Summer concert',
  'Reading night',
  'Winter fair',
  'Community lunch',
  'Photo walk',
] as const;

export const TITLES = [
  'A quiet start',
  'Notes from the field',
  'Seven small ideas',
  'The long way round',
  'What we learned',
  'After the rain',
  'A map of the harbor',
  'Letters to no one',
  'The second season',
  'Plain answers',
  'Under the lamp',
  'Northbound',
] as const;

export const RECIPES = [
  'Lemon lentil soup',
  'Roasted squash salad',
  'Mushroom risotto',
  'Tomato galette',
  'Chickpea curry',
  'Baked salmon',
  'Apple crumble',
  'Spinach gnocchi',
  'Sesame noodles',
  'Potato leek soup',
  'Walnut pesto pasta',
  'Almond cake',
] as const;

export const NOTES = [
  'Prefers a call in the morning.',
  'Waiting for an answer from accounting.',
  'Agreed on the phone; confirm in writing.',
  'Needs a second look before Friday.',
  'Went better than expected.',
  'Ask again next quarter.',
  'All documents are in.',
  'Small changes only, no new scope.',
] as const;

export const CITIES = [
  'Lisbon',
  'Oslo',
  'Ghent',
  'Porto',
  'Graz',
  'Turin',
  'Leeds',
  'Malmö',
  'Nantes',
  'Kraków',
  'Basel',
  'Cork',
] as const;
export const STREETS = [
  'Harbor Street',
  'Mill Lane',
  'Linden Avenue',
  'Station Road',
  'Orchard Way',
  'Bridge Street',
  'Park Row',
  'Hill Road',
] as const;
export const POSITIONS = [
  'Founder',
  'Head of Marketing',
  'Office Manager',
  'Designer',
  'Operations Lead',
  'Finance Director',
  'Engineer',
  'Buyer',
] as const;
export const INDUSTRIES = [
  'Software',
  'Retail',
  'Health',
  'Finance',
  'Food',
  'Logistics',
  'Education',
  'Energy',
] as const;
export const COLOURS = ['Slate', 'Ochre', 'Forest', 'Sand', 'Indigo', 'Rust', 'Ivory', 'Teal'] as const;

export const REGIONS = ['North', 'South', 'West', 'East', 'Central'] as const;

export const CHANNELS = ['Shop', 'Web', 'Wholesale', 'Phone'] as const;

export const COUNTRIES = ['Portugal', 'Norway', 'Ireland', 'Austria', 'Canada'] as const;
