import type { Type } from '@nestjs/common';
import { AuditLogController } from './audit-log/audit-log.controller.js';
import { ClientSecretsController } from './clients/client-secrets.controller.js';
import { ClientsController } from './clients/clients.controller.js';
import { KeystoresController } from './keystores/keystores.controller.js';
import { ModuleConfigController } from './modules/module-config.controller.js';
import { ModuleControlController } from './modules/module-control.controller.js';
import { PropertiesController } from './modules/properties.controller.js';
import { RuntimeStatusController } from './modules/runtime-status.controller.js';
import { ScriptEngineController } from './scripts/script-engine.controller.js';
import { ScriptsController } from './scripts/scripts.controller.js';
import { ScriptBenchController } from './scripts/script-bench.controller.js';
import { ServersController } from './servers/servers.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SkinModulesController } from './skins/skin-modules.controller.js';
import { SkinsController } from './skins/skins.controller.js';
import { UsersController } from './users/users.controller.js';

/** Every controller of things that are administered. */
export const adminControllers: readonly Type<object>[] = [
  ClientsController,
  ClientSecretsController,
  ServersController,
  KeystoresController,
  UsersController,
  ModuleConfigController,
  ModuleControlController,
  PropertiesController,
  RuntimeStatusController,
  ScriptsController,
  ScriptEngineController,
  ScriptBenchController,
  SkinModulesController,
  SkinsController,
  SessionsController,
  AuditLogController,
];
