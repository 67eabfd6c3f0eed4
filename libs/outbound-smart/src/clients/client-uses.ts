import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { registeredRedirectUri } from '#protocol/oauth2/redirect-uri';
import { CLIENT_USE_STORE, type ClientUseStore } from '../stores/client-use.store.js';
import { LastUses } from './last-uses.js';

/** Keeps when each client got its last token, and when each of its redirect URIs was last asked for; no request waits for it. */
@Injectable()
export class ClientUses implements OnModuleInit, OnModuleDestroy {
  private readonly tokens: LastUses<number>;
  /** By pid and URI, with a space between. */
  private readonly redirections: LastUses<string>;

  constructor(@Inject(CLIENT_USE_STORE) store: ClientUseStore) {
    this.tokens = new LastUses<number>({
      what: 'clients',
      write: (uses) => store.noteTokens(uses.map(({ key: clientPid, secondsAgo }) => ({ clientPid, secondsAgo }))),
    });
    this.redirections = new LastUses<string>({
      what: 'redirect URIs',
      write: (uses) => store.noteRedirections(uses.map(({ key, secondsAgo }) => ({ ...partsOf(key), secondsAgo }))),
    });
  }

  /** A token was issued to the client. */
  noteToken({ pid }: Pick<ClientDefinition, 'pid'>): void {
    this.tokens.note(pid);
  }

  /** A request came that its redirect URI allows. Noted is the URI that is registered: its port may differ on the loopback. */
  noteRedirection(client: Pick<ClientDefinition, 'pid' | 'registeredRedirectUris'>, requested: string): void {
    const registered = registeredRedirectUri(requested, client.registeredRedirectUris);
    if (registered !== undefined) this.redirections.note(`${String(client.pid)} ${registered}`);
  }

  onModuleInit(): void {
    this.tokens.start();
    this.redirections.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.tokens.stop(), this.redirections.stop()]);
  }
}

function partsOf(key: string): { readonly clientPid: number; readonly redirectUri: string } {
  const space = key.indexOf(' ');
  return { clientPid: Number(key.slice(0, space)), redirectUri: key.slice(space + 1) };
}
