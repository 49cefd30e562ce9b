import { setMaxListeners } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { eventsOf, type Fixture, makeBuilds, stated } from './fixtures.ts';
import { planOf } from './plan.ts';

export interface MockGateway {
  address: string;
  builds: Fixture[];
  /** Builds of this name get so many more lines of log. */
  longLog: Map<string, number>;
  /** Ends all connections that are open, as a gateway that dies does. */
  drop(): void;
  stop(): Promise<void>;
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
  const viewer = { __typename: 'Viewer', name: 'owner', kind: 'account', actingAs: 'appfactory:gateway' };

  const schema = createSchema({
    typeDefs,
    resolvers: {
      Query: {
        viewer: () => (signedIn ? viewer : null),
        builds: (_: unknown, { filter }: { filter?: { text?: string; phases?: string[] } }) => {
          const text = filter?.text?.toLowerCase() ?? '';
          const found = builds.filter(
            ({ name, spec, status }) =>
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
        releases: () =>
          builds
            .filter(({ ready }) => ready)
            .map((build) => ({
              id: `release-${build.id}`,
              namespace: build.namespace,
              name: build.name,
              createdAt: build.createdAt,
              address: build.addresses.app,
              spec: {
                appBuild: build.name,
                host: `${build.name}.default.localhost`,
                artifact: build.status.artifact,
                target: 'cluster',
                adoptData: false,
                sampleData: false,
                dataPolicy: 'Retain',
              },
              status: {
                phase: 'Serving',
                conditions: [],
                serving: build.status.artifact,
                history: build.status.artifacts.map(({ digest, commit, generation }) => ({
                  digest,
                  commit,
                  at: new Date(Date.now() - (4 - generation) * 86_400_000).toISOString(),
                })),
                handOver: { milliseconds: 0 },
              },
            })),
      },
      Mutation: {
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
            : { __typename: 'Done', done: true },
        createBuild: (
          _: unknown,
          { input }: { input: { name?: string; prompt?: string; spec?: { title?: string; prompt?: string } } },
        ) => {
          const name = input.name ?? 'new-app';
          if (name === 'taken' || find({ namespace: 'default', name }))
            return failure('EXISTS', `There is a build "${name}" already: choose another name.`, 'name');
          const build = stated(name, input.prompt ?? input.spec?.prompt ?? '', input.spec?.title);
          builds = [build, ...builds];
          return { __typename: 'Build', ...build };
        },
        changeBuild: (_: unknown, { input }: { input: Ref & { spec: Record<string, unknown> } }) =>
          change(input, (build) => {
            Object.assign(build.spec, input.spec);
            build.generation += 1;
          }),
        pauseBuild: (_: unknown, { build }: { build: Ref }) =>
          change(build, (one) => Object.assign(one.spec, { paused: true })),
        resumeBuild: (_: unknown, { build }: { build: Ref }) =>
          change(build, (one) => Object.assign(one.spec, { paused: false })),
        rollBackBuild: (_: unknown, { build, digest }: { build: Ref; digest?: string | null }) =>
          change(build, (one) => Object.assign(one.spec.release, { artifact: digest ?? null })),
        deleteBuild: (_: unknown, { build }: { build: Ref }) => {
          builds = builds.filter((one) => one.name !== build.name);
          return { __typename: 'DeletedBuild', ...build };
        },
      },
      Subscription: {
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
        ['BuildResult', 'DeleteBuildResult', 'DoneResult', 'PlanResult', 'SignInResult'].map((union) => [
          union,
          { __resolveType: (value: { __typename: string }) => value.__typename },
        ]),
      ),
    },
  });
  const yoga = createYoga({ schema, logging: false, maskedErrors: false });
  const server: Server = createServer((request, response) => {
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
    drop: () => server.closeAllConnections(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
