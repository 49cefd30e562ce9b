/** Apps to start from; the first sentences say what they keep, the last who uses them. */
export const EXAMPLES = [
  {
    title: 'Agency CRM',
    prompt:
      'A CRM for a small agency. Track clients, projects and invoices. An invoice has a number, an amount, a due date and a status. Staff sign in.',
  },
  {
    title: 'Pottery shop',
    prompt:
      'A shop for handmade pottery. Products have a photo, a price and a stock. Customers place orders and pick them up.',
  },
  {
    title: 'Club events',
    prompt:
      'An app for a sports club. Keep members, teams and events. Members register for events; a trainer leads each team.',
  },
] as const;
