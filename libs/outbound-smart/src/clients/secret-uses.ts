import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ClientSecret } from '#protocol/client/client';
import { CLIENT_SECRET_STORE, type ClientSecretStore } from '../stores/client-secret.store.js';
import { LastUses } from './last-uses.js';

/** Keeps when each secret was last used. */
@Injectable()
export class SecretUses implements OnModuleInit, OnModuleDestroy {
  private readonly uses: LastUses<number>;

  constructor(@Inject(CLIENT_SECRET_STORE) store: ClientSecretStore) {
    this.uses = new LastUses<number>({
      what: 'client secrets',
      write: (uses) => store.noteUses(uses.map(({ key: pid, secondsAgo }) => ({ pid, secondsAgo }))),
    });
  }

  note({ pid }: ClientSecret): void {
    this.uses.note(pid);
  }

  onModuleInit(): void {
    this.uses.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.uses.stop();
  }
}
