import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RouteAccessGuard } from './route-access.guard.js';

/** Puts the default-deny guard in front of every route of the application, whichever module it is in. */
@Module({ providers: [{ provide: APP_GUARD, useClass: RouteAccessGuard }] })
export class RouteAccessModule {}
