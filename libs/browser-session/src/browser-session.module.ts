// Owns the browser's cookie, the session rows behind it and the CSRF tokens of forms. Must not know what a person signs in for:
// clients, requests and approvals belong to outbound-smart, accounts to inbound-security.
import { Logger, Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import { BROWSER_SESSIONS } from './browser-session.port.js';
import { CookieBrowserSessions } from './cookie-browser-sessions.js';
import { SessionPurge } from './session-purge.js';
import { BrowserSessionStore } from './stores/browser-session.store.js';

/** Provides {@link BROWSER_SESSIONS}; `imports` are the modules that export SQL and SERVER_SECRETS, unless they are global. */
@Module({})
export class BrowserSessionModule {
  static forRoot(options: Pick<ModuleMetadata, 'imports'> = {}): DynamicModule {
    return {
      module: BrowserSessionModule,
      imports: options.imports ?? [],
      providers: [
        { provide: BrowserSessionStore, useFactory: (sql: Sql) => new BrowserSessionStore(sql), inject: [SQL] },
        {
          provide: BROWSER_SESSIONS,
          useFactory: (store: BrowserSessionStore, secrets: ServerSecrets) => new CookieBrowserSessions(store, secrets),
          inject: [BrowserSessionStore, SERVER_SECRETS],
        },
        {
          provide: SessionPurge,
          useFactory: (store: BrowserSessionStore) => new SessionPurge(store, new Logger('BrowserSession')),
          inject: [BrowserSessionStore],
        },
      ],
      exports: [BROWSER_SESSIONS],
    };
  }
}
