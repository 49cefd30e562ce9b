import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { AccountsResolver } from './accounts/accounts.resolver.ts';
import { Accounts } from './accounts/accounts.ts';
import { AuditInterceptor } from './audit/auditInterceptor.ts';
import { AuditLog } from './audit/auditLog.ts';
import { BuildEventsResolver } from './builds/buildEvents.resolver.ts';
import { BuildFeed } from './builds/buildFeed.ts';
import { BuildMutationsResolver } from './builds/buildMutations.resolver.ts';
import { BuildsResolver } from './builds/builds.resolver.ts';
import { BuildChanges } from './builds/changes.ts';
import { type GraphqlParts, graphqlOptions } from './graphql/options.ts';
import { SignedInGuard } from './graphql/signedInGuard.ts';
import { HistoryStore } from './history/historyStore.ts';
import { Hub } from './history/hub.ts';
import { SignInController } from './http/signIn.controller.ts';
import { SignInCookie } from './http/signInCookie.ts';
import { SignInLinks } from './http/signInLinks.ts';
import { PeopleKube } from './kube/personKube.ts';
import { PlanResolver } from './planning/plan.resolver.ts';
import { Planner } from './planning/planner.ts';
import { ReleasesResolver } from './releases/releases.resolver.ts';
import { TemplatesResolver } from './templates/templates.resolver.ts';
import { TenantsResolver } from './tenants/tenants.resolver.ts';
import { Tenants } from './tenants/tenants.ts';

export const RESOLVERS = [
  AccountsResolver,
  BuildsResolver,
  BuildMutationsResolver,
  BuildEventsResolver,
  TemplatesResolver,
  ReleasesResolver,
  PlanResolver,
  TenantsResolver,
];

/** What the resolvers work with; made by startGateway, so that what belongs together is seen in one place. */
export interface AppParts extends GraphqlParts {
  accounts: Accounts;
  audit: AuditLog;
  changes: BuildChanges;
  feed: BuildFeed;
  history: HistoryStore;
  hub: Hub;
  planner: Planner;
  cookie: SignInCookie;
  tenants: Tenants;
  links: SignInLinks;
}

@Module({})
class AppModule {}

/** The gateway as a Nest module. */
export function appModule(parts: AppParts): DynamicModule {
  return {
    module: AppModule,
    imports: [GraphQLModule.forRoot(graphqlOptions(parts))],
    controllers: [SignInController],
    providers: [
      ...RESOLVERS,
      { provide: APP_GUARD, useClass: SignedInGuard },
      { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
      { provide: Accounts, useValue: parts.accounts },
      { provide: AuditLog, useValue: parts.audit },
      { provide: BuildChanges, useValue: parts.changes },
      { provide: BuildFeed, useValue: parts.feed },
      { provide: HistoryStore, useValue: parts.history },
      { provide: Hub, useValue: parts.hub },
      { provide: Planner, useValue: parts.planner },
      { provide: SignInCookie, useValue: parts.cookie },
      { provide: Tenants, useValue: parts.tenants },
      { provide: SignInLinks, useValue: parts.links },
      { provide: PeopleKube, useValue: parts.people },
    ],
  };
}
