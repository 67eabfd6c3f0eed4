import type { Provider, Type } from '@nestjs/common';
import { AuditLogPagesController } from './audit-log/audit-log.controller.js';
import { ClientCopiesController } from './clients/client-copies.controller.js';
import { ClientHistoryController } from './clients/client-history.controller.js';
import { ClientListController } from './clients/client-list.controller.js';
import { ClientPagesController } from './clients/client-pages.controller.js';
import { ClientSecretsPagesController } from './clients/client-secrets.controller.js';
import { FirstRun } from './dashboard/first-run.js';
import { HomeController } from './dashboard/home.controller.js';
import { DiagnosticsController } from './diagnostics/diagnostics.controller.js';
import { HistoryPages } from './history/history-pages.js';
import { KeystoresPagesController } from './keystores/keystores.controller.js';
import { ModulesController } from './modules/modules.controller.js';
import { BenchPagesController } from './scripts/bench.controller.js';
import { ScriptsPagesController } from './scripts/scripts.controller.js';
import { Finder } from './search/finder.js';
import { ScopeBuilderController } from './scopes/scope-builder.controller.js';
import { SearchController } from './search/search.controller.js';
import { DiscoveryCheck } from './servers/discovery-check.js';
import { ServerHistoryController } from './servers/server-history.controller.js';
import { ServersPagesController } from './servers/servers.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SkinsPagesController } from './skins/skins.controller.js';
import { WornSkinsController } from './skins/worn-skins.controller.js';
import { AccountModules } from './users/account-modules.js';
import { SessionsPagesController } from './users/sessions.controller.js';
import { UsersPagesController } from './users/users.controller.js';

/** Every controller of pages, by area. */
export const consoleControllers: readonly Type<object>[] = [
  SignInController,
  HomeController,
  SearchController,
  ScopeBuilderController,
  ClientListController,
  ClientPagesController,
  ClientSecretsPagesController,
  ClientHistoryController,
  ClientCopiesController,
  ServersPagesController,
  ServerHistoryController,
  KeystoresPagesController,
  ScriptsPagesController,
  BenchPagesController,
  WornSkinsController,
  SkinsPagesController,
  UsersPagesController,
  SessionsPagesController,
  ModulesController,
  AuditLogPagesController,
  DiagnosticsController,
];

/** What the pages of each area are made with. */
export const areaProviders: readonly Provider[] = [HistoryPages, AccountModules, DiscoveryCheck, Finder, FirstRun];
