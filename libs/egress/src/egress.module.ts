// Owns everything that leaves the server as an HTTP call: whom it may reach, how long it may take, how much may come back. Must not know what
// the calls are for.
import { type DynamicModule, Logger, Module } from '@nestjs/common';
import type { EgressPolicy } from './destination.js';
import { EGRESS } from './egress.port.js';
import { GuardedEgress } from './guarded-egress.js';
import { machineNames } from './host-resolver.js';

/** Provides EGRESS. */
@Module({})
export class EgressModule {
  static forRoot(policy: EgressPolicy): DynamicModule {
    const egress = new GuardedEgress({ policy, names: machineNames(), log: new Logger('Egress') });
    return {
      module: EgressModule,
      global: true,
      providers: [{ provide: EGRESS, useValue: egress }],
      exports: [EGRESS],
    };
  }
}
