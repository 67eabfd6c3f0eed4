// Owns the browser's cookie, the session rows behind it and the CSRF tokens of forms. Must not know what a person signs in for: clients,
// requests and approvals belong to outbound-smart, accounts to inbound-security. Expects the token SQL from a global module.
import { Logger, Module, type DynamicModule, type InjectionToken } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { RowPurge } from '#database/row-purge.port';
import { SQL, type Sql } from '#database/sql.port';
import { BROWSER_SESSIONS } from './browser-session.port.js';
import { CookieBrowserSessions, type KeyDerivation } from './cookie-browser-sessions.js';
import { BrowserSessionStore } from './stores/browser-session.store.js';

/** What the composition root decides about browser sessions. */
export interface BrowserSessionModuleOptions {
  /** Token of a {@link KeyDerivation}: SERVER_SECRETS of the keystore library. */
  readonly secrets: InjectionToken<KeyDerivation>;
}

/** Provides BROWSER_SESSIONS and removes sessions that are over. */
@Module({})
export class BrowserSessionModule {
  static forRoot(options: BrowserSessionModuleOptions): DynamicModule {
    return {
      module: BrowserSessionModule,
      global: true,
      providers: [
        { provide: BrowserSessionStore, inject: [SQL], useFactory: (sql: Sql) => new BrowserSessionStore(sql) },
        {
          provide: BROWSER_SESSIONS,
          inject: [SQL, BrowserSessionStore, options.secrets],
          useFactory: (sql: Sql, store: BrowserSessionStore, secrets: KeyDerivation) =>
            new CookieBrowserSessions(sql, store, secrets),
        },
        {
          provide: RowPurge,
          inject: [BrowserSessionStore, BACKGROUND_WORK],
          useFactory: (store: BrowserSessionStore, background: BackgroundWork) =>
            new RowPurge({
              ...{ rows: 'sessions', background },
              portion: () => store.purge(),
              logger: new Logger('BrowserSession'),
            }),
        },
      ],
      exports: [BROWSER_SESSIONS],
    };
  }
}
