import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { GraphQLModule } from '@nestjs/graphql';
import { AccessTokensResolver } from './accounts/accessTokens.resolver.ts';
import { AccessTokens } from './accounts/accessTokens.ts';
import { AccountsResolver } from './accounts/accounts.resolver.ts';
import { Accounts } from './accounts/accounts.ts';
import { AuditInterceptor } from './audit/auditInterceptor.ts';
import { AuditLog } from './audit/auditLog.ts';
import { BuildEventsResolver } from './builds/buildEvents.resolver.ts';
import { BuildFeed } from './builds/buildFeed.ts';
import { BuildMutationsResolver } from './builds/buildMutations.resolver.ts';
import { BuildsResolver } from './builds/builds.resolver.ts';
import { BuildChanges } from './builds/changes.ts';
import { ChatResolver } from './chat/chat.resolver.ts';
import { Chat } from './chat/chat.ts';
import { ChatMutationsResolver } from './chat/chatMutations.resolver.ts';
import { ChatStore } from './chat/chatStore.ts';
import { ChatHub } from './chat/storedChat.ts';
import { DataExportsResolver } from './dataExports/dataExports.resolver.ts';
import { DataObjects } from './dataExports/dataObjects.ts';
import { DownloadController } from './dataExports/download.controller.ts';
import { EnvironmentResolver } from './environment/environment.resolver.ts';
import { FirstOwnersResolver } from './firstOwners/firstOwners.resolver.ts';
import { FirstOwners } from './firstOwners/firstOwners.ts';
import { type GraphqlParts, graphqlOptions } from './graphql/options.ts';
import { SignedInGuard } from './graphql/signedInGuard.ts';
import { HistoryStore } from './history/historyStore.ts';
import { Hub } from './history/hub.ts';
import { SignInController } from './http/signIn.controller.ts';
import { SignInCookie } from './http/signInCookie.ts';
import { SignInLinks } from './http/signInLinks.ts';
import { InvoiceFilesController } from './invoices/invoiceFiles.controller.ts';
import { InvoicesResolver } from './invoices/invoices.resolver.ts';
import { Invoices } from './invoices/invoices.ts';
import { KeysResolver } from './keys/keys.resolver.ts';
import { TenantKeys } from './keys/tenantKeys.ts';
import { PeopleKube } from './kube/personKube.ts';
import { BuildNews } from './news/buildNews.ts';
import { BuildNewsResolver, ViewerNewsResolver } from './news/news.resolver.ts';
import { LOG, OidcController } from './oidc/oidc.controller.ts';
import { OidcResolver } from './oidc/oidc.resolver.ts';
import { SingleSignOn } from './oidc/singleSignOn.ts';
import { PlanResolver } from './planning/plan.resolver.ts';
import { Planner } from './planning/planner.ts';
import { ReleaseInstancesResolver, ReleasesResolver } from './releases/releases.resolver.ts';
import { BuildObjects } from './source/buildObjects.ts';
import { FilesController } from './source/files.controller.ts';
import { GitController } from './source/git.controller.ts';
import { Repositories } from './source/repositories.ts';
import { SourceCommitResolver, SourceFilesResolver, SourceResolver } from './source/source.resolver.ts';
import { TemplatesResolver } from './templates/templates.resolver.ts';
import { Memberships } from './tenants/memberships.ts';
import { TenantChanges } from './tenants/tenantChanges.ts';
import { TenantsResolver } from './tenants/tenants.resolver.ts';
import { Tenants } from './tenants/tenants.ts';
import { ViewerResolver } from './tenants/viewer.resolver.ts';
import { TenantBills } from './usage/tenantBills.ts';
import {
  AppUsageResolver,
  BuildUsageResolver,
  TenantUsageFieldResolver,
  TenantUsageResolver,
} from './usage/usage.resolver.ts';
import { UsageDaysResolver } from './usage/usageDays.resolver.ts';
import { UsageStore } from './usage/usageStore.ts';

export const RESOLVERS = [
  AccountsResolver,
  BuildsResolver,
  BuildMutationsResolver,
  BuildEventsResolver,
  ChatResolver,
  ChatMutationsResolver,
  TemplatesResolver,
  ReleasesResolver,
  ReleaseInstancesResolver,
  EnvironmentResolver,
  DataExportsResolver,
  FirstOwnersResolver,
  PlanResolver,
  TenantsResolver,
  KeysResolver,
  ViewerResolver,
  OidcResolver,
  SourceResolver,
  SourceFilesResolver,
  SourceCommitResolver,
  AccessTokensResolver,
  TenantUsageFieldResolver,
  TenantUsageResolver,
  AppUsageResolver,
  UsageDaysResolver,
  BuildUsageResolver,
  InvoicesResolver,
  BuildNewsResolver,
  ViewerNewsResolver,
];

/** What the resolvers work with; made by startGateway, so that what belongs together is seen in one place. */
export interface AppParts extends GraphqlParts {
  accounts: Accounts;
  audit: AuditLog;
  changes: BuildChanges;
  chat: Chat;
  chats: ChatStore;
  dataObjects: DataObjects;
  firstOwners: FirstOwners;
  chatHub: ChatHub;
  feed: BuildFeed;
  history: HistoryStore;
  hub: Hub;
  planner: Planner;
  cookie: SignInCookie;
  tenants: Tenants;
  tenantChanges: TenantChanges;
  tenantKeys: TenantKeys;
  memberships: Memberships;
  links: SignInLinks;
  singleSignOn: SingleSignOn;
  accessTokens: AccessTokens;
  invoices: Invoices;
  objects: BuildObjects;
  repositories: Repositories;
  usage: UsageStore;
  bills: TenantBills;
  news: BuildNews;
}

@Module({})
class AppModule {}

/** The gateway as a Nest module. */
export function appModule(parts: AppParts): DynamicModule {
  return {
    module: AppModule,
    imports: [GraphQLModule.forRoot(graphqlOptions(parts))],
    controllers: [
      SignInController,
      OidcController,
      InvoiceFilesController,
      FilesController,
      GitController,
      DownloadController,
    ],
    providers: [
      ...RESOLVERS,
      { provide: APP_GUARD, useClass: SignedInGuard },
      { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
      { provide: Accounts, useValue: parts.accounts },
      { provide: AuditLog, useValue: parts.audit },
      { provide: BuildChanges, useValue: parts.changes },
      { provide: Chat, useValue: parts.chat },
      { provide: ChatStore, useValue: parts.chats },
      { provide: ChatHub, useValue: parts.chatHub },
      { provide: BuildFeed, useValue: parts.feed },
      { provide: HistoryStore, useValue: parts.history },
      { provide: Hub, useValue: parts.hub },
      { provide: Planner, useValue: parts.planner },
      { provide: SignInCookie, useValue: parts.cookie },
      { provide: Tenants, useValue: parts.tenants },
      { provide: TenantChanges, useValue: parts.tenantChanges },
      { provide: TenantKeys, useValue: parts.tenantKeys },
      { provide: Memberships, useValue: parts.memberships },
      { provide: SignInLinks, useValue: parts.links },
      { provide: PeopleKube, useValue: parts.people },
      { provide: SingleSignOn, useValue: parts.singleSignOn },
      { provide: AccessTokens, useValue: parts.accessTokens },
      { provide: Invoices, useValue: parts.invoices },
      { provide: BuildObjects, useValue: parts.objects },
      { provide: FirstOwners, useValue: parts.firstOwners },
      { provide: DataObjects, useValue: parts.dataObjects },
      { provide: Repositories, useValue: parts.repositories },
      { provide: UsageStore, useValue: parts.usage },
      { provide: TenantBills, useValue: parts.bills },
      { provide: BuildNews, useValue: parts.news },
      { provide: LOG, useValue: parts.log },
    ],
  };
}
