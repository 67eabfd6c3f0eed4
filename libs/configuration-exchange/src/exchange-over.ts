import type { UserAdministration } from '#inbound-security/user-administration.port';
import type { KeystoreAdministration } from '#keystore/keystore-administration.port';
import type { ModuleAdministration } from '#module-config/module-administration.port';
import type { ServerAdministration } from '#oidc-server-definition/server-administration.port';
import type { ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { ScriptLibrary } from '#scripts/script-library.port';
import type { ConfigurationExchange, LeftBehind } from './configuration-exchange.port.js';
import { DocumentExchange } from './document-exchange.js';
import { ExchangedClients } from './kinds/exchanged-clients.js';
import { ExchangedKeystores } from './kinds/exchanged-keystores.js';
import { ExchangedModules } from './kinds/exchanged-modules.js';
import { ExchangedScripts } from './kinds/exchanged-scripts.js';
import { ExchangedServers } from './kinds/exchanged-servers.js';
import { ExchangedUsers } from './kinds/exchanged-users.js';
import type { SeedRecords } from './importing/seeds-taken.js';
import type { OwningModules } from './kinds/module-defaults.js';

export type { SeedRecords } from './importing/seeds-taken.js';

/** Everything an installation is made of, each behind the administration of the library that owns it. */
export interface Administrations {
  readonly clients: ClientAdministration;
  readonly keystores: KeystoreAdministration;
  readonly modules: ModuleAdministration;
  readonly scripts: ScriptLibrary;
  readonly servers: ServerAdministration;
  readonly users: UserAdministration;
  /** Every module as it is defined now, also before the first start has stored any. */
  readonly owners: OwningModules;
  readonly seeds: SeedRecords;
  /** How many people agreed to terms of service. */
  readonly withAcceptedTerms: () => Promise<number>;
}

/** The exchange of an installation. */
export function exchangeOver({
  clients,
  keystores,
  modules,
  scripts,
  servers,
  users,
  owners,
  seeds,
  withAcceptedTerms,
}: Administrations): ConfigurationExchange {
  const kinds = [
    new ExchangedKeystores(keystores),
    new ExchangedScripts(scripts),
    new ExchangedModules(modules),
    new ExchangedServers(servers, owners),
    new ExchangedClients(clients, owners),
    new ExchangedUsers(users, owners),
  ];
  return new DocumentExchange(kinds, seeds, () => leftBehind(users, withAcceptedTerms));
}

async function leftBehind(
  users: UserAdministration,
  withAcceptedTerms: Administrations['withAcceptedTerms'],
): Promise<LeftBehind> {
  const { people: withSecondFactor, ...factors } = await users.factorCounts();
  return { withSecondFactor, ...factors, withAcceptedTerms: await withAcceptedTerms() };
}
