// Owns the threads on which passwords and client secrets are hashed. Must not know whose they are.
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { HashThreads } from './hash-threads.js';
import { SLOW_HASHING } from './slow-hashing.port.js';

/** Makes SLOW_HASHING available everywhere. */
@Module({})
export class SlowHashingModule implements OnApplicationShutdown {
  constructor(@Inject(HashThreads) private readonly threads: HashThreads) {}

  static forRoot(): DynamicModule {
    return {
      module: SlowHashingModule,
      global: true,
      providers: [
        { provide: HashThreads, useFactory: () => new HashThreads() },
        { provide: SLOW_HASHING, useExisting: HashThreads },
      ],
      exports: [SLOW_HASHING],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.threads.close();
  }
}
