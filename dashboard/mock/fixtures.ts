/** Builds in the states that people meet, for the stand-in gateway. Shapes are those of gateway/schema.graphql. */

const START = Date.parse('2026-11-24T09:00:00Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

/** Of the feature at this place. */
export const commitId = (index: number) => `c0ffee${index}d00d`.padEnd(40, '0');

export const FEATURES = [
  ['foundation', 'Northwind CRM: name, look, sign-in', 3],
  ['entity-clients', 'Clients', 8],
  ['entity-projects', 'Projects', 8],
  ['entity-invoices', 'Invoices', 10],
  ['dashboard', 'Dashboard', 1],
] as const;

const CHECKS = [
  'the list shows what was created',
  'a new one is created by the form and is still there after a reload',
  'the form says what is missing',
  'an edited one shows its new values',
  'a deleted one is gone',
  'the list is found by its search',
  'somebody who is not signed in sees nothing of it',
  'keyboard alone is enough to create one',
  'on a phone nothing is wider than the screen',
  'a screen reader finds nothing wrong (axe)',
];

interface Shape {
  name: string;
  title?: string;
  prompt: string;
  phase: string;
  /** Features that are proven. */
  done: number;
  message: string;
  stalled?: { reason: string; message: string };
  paused?: boolean;
  age: number;
  skipped?: string[];
  failures?: { check: string; seen: string }[];
}

const SHAPES: Shape[] = [
  {
    name: 'northwind-crm',
    title: 'Northwind CRM',
    prompt:
      'A CRM for a small agency. Track clients, projects and invoices. An invoice has a number, an amount, a due date and a status. Staff sign in.',
    phase: 'Building',
    done: 2,
    message: 'Writing Projects',
    age: 95,
  },
  {
    name: 'pottery-shop',
    title: 'Pottery shop',
    prompt:
      'A shop for handmade pottery. Products have a photo, a price and a stock. Customers place orders and pick them up.',
    phase: 'Ready',
    done: 5,
    message: 'The app answers',
    age: 7_500,
  },
  {
    name: 'club-events',
    title: 'Club events',
    prompt:
      'An app for a sports club. Keep members, teams and events. Members register for events; a trainer leads each team.',
    phase: 'Failed',
    done: 3,
    message: 'A check failed',
    stalled: {
      reason: 'ChecksFailed',
      message: 'The check "the form says what is missing" failed: expected to see “Enter a date”, saw nothing of it',
    },
    failures: [{ check: 'the form says what is missing', seen: 'expected “Enter a date”; the form was sent instead' }],
    age: 90_000,
  },
  {
    name: 'field-notes',
    prompt: 'Notes of field visits with a photo, a place and a date, for a team of five.',
    phase: 'Paused',
    done: 1,
    message: 'Paused',
    paused: true,
    age: 200_000,
  },
  {
    name: 'recipe-box',
    title: 'Recipe box',
    prompt: 'Recipes with ingredients and a photo; plan the week’s meals and print a shopping list.',
    phase: 'Planning',
    done: 0,
    message: 'Planning',
    age: 3,
  },
];

const CONDITIONS = ['Planned', 'SandboxReady', 'Built', 'Verified', 'Released'];
const REACHED: Record<string, number> = {
  Planning: 0,
  Provisioning: 1,
  Building: 2,
  Verifying: 3,
  Releasing: 4,
  Ready: 5,
  Failed: 3,
  Paused: 2,
};
const SAID: Record<string, string> = {
  Planned: '5 features, 30 checks',
  SandboxReady: 'The workspace answers',
  Built: 'The agent writes Projects (3 of 5)',
  Verified: 'Waits until the code is written',
  Released: 'Waits until everything is proven',
};

export type Fixture = ReturnType<typeof toBuild>;

function conditionsOf(shape: Shape) {
  const reached = REACHED[shape.phase] ?? 0;
  const steps = CONDITIONS.map((type, index) => ({
    type,
    status: index < reached ? 'True' : 'Unknown',
    reason: index < reached ? 'Done' : 'Waiting',
    message: SAID[type] ?? '',
    lastTransitionTime: at(index * 10),
  }));
  const base = { lastTransitionTime: at(60) };
  if (shape.stalled) return [...steps, { ...base, type: 'Stalled', status: 'True', ...shape.stalled }];
  return [
    ...steps,
    {
      ...base,
      type: 'Ready',
      status: shape.phase === 'Ready' ? 'True' : 'False',
      reason: shape.phase,
      message: shape.message,
    },
  ];
}

function toBuild(shape: Shape) {
  const { name, title, prompt, phase, done, message, paused = false, age, skipped = [], failures = [] } = shape;
  const isReady = phase === 'Ready';
  const counts = (passed: number) => ({ passed, failed: 0, skipped: 0 });
  const features = FEATURES.map(([id, featureTitle, checks], index) => ({
    id,
    title: featureTitle,
    state:
      index < done
        ? 'Verified'
        : index > done
          ? 'Planned'
          : phase === 'Failed'
            ? 'Failed'
            : phase === 'Building'
              ? 'Writing'
              : 'Planned',
    commit: index < done ? commitId(index) : null,
    checks: index < done ? counts(checks) : null,
  }));
  const artifacts = isReady
    ? [3, 2, 1].map((generation) => ({
        digest: `sha256:${String(generation).repeat(64)}`,
        commit: `${generation}f3a9c27be`,
        size: 8_400_000 + generation * 90_000,
        generation,
      }))
    : [];
  return {
    id: `uid-${name}`,
    namespace: 'default',
    name,
    generation: isReady ? 3 : 1,
    version: '1',
    createdAt: new Date(Date.now() - age * 1000).toISOString(),
    deleting: false,
    ready: isReady,
    addresses: {
      preview: phase === 'Building' ? 'http://3000-abc.localhost:4011/' : null,
      app: isReady ? `http://${name}.default.localhost:4011/` : null,
    },
    spec: {
      title: title ?? null,
      prompt,
      paused,
      cancelled: null as boolean | null,
      access: { signUp: 'approval' },
      agent: { kind: 'auto' },
      budget: { minutes: 60, usd: null },
      look: { accent: null },
      sandbox: { keepMinutes: 5, provider: 'auto' },
      verification: { acceptSkipped: [] as string[] },
      release: {
        artifact: null as string | null,
        domain: null as string | null,
        dataPolicy: 'Retain',
        target: 'cluster',
        adoptData: false,
        sampleData: false,
      },
    },
    status: {
      observedGeneration: isReady ? 3 : 1,
      phase,
      message,
      progress: `${done}/5`,
      skipped,
      conditions: conditionsOf(shape),
      checks: done === 0 ? null : counts(FEATURES.slice(0, done).reduce((sum, [, , checks]) => sum + checks, 0)),
      failures,
      plan:
        phase === 'Planning'
          ? null
          : {
              hash: 'sha256:1',
              template: 'nextjs-shadcn-fullstack',
              rolledBackTo: null as string | null,
              assumptions: [
                'Whoever signs up waits until an owner lets them in.',
                'Client has name, email, phone, website, address, notes, status.',
                'Invoice has number, project, client, issuedOn, dueOn, amount, notes, status.',
              ],
              notBuilt: ['“remind a week before”: sending mail at a time is not part of this version.'],
              questions: [
                {
                  id: 'more',
                  text: 'Should it keep time entries, contacts too?',
                  default: 0,
                  options: [
                    { label: 'No, only clients, projects, invoices', change: 'Nothing: it is so' },
                    { label: 'Yes', change: 'Add to the prompt: “Keep time entries, contacts.”' },
                  ],
                },
              ],
              features,
            },
      artifact: artifacts[0] ?? null,
      artifacts,
      times: { applied: at(0), preview: at(1), firstPage: at(2), ready: isReady ? at(170) : null },
      usage: { sandboxSeconds: 120, usd: 0 },
      release: isReady ? { name, url: `http://${name}.default.localhost:4011/` } : null,
    },
  };
}

export const makeBuilds = (): Fixture[] => SHAPES.map(toBuild);

/** A build that somebody has just stated. */
export const stated = (name: string, prompt: string, title?: string): Fixture =>
  toBuild({ name, title, prompt, phase: 'Planning', done: 0, message: 'Planning', age: 0 });

/** Events of a build, `extra` lines of progress among them. */
export function eventsOf({ name, status }: Fixture, extra = 0) {
  const events: Record<string, unknown>[] = [
    { type: 'started', features: FEATURES.length },
    { type: 'preview', address: 'http://3000-abc.localhost:4011/' },
  ];
  for (const feature of status.plan?.features ?? []) {
    if (feature.state === 'Planned') break;
    events.push({ type: 'feature', feature: feature.id, state: 'Writing' });
    events.push({ type: 'progress', message: `app/${feature.id}/page.tsx` });
    if (feature.state === 'Writing') break;
    events.push({ type: 'feature', feature: feature.id, state: 'Committed', commit: feature.commit ?? 'c0ffee1234' });
    const all = FEATURES.find(([id]) => id === feature.id)?.[2] ?? 0;
    for (const check of CHECKS.slice(0, all)) {
      const isBad = feature.state === 'Failed' && check === 'the form says what is missing';
      events.push({
        type: 'check',
        feature: feature.id,
        check,
        against: name === 'northwind-crm' ? 'preview' : 'production',
        result: isBad ? 'failed' : 'passed',
        message: isBad ? 'expected “Enter a date”; the form was sent instead' : 'as wanted',
        screenshotLink: `/files/default/${name}/screenshots/preview/${feature.id}-${check.replace(/\W+/g, '-')}.png`,
      });
    }
    events.push({ type: 'feature', feature: feature.id, state: feature.state, checks: feature.checks });
  }
  for (let line = 0; line < extra; line++) events.push({ type: 'progress', message: `line ${line + 1} of a long log` });
  if (status.phase === 'Ready') {
    for (const [step, seconds] of [
      ['types', 2.1],
      ['lint', 1.4],
      ['tests', 3.2],
      ['build', 31.7],
      ['checks', 22.4],
    ] as const)
      events.push({ type: 'verification', step, state: 'Passed', seconds });
    events.push({ type: 'artifact', digest: 'sha256:1', size: 8_400_000, commit: '3f3a9c27be' });
    events.push({ type: 'finished', verified: 'true', checks: { passed: 30, failed: 0, skipped: 0 }, skipped: [] });
  }
  return events.map((event, index) => ({
    generation: status.observedGeneration,
    at: at(index * 2),
    ...event,
    sequence: index + 1,
  }));
}
