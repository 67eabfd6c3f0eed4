import type { Provider, Type } from '@nestjs/common';
import { ClientListController } from './clients/client-list.controller.js';
import { ClientPagesController } from './clients/client-pages.controller.js';
import { ClientSecretsPagesController } from './clients/client-secrets.controller.js';
import { HomeController } from './dashboard/home.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';

/** Every controller of pages, by area. */
export const consoleControllers: readonly Type<object>[] = [
  SignInController,
  HomeController,
  ClientListController,
  ClientPagesController,
  ClientSecretsPagesController,
];

/** What the pages of each area are made with. */
export const areaProviders: readonly Provider[] = [];
