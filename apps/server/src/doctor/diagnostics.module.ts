import { Module, type DynamicModule } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DIAGNOSTICS, type Diagnostics } from '#admin-console/diagnostics/diagnostics.port';
import { CLOCK, type Clock } from '#protocol/clock';
import type { ServerConfiguration } from '../configuration.js';
import { CommandRuntime } from '../runtime/command-runtime.js';
import { allChecks } from './all-checks.js';
import { runChecks } from './run-checks.js';

/** The doctor inside a running server: the same checks as those of the command line, over the same installation. */
@Module({})
export class DiagnosticsModule {
  static forRoot(configuration: ServerConfiguration): DynamicModule {
    return {
      module: DiagnosticsModule,
      providers: [
        {
          provide: DIAGNOSTICS,
          inject: [ModuleRef, CLOCK],
          useFactory: (services: ModuleRef, clock: Clock): Diagnostics => ({
            run: async (limit) => {
              const runtime = new CommandRuntime(configuration);
              await runtime.begin(services);
              // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as Nest's own `get`
              const get = <Service>(token: symbol): Service => services.get<Service>(token, { strict: false });
              const checks = allChecks({ configuration, runtime, get }, clock);
              return { findings: await runChecks(checks, limit), checks: checks.map(({ name }) => name) };
            },
          }),
        },
      ],
      exports: [DIAGNOSTICS],
    };
  }
}
