import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { againMutations } from './again.ts';
import { mockBilling } from './billing.ts';
import { startChats } from './chat.ts';
import { dataExports } from './dataExport.ts';
import { environments } from './environment.ts';
import { eventsOf, type Fixture, makeBuilds, stated } from './fixtures.ts';
import { type MockNews, mockNews } from './news.ts';
import { planOf } from './plan.ts';
import { releaseOf } from './release.ts';
import { fileAnswer, makeTokens, sourceOf } from './source.ts';
import { mockTenants } from './tenants.ts';

export interface MockGateway {
  address: string;
  builds: Fixture[];
  /** Builds of this name get so many more lines of log. */
  longLog: Map<string, number>;
  /** What is new of builds, by their names; looking at one takes it away. */
  news: Map<string, MockNews[]>;
  /** Looks that were noted. */
  looks: readonly { name: string; events: number; chat: number }[];
  /** Whoever is signed in; a test may make them somebody else. */
  viewer: MockViewer;
  /** Ends all connections that are open, and takes none until it is `back`, as a gateway that is started again does. */
  drop(): void;
  back(): void;
  stop(): Promise<void>;
}

export interface MockViewer {
  name: string;
  makesAgencies: boolean;
  statesApps: boolean;
  ownsTenants: boolean;
  whiteLabel: object | null;
}

export interface MockOptions {
  port?: number;
  /** Serves everything that is not GraphQL, for example the built dashboard. */
  files?: (request: IncomingMessage, response: import('node:http').ServerResponse, next: () => void) => void;
}

type Ref = { namespace: string; name: string };
const failure = (code: string, message: string, field?: string) => ({ __typename: 'Failure', code, message, field });

/**
 * A stand-in for the whole gateway, typed by its schema: for developing the dashboard and for looking at its pages. What
 * goes wrong is caused by what a person can type: the prompt "taken", the password "wrong password".
 */
export async function startMockGateway({ port = 0, files }: MockOptions = {}): Promise<MockGateway> {
  const typeDefs = await readFile(join(import.meta.dirname, '..', '..', 'gateway', 'schema.graphql'), 'utf8');
  let builds = makeBuilds();
  let signedIn = true;
  const longLog = new Map<string, number>();
  const tokens = makeTokens();
  const eventTarget = new EventTarget();
  // A listener for each page that is open.
  setMaxListeners(0, eventTarget);
  const changed = createPubSub<{ build: [name: string, build: Fixture] }>({ eventTarget: eventTarget as never });
  const find = ({ namespace, name }: Ref) =>
    builds.find((build) => build.namespace === namespace && build.name === name);
  const change = (ref: Ref, edit: (build: Fixture) => void) => {
    const build = find(ref);
    if (!build) return failure('NOT_FOUND', `There is no build "${ref.name}" in namespace "${ref.namespace}".`, 'name');
    edit(build);
    changed.publish('build', build.name, { ...build });
    return { __typename: 'Build', ...build };
  };
  const viewer = {
    __typename: 'Viewer',
    name: 'owner',
    kind: 'account',
    actingAs: 'appfactory:gateway',
    makesAgencies: true,
    statesApps: true,
    ownsTenants: true,
    whiteLabel: null as object | null,
  };
  const tenants = mockTenants();
  const billing = mockBilling(tenants.clientsOf);
  const away = mockNews(() => builds);
  const chats = startChats({
    find,
    accepted: (ref) => change(ref, (build) => (build.generation += 1)),
    failure,
    eventTarget,
  });

  const schema = createSchema({
    typeDefs,
    resolvers: {
      Tenant: billing.Tenant,
      Viewer: away.Viewer,
      Build: {
        ...chats.ofBuild,
        ...billing.Build,
        ...away.Build,
        source: sourceOf,
        generations: ({ status }: Fixture) =>
          status.artifacts.map(({ generation }) => ({ generation, outcome: 'verified' })),
      },
      Query: {
        accessTokens: () => tokens.list(),
        viewer: () => (signedIn ? viewer : null),
        singleSignOn: (_: unknown, { problem }: { problem?: string }) => ({
          name: 'Example Accounts',
          path: '/sign-in/oidc',
          problem: problem && 'Nobody was invited here by the e-mail address that you have at Example Accounts.',
        }),
        ...tenants.Query,
        ...billing.Query,
        builds: (
          _: unknown,
          { namespace, filter }: { namespace?: string; filter?: { text?: string; phases?: string[] } },
        ) => {
          const text = filter?.text?.toLowerCase() ?? '';
          const found = builds.filter(
            ({ name, spec, status, ...build }) =>
              (!namespace || build.namespace === namespace) &&
              `${name} ${spec.title} ${spec.prompt}`.toLowerCase().includes(text) &&
              (!filter?.phases || filter.phases.includes(status.phase)),
          );
          const edges = found.map((node) => ({ node, cursor: node.id }));
          return {
            edges,
            totalCount: found.length,
            pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
          };
        },
        build: (_: unknown, ref: Ref) => find(ref) ?? null,
        plan: (_: unknown, { prompt, spec }: { prompt?: string; spec?: Record<string, unknown> }) =>
          planOf(prompt ?? String(spec?.prompt ?? ''), spec),
        releases: () => builds.filter(({ ready }) => ready).map(releaseOf),
        release: (_: unknown, ref: Ref) => {
          const build = find(ref);
          return build?.ready ? releaseOf(build) : null;
        },
      },
      Mutation: {
        ...tenants.Mutation,
        ...billing.Mutation,
        ...away.Mutation,
        createAccessToken: (_: unknown, { name }: { name: string }) =>
          name === 'taken'
            ? failure('INVALID', 'There are 50 tokens already: revoke one first.', 'name')
            : tokens.create(name),
        revokeAccessToken: (_: unknown, { id }: { id: string }) => tokens.revoke(id),
        ...chats.mutations,
        signIn: (_: unknown, { password }: { password: string }) => {
          if (password === 'wrong password')
            return failure('NOT_SIGNED_IN', 'This name and password do not belong together.', 'password');
          signedIn = true;
          return viewer;
        },
        signOut: () => {
          signedIn = false;
          return { done: true };
        },
        setPassword: (_: unknown, { password }: { password: string }) =>
          password.length < 10
            ? failure('INVALID', `A password has 10 to 200 characters; this one has ${password.length}.`, 'password')
            : tokens.endAll(),
        createBuild: (
          _: unknown,
          {
            input,
          }: {
            input: { namespace: string; name?: string; prompt?: string; spec?: { title?: string; prompt?: string } };
          },
        ) => {
          const { namespace, name = 'new-app' } = input;
          if (name === 'taken' || find({ namespace, name }))
            return failure('EXISTS', `There is a build "${name}" already: choose another name.`, 'name');
          const build = { ...stated(name, input.prompt ?? input.spec?.prompt ?? '', input.spec?.title), namespace };
          builds = [build, ...builds];
          return { __typename: 'Build', ...build };
        },
        changeBuild: (_: unknown, { input }: { input: Ref & { spec: { release?: { domain?: string } } } }) =>
          input.spec.release?.domain === 'taken.example'
            ? failure('INVALID', 'The name is taken already.', 'spec.release.domain')
            : change(input, (build) => {
                if (input.spec.release) Object.assign(build.spec.release, input.spec.release);
                else Object.assign(build.spec, input.spec);
                build.generation += 1;
              }),
        pauseBuild: (_: unknown, { build }: { build: Ref }) =>
          change(build, (one) => Object.assign(one.spec, { paused: true })),
        resumeBuild: (_: unknown, { build }: { build: Ref }) =>
          change(build, (one) => Object.assign(one.spec, { paused: false, cancelled: null })),
        ...againMutations({ find, change, failure }),
        changeEnvironment: (_: unknown, { input }: { input: Parameters<typeof environments.change>[0] }) =>
          environments.change(input),
        exportData: (_: unknown, { input }: { input: Ref }) => dataExports.ask(input),
        deleteDataExport: (_: unknown, { dataExport }: { dataExport: Ref }) =>
          dataExports.delete(dataExport) ?? failure('NOT_FOUND', 'There is no such data export.', 'name'),
        revealFirstOwner: (_: unknown, { release }: { release: Ref }) =>
          release.name === 'taken'
            ? failure('NOT_FOUND', 'The first owner of this app cannot be read: it was made in another way.', 'name')
            : {
                __typename: 'FirstOwner',
                email: `owner@${release.name}.example`,
                password: 'kiln-and-clay-42',
              },
        rollBackBuild: (_: unknown, { build, digest }: { build: Ref; digest?: string | null }) =>
          change(build, (one) => Object.assign(one.spec.release, { artifact: digest ?? null })),
        deleteBuild: (_: unknown, { build }: { build: Ref }) => {
          builds = builds.filter((one) => one.name !== build.name);
          return { __typename: 'DeletedBuild', ...build };
        },
      },
      Subscription: {
        chatMessages: chats.subscription,
        buildChanged: {
          subscribe: async function* (_: unknown, ref: Ref) {
            const build = find(ref);
            if (!build)
              throw Object.assign(new Error(`There is no build "${ref.name}" in namespace "${ref.namespace}".`), {
                extensions: { code: 'NOT_FOUND' },
              });
            const changes = changed.subscribe('build', ref.name);
            yield build;
            yield* changes;
          },
          resolve: (build: unknown) => build,
        },
        buildEvents: {
          subscribe: async function* (_: unknown, { after, ...ref }: Ref & { after: number }) {
            const build = find(ref);
            if (build)
              for (const event of eventsOf(build, longLog.get(ref.name))) if (event.sequence > after) yield event;
            yield* changed.subscribe('build', 'nobody') as AsyncIterable<never>;
          },
          resolve: (event: unknown) => event,
        },
      },
      ...Object.fromEntries(
        [
          'AcceptResult',
          'AccessTokenResult',
          'BuildResult',
          'ChangeEnvironmentResult',
          'ChatResult',
          'DeleteBuildResult',
          'DeleteTenantResult',
          'DoneResult',
          'InvitationResult',
          'InvoiceResult',
          'MemberResult',
          'PlanResult',
          'SetKeyResult',
          'SignInResult',
          'TenantResult',
        ].map((union) => [union, { __resolveType: (value: { __typename: string }) => value.__typename }]),
      ),
    },
  });
  const yoga = createYoga({ schema, logging: false, maskedErrors: false });
  let isAway = false;
  const server: Server = createServer((request, response) => {
    if (isAway) {
      request.socket.destroy();
      return;
    }
    if (fileAnswer(request, response)) return;
    if ((request.url ?? '').startsWith('/graphql') || !files) void yoga(request, response);
    else files(request, response, () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get builds() {
      return builds;
    },
    longLog,
    news: away.news,
    looks: away.looks,
    viewer,
    drop() {
      isAway = true;
      server.closeAllConnections();
    },
    back() {
      isAway = false;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
