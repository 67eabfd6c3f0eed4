import { userInfo } from 'node:os';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import type { ConfigurationExchange, ExchangeRequest } from '#configuration-exchange/configuration-exchange.port';
import { exchangeOver, type SeedRecords } from '#configuration-exchange/exchange-over';
import { allSeeded, forgetSeeded, noteSeeded, type Seeding } from '#database/seed-record.port';
import { SQL, type Sql } from '#database/sql.port';
import { USER_ADMINISTRATION } from '#inbound-security/user-administration.port';
import { KEYSTORE_ADMINISTRATION } from '#keystore/keystore-administration.port';
import { MODULE_ADMINISTRATION } from '#module-config/module-administration.port';
import { SERVER_ADMINISTRATION } from '#oidc-server-definition/server-administration.port';
import { CLIENT_ADMINISTRATION } from '#outbound-smart/clients/client-administration.port';
import { SCRIPT_LIBRARY } from '#scripts/script-library.port';
import { TERMS_ACCEPTANCE_STORE, type TermsAcceptanceStore } from '#outbound-smart/stores/terms-acceptance.store';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { CommandContext } from '../command-context.js';
import type { Installation } from './installation.js';

/** Everything an installation has, as documents. */
export function exchangeOf(installation: Installation): ConfigurationExchange {
  return exchangeOver({
    clients: installation.get(CLIENT_ADMINISTRATION),
    keystores: installation.get(KEYSTORE_ADMINISTRATION),
    modules: installation.get(MODULE_ADMINISTRATION),
    scripts: installation.get(SCRIPT_LIBRARY),
    servers: installation.get(SERVER_ADMINISTRATION),
    users: installation.get(USER_ADMINISTRATION),
    owners: () => installation.runtime.definitions(),
    seeds: seedRecordsOf(installation),
    withAcceptedTerms: () => installation.get<TermsAcceptanceStore>(TERMS_ACCEPTANCE_STORE).countPeople(),
  });
}

/** Which seed files count as loaded, on record where that is by somebody's word and not by a start that loads them. */
function seedRecordsOf(installation: Installation): SeedRecords {
  const sql = installation.get<Sql>(SQL);
  const audit = installation.get<AuditLog>(AUDIT_LOG);
  const record = async ({ moduleId, kind }: Seeding, author: ChangeAuthor, countsAsLoaded: boolean): Promise<void> => {
    const detail = { actor: author.actor, kind, countsAsLoaded };
    await audit.record({ moduleId, kind: 'SEED', outcome: 'success', detail, ...recordedAuthor(author) });
  };
  return {
    all: () => allSeeded(sql),
    note: async (seeding, author) => {
      await noteSeeded(sql, seeding);
      await record(seeding, author, true);
    },
    forget: async (seeding, author) => {
      await forgetSeeded(sql, seeding);
      await record(seeding, author, false);
    },
  };
}

/** Whoever sits at this machine, for the audit record: the operator may give anything. */
export function commandAuthor(): ChangeAuthor {
  return { kind: 'command', actor: `gatehouse command (${accountName()})` };
}

/** How documents are read here: variables of the environment, and the server's own properties. */
export function exchangeRequest(
  { configuration }: Installation,
  moduleId: string | undefined,
  { interruption }: Pick<CommandContext, 'interruption'>,
): ExchangeRequest {
  const { variables } = configuration.surroundings;
  const request = { author: commandAuthor(), variables, signal: interruption };
  return { ...request, ...(moduleId !== undefined && { moduleId }) };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown'); // An account without a name, as in containers.
  }
}
