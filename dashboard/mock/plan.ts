const field = (name: string, type: string, more: object = {}) => ({
  name,
  type,
  required: false,
  unique: false,
  ...more,
});

const ENTITIES = [
  {
    name: 'Client',
    label: 'Client',
    plural: 'Clients',
    fields: [
      field('name', 'string', { required: true }),
      field('email', 'email', { required: true, unique: true }),
      field('phone', 'phone'),
      field('status', 'enum', { required: true, values: ['Lead', 'Active', 'Former'] }),
    ],
    states: { field: 'status', initial: 'Lead', transitions: [{ name: 'activate', from: ['Lead'], to: 'Active' }] },
    permissions: [{ role: 'staff', actions: ['read', 'create', 'update', 'delete'], scope: 'all' }],
  },
  {
    name: 'Project',
    label: 'Project',
    plural: 'Projects',
    fields: [
      field('name', 'string', { required: true }),
      field('client', 'reference', { to: 'Client', required: true }),
      field('startDate', 'date'),
      field('budget', 'money', { currency: 'USD' }),
    ],
    views: ['table', 'board'],
  },
  {
    name: 'Invoice',
    label: 'Invoice',
    plural: 'Invoices',
    fields: [
      field('number', 'string', { required: true, unique: true }),
      field('project', 'reference', { to: 'Project' }),
      field('amount', 'money', { required: true, currency: 'USD' }),
      field('dueOn', 'date', { required: true }),
      field('status', 'enum', { required: true, values: ['Draft', 'Sent', 'Paid', 'Overdue'] }),
    ],
  },
];

type Entity = { name: string; plural?: string | null; fields: { name: string }[] };

/** A plan of always the same app, with the entities that are given. A field called "wrong" is one. */
export function planOf(prompt = '', spec: Record<string, unknown> = {}) {
  const entities = (spec.entities as Entity[] | undefined) ?? ENTITIES;
  for (const [at, { fields }] of entities.entries()) {
    const bad = fields.findIndex(({ name }) => name === 'wrong' || !/^[a-z]/.test(name));
    if (bad >= 0) {
      return {
        __typename: 'Failure',
        code: 'INVALID',
        field: `spec.entities[${at}].fields[${bad}].name`,
        message: 'A field’s name begins with a small letter, for example dueDate.',
      };
    }
  }
  const plural = ({ name, plural }: Entity) => plural ?? `${name}s`;
  const title = (spec.title as string | undefined) ?? 'Agency CRM';
  return {
    __typename: 'AppPlan',
    title,
    description: 'Clients, projects and invoices of an agency.',
    template: 'nextjs-shadcn-fullstack',
    kinds: ['app'],
    language: 'en',
    entities,
    origins: entities.map(({ name }) => ({
      entity: name,
      from: spec.entities ? 'spec' : 'prompt',
      text: spec.entities ? null : `${name.toLowerCase()}s`,
      confidence: 0.8,
    })),
    roles: spec.roles ?? [{ name: 'staff', label: 'Staff', description: 'works with Client, Project', signUp: 'none' }],
    features: [
      {
        id: 'foundation',
        title: `${title}: name, look, sign-in`,
        entities: [],
        dependsOn: [],
        serves: 'Staff sign in.',
        checks: ['a', 'b', 'c'],
      },
      ...entities.map((entity) => ({
        id: `entity-${entity.name.toLowerCase()}`,
        title: plural(entity),
        entities: [entity.name],
        dependsOn: ['foundation'],
        serves: 'Track clients, projects and invoices.',
        checks: Array.from({ length: 8 }, (_, index) => `check ${index}`),
      })),
      {
        id: 'dashboard',
        title: 'Dashboard',
        entities: [],
        dependsOn: [],
        serves: 'Track clients, projects and invoices.',
        checks: ['a'],
      },
    ],
    assumptions: [
      'Template nextjs-shadcn-fullstack: the only one that keeps rows and signs people in.',
      'Whoever signs up waits until an owner lets them in.',
    ],
    notBuilt: prompt.includes('remind')
      ? ['“remind a week before”: sending mail at a time is not part of this version.']
      : ['Roles (Staff): rights of their own are not part of this version; whoever is let in may do everything.'],
    questions: spec.entities
      ? []
      : [
          {
            id: 'more',
            text: 'Should it keep time entries and contacts too?',
            default: 0,
            options: [
              { label: 'No, only clients, projects, invoices', change: 'Nothing: it is so', sentence: null },
              {
                label: 'Yes',
                change: 'Add to the prompt: “Keep time entries, contacts.”',
                sentence: 'Keep time entries, contacts.',
              },
            ],
          },
        ],
    checks: 4 + entities.length * 8,
    manifest: `apiVersion: appfactory.dev/v1alpha1\nkind: AppBuild\nmetadata:\n  name: app\nspec:\n  title: ${title}\n  prompt: ${prompt}\n  entities:\n${entities.map(({ name, fields }) => `    - name: ${name}\n      fields:\n${fields.map((one) => `        - name: ${one.name}\n`).join('')}`).join('')}`,
  };
}
