import type { Provider, Type } from '@nestjs/common';
import { HomeController } from './dashboard/home.controller.js';
import { SignInController } from './sign-in/sign-in.controller.js';

/** Every controller of pages, by area. */
export const consoleControllers: readonly Type<object>[] = [SignInController, HomeController];

/** What the pages of each area are made with. */
export const areaProviders: readonly Provider[] = [];
