import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { KubeClient } from '@appfactory/kube/client';
import { startHealthServer } from '@appfactory/kube/health';
import type { KubeConfig } from '@appfactory/kube/kubeconfig';
import type { Log } from '@appfactory/kube/log';
import { requestObserver } from '@appfactory/kube/metrics';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { AccessTokens } from './accounts/accessTokens.ts';
import { Accounts } from './accounts/accounts.ts';
import { Identify } from './accounts/identify.ts';
import { identifyRequest } from './accounts/identifyRequest.ts';
import { watchSessions } from './accounts/watchSessions.ts';
import { appModule } from './app.module.ts';
import { AuditLog } from './audit/auditLog.ts';
import { BuildFeed } from './builds/buildFeed.ts';
import { BuildChanges } from './builds/changes.ts';
import { Chat } from './chat/chat.ts';
import { ChatPace } from './chat/chatPace.ts';
import { ChatStream } from './chat/chatStream.ts';
import type { GatewayConfig } from './config.ts';
import { accountsDatabase, historyDatabase, migrateAccounts } from './database/connect.ts';
import { checkRole } from './database/scope.ts';
import { DataObjects } from './dataExports/dataObjects.ts';
import { DATA_PATH } from './dataExports/links.ts';
import { FirstOwners } from './firstOwners/firstOwners.ts';
import { MOST_SOCKETS, MOST_SUBSCRIPTIONS, Open } from './graphql/openSubscriptions.ts';
import { yogaOf } from './graphql/options.ts';
import { socketOperations } from './graphql/webSocket/operations.ts';
import { SocketServer } from './graphql/webSocket/socketServer.ts';
import { createIndexes } from './history/indexes.ts';
import { serveDashboard } from './http/dashboard.ts';
import { guard } from './http/guard.ts';
import { SignInCookie } from './http/signInCookie.ts';
import { SignInLinks } from './http/signInLinks.ts';
import { traced } from './http/traced.ts';
import { startInvoicing } from './invoices/startInvoicing.ts';
import { STRIPE_WEBHOOK_PATH } from './invoices/stripe/webhook.ts';
import { TenantKeys } from './keys/tenantKeys.ts';
import { createCaches, notSynced, runCaches } from './kube/caches.ts';
import { PeopleKube } from './kube/personKube.ts';
import { gatewayMetrics } from './metrics.ts';
import { BuildNews } from './news/buildNews.ts';
import { LookStore } from './news/looks.ts';
import { NewsStore } from './news/newsStore.ts';
import { Issuer } from './oidc/issuer.ts';
import { OidcAccounts } from './oidc/oidcAccounts.ts';
import { SingleSignOn } from './oidc/singleSignOn.ts';
import { Planner } from './planning/planner.ts';
import { BuildObjects } from './source/buildObjects.ts';
import { FILES_PATH, GIT_PATH } from './source/links.ts';
import { Repositories } from './source/repositories.ts';
import { Memberships } from './tenants/memberships.ts';
import { TenantChanges } from './tenants/tenantChanges.ts';
import { Tenants } from './tenants/tenants.ts';
import { TenantBills } from './usage/tenantBills.ts';

export interface GatewayOptions {
  config: GatewayConfig;
  /** The gateway's own identity. */
  kube: KubeConfig;
  log: Log;
  /** Path of planning/worker.ts. */
  planWorker: string;
  /** The clock by which months end. */
  now?: () => Date;
  /** Milliseconds between pings of WebSockets, and between looks whether those who are told something are still signed in. */
  every?: { ping?: number; look?: number };
  /** false only in the test which shows that Kubernetes and PostgreSQL refuse by themselves. */
  ownChecks?: boolean;
}

export interface Gateway {
  /** Where it listens, for example http://127.0.0.1:8081. */
  address: string;
  metricsAddress: string;
  stop(): Promise<void>;
}

/** Longest body: four documents of 100,000 characters each, and a prompt. */
const LARGEST_BODY = '2mb';
/** Milliseconds that answers under way may take when the gateway stops. */
const LAST_ANSWERS = 2_000;
const LOOK_AGAIN = 60_000;

/**
 * Starts the gateway: it answers when accounts can sign in. Caches and history fill on; what is away is told by /readyz.
 * @throws Error when PostgreSQL cannot be reached, or the port is taken
 */
export async function startGateway({
  config,
  kube,
  log,
  planWorker,
  ownChecks,
  every: { ping: pingEvery, look: lookAgain = LOOK_AGAIN } = {},
  now = () => new Date(),
}: GatewayOptions): Promise<Gateway> {
  const stopping = new AbortController();
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    stopping.abort();
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const registry = new Registry();
    const database = { url: config.databaseUrl, connections: config.databaseConnections };
    const accountsData = await opened(accountsDatabase(database), undo);
    const historyData = await opened(historyDatabase(database), undo);
    await checkRole(accountsData);
    await migrateAccounts(accountsData);

    const client = new KubeClient(kube, { userAgent: 'gateway', observe: requestObserver(registry) });
    undo.push(() => client.close());
    const caches = createCaches(client, log);
    void runCaches(caches, stopping.signal);
    const memberships = new Memberships(caches);
    const people = new PeopleKube(client, caches, memberships, { ownChecks, lookAgain });
    undo.push(() => people.close());

    const nats = {
      url: config.natsUrl,
      credsFile: config.natsCreds,
      name: 'gateway',
      inboxPrefix: config.natsInboxPrefix,
    };
    const indexes = createIndexes(historyData, nats, { log, tenants: caches.tenants });
    const { history, hub, chats, chatHub, usage } = indexes;
    const chatStream = new ChatStream(nats, log);
    undo.push(() => chatStream.close());
    const indexing = indexes.run(stopping.signal);
    undo.push(() => indexing);
    const objects = new BuildObjects({ ...nats, name: 'gateway-source' });
    undo.push(() => objects.stop());
    const dataObjects = new DataObjects({ ...nats, name: 'gateway-data' });
    undo.push(() => dataObjects.stop());
    const repositories = new Repositories(objects);
    undo.push(() => repositories.stop());
    const planner = new Planner(planWorker);
    undo.push(() => planner.stop());

    const accounts = new Accounts(accountsData);
    const stopWatching = watchSessions(accounts, people.longLived, lookAgain, log);
    undo.push(async () => stopWatching());
    const audit = new AuditLog(accountsData);
    const tenants = new Tenants(client, caches, accounts);
    const invoices = await startInvoicing({
      ...{ config, log, caches, audit, tenants, accountsData, historyData, nats, now },
      ledgerReached: (sequence, within) => indexes.ledgers.reached(sequence, within),
    });
    undo.push(() => invoices.stop());
    const accessTokens = new AccessTokens(accountsData);
    const changes = new BuildChanges(caches);
    const links = new SignInLinks();
    const cookie = new SignInCookie(config.publicUrl?.startsWith('https:') ?? false);
    const app = await NestFactory.create<NestExpressApplication>(
      appModule({
        accessTokens,
        accounts,
        audit,
        changes,
        chat: new Chat({
          planner,
          changes,
          store: chats,
          stream: chatStream,
          pace: new ChatPace(accountsData),
          reached: (sequence, within) => indexes.chat.reached(sequence, within),
        }),
        chats,
        chatHub,
        feed: new BuildFeed(caches.builds),
        history,
        hub,
        planner,
        cookie,
        singleSignOn: new SingleSignOn(config.oidc && new Issuer(config.oidc), new OidcAccounts(accountsData)),
        tenants,
        bills: new TenantBills(caches, usage),
        usage,
        news: new BuildNews(new LookStore(accountsData), new NewsStore(historyData)),
        tenantChanges: new TenantChanges(client, caches, accounts, tenants),
        tenantKeys: new TenantKeys(tenants, config.keyServices),
        memberships,
        links,
        invoices: invoices.all,
        objects,
        dataObjects,
        firstOwners: new FirstOwners(client),
        people,
        subscriptions: new Open(MOST_SUBSCRIPTIONS, 'subscriptions'),
        repositories,
        log,
      }),
      { logger: false, bodyParser: false, abortOnError: false },
    );
    app.disable('x-powered-by');
    app.use(guard({ publicUrl: config.publicUrl }));
    if (invoices.webhook) app.use(STRIPE_WEBHOOK_PATH, invoices.webhook);
    app.use('/graphql', traced);
    const identify = new Identify(accounts, client);
    app.use(['/graphql', DATA_PATH], identifyRequest(identify, log));
    app.use([FILES_PATH, GIT_PATH], identifyRequest(identify, log, accessTokens));
    app.useBodyParser('json', { limit: LARGEST_BODY });
    app.useBodyParser('urlencoded', { extended: false, limit: '16kb' });
    const metrics = gatewayMetrics(registry, { hub, indexer: indexes.events });
    app.use(metrics.middleware);
    if (config.dashboardDir) app.use(await serveDashboard(config.dashboardDir));
    // Before listen, which waits for ever when this fails.
    await app.init();
    await app.listen(config.port, config.host);
    const server = app.getHttpServer();
    undo.push(async () => {
      const closed = app.close();
      await Promise.race([closed, sleep(LAST_ANSWERS, undefined, { ref: false })]);
      // Subscriptions never end by themselves.
      server.closeAllConnections();
      await closed;
    });
    const sockets = new SocketServer({
      server,
      guard: { publicUrl: config.publicUrl },
      operations: socketOperations({
        yoga: yogaOf(app),
        identify,
        people,
        open: new Open(MOST_SOCKETS, 'WebSockets'),
        log,
        lookAgain,
      }),
      log,
      pingEvery,
    });
    metrics.countSockets(sockets);
    undo.push(() => sockets.close(LAST_ANSWERS));
    const address = `http://${config.host}:${(server.address() as AddressInfo).port}`;
    links.base = config.publicUrl ?? address;

    const health = await startHealthServer({
      registry,
      port: config.metricsPort,
      notReady: () => {
        const missing = notSynced(caches);
        if (missing.length > 0) return `Kubernetes does not answer yet: no ${missing.join(', ')}`;
        return indexes.problem();
      },
    });
    undo.push(() => health.close());
    if (config.signInLinkFile) await writeSignInLink(config.signInLinkFile, links, accounts);
    log.info({ address, metrics: health.address }, 'ready');
    return { address, metricsAddress: health.address, stop };
  } catch (error) {
    await stop().catch((failure: unknown) => log.warn({ err: failure }, 'undoing a failed start failed'));
    throw error;
  }
}

async function opened(database: DataSource, undo: (() => Promise<unknown>)[]): Promise<DataSource> {
  await database.initialize();
  undo.push(() => database.destroy());
  return database;
}

async function writeSignInLink(file: string, links: SignInLinks, accounts: Accounts): Promise<void> {
  await writeFile(file, `${links.of(await accounts.ownerLink())}\n`, { mode: 0o600 });
}
