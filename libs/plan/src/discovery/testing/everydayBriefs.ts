import type { Expected } from './prompts.ts';

/** Briefs from all walks of life, mostly lists and short sentences: where a list begins and ends, what people do with which things. */
export const EVERYDAY_BRIEFS: Expected[] = [
  {
    prompt:
      'I run a small veterinary clinic. We need to keep track of pet owners, their animals, visits with diagnosis and treatment, and vaccinations that are due. Receptionists book visits, vets write the findings. No online payments.',
    entities: 'PetOwner Animal Visit Vaccination',
    roles: 'receptionist vet',
    fields: 'Visit.diagnosis:string Visit.treatment:string',
    kind: 'app',
  },
  { prompt: 'app for my band: gigs, songs, setlists, who plays what instrument', entities: 'Gig Song Setlist' },
  {
    prompt: 'I need something to manage my rental flats: tenants, leases, rent payments and repairs',
    entities: 'Flat Tenant Lease RentPayment Repair',
    kind: 'app',
  },
  {
    prompt:
      'Plant care diary. I want to record each plant with its species, where it stands, and when I last watered it.',
    entities: 'Plant',
    fields: 'Plant.species:string Plant.lastWateredOn:date',
  },
  {
    prompt: 'Personal finance app where I can log expenses by category and set a budget per month',
    entities: 'Expense Budget Category?',
  },
  {
    prompt: 'Community garden: plots, gardeners, waiting list, and shared tools that can be reserved',
    entities: 'Plot Gardener WaitingList Tool Reservation?',
  },
  {
    prompt:
      'conference management: speakers submit talks, reviewers score them, the program chair accepts or rejects, attendees see the schedule',
    entities: 'Talk Rating|Review',
    roles: 'speaker reviewer program-chair attendee',
  },
  {
    prompt: "We're a food bank. Volunteers sign up for shifts. Donors drop off donations, we weigh them.",
    entities: 'Shift Donation? Donor?',
    roles: 'volunteer donor?',
  },
  { prompt: 'simple todo app with projects and labels', entities: 'Todo Project Label' },
  {
    prompt:
      'Track the maintenance of our machines: every machine has a serial number, a location and a maintenance interval. Technicians log maintenance work with date, hours and spare parts.',
    entities: 'Machine Maintenance SparePart?',
    roles: 'technician',
    fields: 'Machine.serialNumber:string Machine.maintenanceInterval:string Maintenance.hours:number',
  },
  {
    prompt:
      'school club sign up: teachers offer clubs with a weekday and max number of kids, parents register their children',
    entities: 'Club Child Registration',
    roles: 'teacher parent',
    fields: 'Club.weekday:enum Club.capacity:integer',
  },
  {
    prompt:
      'Build a recipe collection for my family with ingredients, steps, cooking time, photos, and comments from relatives',
    entities: 'Recipe Comment? Ingredient?',
  },
  {
    prompt:
      'Log of customer complaints for a manufacturing firm, with root cause, corrective action, responsible person, deadline and status from open via in analysis to closed',
    entities: 'Complaint Customer?',
  },
  {
    prompt:
      'Lab sample tracking. Samples arrive with a barcode, a patient code, a type (blood, urine, tissue) and an arrival time. Lab technicians record results with value, unit and reference range. A sample goes from received to in analysis to reported.',
    entities: 'Sample Result',
    roles: 'lab-technician',
    fields: 'Sample.barcode:string Sample.type:enum Result.unit:string',
  },
  {
    prompt: 'A small ERP: customers, suppliers, products, purchase orders, sales orders, stock movements, invoices.',
    entities: 'Customer Supplier Product PurchaseOrder Order|SalesOrder StockMovement Invoice',
    kind: 'app',
  },
  { prompt: 'Fantasy football league manager for friends', entities: 'League Team? Player? Match?' },
  { prompt: 'Reading tracker', entities: 'Book' },
  {
    prompt:
      'Parking permit system for a town. Residents apply for a permit with licence plate and address, clerks approve or reject, permits are valid for one year and can be renewed.',
    entities: 'Permit',
    roles: 'resident clerk',
    fields: 'Permit.plate:string Permit.address:text',
  },
  {
    prompt: 'Farm management. Fields with area and soil type, crops, yields. Workers log hours per field.',
    entities: 'Field Crop? Yield Hour|TimeEntry',
    roles: 'worker',
  },
  {
    prompt:
      'Insurance claims: policyholders file a claim with policy number, incident date and description. Adjusters review claims, set an amount and approve or deny.',
    entities: 'InsuranceClaim',
    roles: 'policyholder adjuster',
  },
  {
    prompt:
      "I run a cleaning company. I want to schedule jobs at customers' homes, each job with date, duration and price. Cleaners should see only their own jobs.",
    entities: 'Job Customer?',
    roles: 'cleaner customer?',
    fields: 'Job.duration:integer Job.price:money',
  },
  {
    prompt:
      'Catering business: menus with dishes and prices, event inquiries, quotes, bookings with guest count and allergies.',
    entities: 'Menu Dish Inquiry Quote Booking',
  },
  {
    prompt:
      'Restaurant table reservations: guests reserve a table with date, time and number of people; staff confirm or decline',
    entities: 'Table Reservation',
    roles: 'guest staff',
    fields: 'Reservation.partySize:integer',
  },
  {
    prompt: 'Student council election: candidates with a manifesto, voters, each voter votes once',
    entities: 'Candidate Voter Vote',
    fields: 'Candidate.manifesto:string',
  },
];
