/**
 * The web admin console: server-rendered pages on a listener of its own, plain forms, and a sign-in for administrators. Everything it shows and
 * changes is behind the ports of the libraries that own it (ruling 52). Must not know how anything is stored.
 */
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { areaProviders, consoleControllers } from './admin-console.parts.js';
import { Editor } from './editing/editor.js';
import { AssetsController } from './http/assets.controller.js';
import { ConsoleAnswers } from './http/console-answers.interceptor.js';
import { ConsoleErrorFilter } from './http/console-error.filter.js';
import { NothingController } from './http/nothing.controller.js';
import { ProofInterceptor } from './http/proof.interceptor.js';
import { ConsolePages } from './pages/console-pages.js';
import { ViewEngine } from './pages/view-engine.js';
import { ConsoleSecondFactor } from './sign-in/console-second-factor.js';
import { ConsoleSignIn } from './sign-in/console-sign-in.js';
import { PresenceProofs } from './sign-in/presence-proofs.js';
import { SignInRecords } from './sign-in/sign-in-records.js';
import { ConsoleAccessCheck } from './visitors/console-access-check.js';
import { Visitors } from './visitors/visitors.js';

/** What the composition root decides about the console. */
export interface AdminConsoleModuleOptions {
  /** Modules that provide the ports of what is administered. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Folder of the templates, `views/admin` of the project. */
  readonly viewsFolder: string;
  /** Files of other pages that the console's load as well. */
  readonly moreAssets: readonly string[];
}

/** Exports the check for the route guard, and the filter for whatever reaches no route. */
@Module({})
export class AdminConsoleModule {
  static forRoot({ imports, viewsFolder, moreAssets }: AdminConsoleModuleOptions): DynamicModule {
    return {
      module: AdminConsoleModule,
      imports,
      controllers: [AssetsController, ...consoleControllers, NothingController],
      providers: [
        { provide: ViewEngine, useFactory: () => ViewEngine.load(viewsFolder, moreAssets) },
        ...[ConsolePages, ConsoleAnswers, ConsoleErrorFilter, ProofInterceptor],
        ...[Visitors, ConsoleAccessCheck, Editor],
        ...[ConsoleSignIn, ConsoleSecondFactor, PresenceProofs, SignInRecords],
        ...areaProviders,
      ],
      exports: [ConsoleAccessCheck, ConsoleErrorFilter],
    };
  }
}
