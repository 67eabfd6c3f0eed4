import type { Type } from '@nestjs/common';
import { KeystoresController } from './keystores/keystores.controller.js';
import { ServersController } from './servers/servers.controller.js';
import { UsersController } from './users/users.controller.js';

/** Every controller of things that are administered. */
export const adminControllers: readonly Type<object>[] = [ServersController, KeystoresController, UsersController];
