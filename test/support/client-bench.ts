import { StoredHistory } from '../../libs/history/src/stored-history.js';
import type { AuditEvent } from '#audit/audit.port';
import { FollowedClock } from '#database/followed-clock';
import { PostgresChangeFeed } from '#database/postgres-change-feed';
import type { Sql } from '#database/sql.port';
import type { UserDirectory } from '#inbound-security/user-directory.port';
import { AdministeredClients } from '#outbound-smart/clients/administration/administered-clients';
import { ClientBatches } from '#outbound-smart/clients/administration/client-batches';
import { ClientChanges } from '#outbound-smart/clients/administration/client-changes';
import { ClientReading } from '#outbound-smart/clients/administration/client-reading';
import { ClientReplacing } from '#outbound-smart/clients/administration/client-replacing';
import { ClientWriting } from '#outbound-smart/clients/administration/client-writing';
import { CachedClientRegistry } from '#outbound-smart/clients/cached-client-registry';
import { ClientRecords } from '#outbound-smart/clients/client-records';
import { ClientsOptions } from '#outbound-smart/clients/clients.options';
import { SecretHasher } from '#outbound-smart/clients/secret-hasher';
import { SecretPreparation } from '#outbound-smart/clients/secret-preparation';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import { SqlClientListStore } from '#outbound-smart/stores/typeorm/sql-client-list.store';
import { SqlClientStore } from '#outbound-smart/stores/typeorm/sql-client.store';
import { systemClock } from '#protocol/clock';
import { HashThreads } from '#slow-hashing/hash-threads';
import { openSql } from './postgres.js';
import { rowsOf } from './rows.js';

/** Administration of the clients of two modules, `smart_auth` and `ward_auth`, over a database; `amelia` is a user. */
export class ClientBench {
  readonly audit: AuditEvent[] = [];
  /** Names of the statements run so far. */
  readonly statements: string[] = [];
  readonly administration: AdministeredClients;
  readonly store: SqlClientStore;
  /** As endpoints look clients up. */
  readonly registry: CachedClientRegistry;
  private readonly threads = new HashThreads();
  private readonly feed: PostgresChangeFeed;
  private readonly connection: ReturnType<typeof openSql>;

  constructor(
    private readonly url: string,
    options: Partial<ClientsOptions> = {},
  ) {
    this.connection = openSql(url, 10);
    this.feed = new PostgresChangeFeed(url, new FollowedClock());
    const sql = this.counting(this.connection.sql);
    this.store = new SqlClientStore(sql);
    this.registry = new CachedClientRegistry(this.store, this.feed);
    this.administration = this.compose(
      sql,
      new Map(['smart_auth', 'ward_auth'].map((id) => [id, moduleOf(id, options)])),
    );
    this.feed.onModuleInit();
  }

  /** Everything that changes of clients leave, bit by bit. */
  everything(): Promise<readonly object[]> {
    const text = `select c.*, (select jsonb_agg(s order by s.pid) from oauth2_client_secret s where s.client_pid = c.pid) as secrets,
                         (select jsonb_agg(o order by origin) from client_origin o where o.client_pid = c.pid) as origins,
                         (select jsonb_agg(n order by topic) from change_counter n) as announced from oauth2_client c order by pid`;
    return rowsOf(this.url, text);
  }

  async close(): Promise<void> {
    await this.feed.onApplicationShutdown();
    await this.connection.close();
    await this.threads.close();
  }

  private compose(sql: Sql, instances: ReadonlyMap<string, OutboundSmartInstance>): AdministeredClients {
    const record = async (event: AuditEvent) => void this.audit.push(event);
    const users = {
      usernamesAmong: async (_module: string, names: readonly string[]) => names.filter(isAmelia),
      isSelfMade: async () => false,
    };
    const lists = new SqlClientListStore(sql);
    const hasher = new SecretHasher(this.threads);
    const secrets = new SecretPreparation(systemClock, hasher);
    const writing = new ClientWriting(
      sql,
      this.store,
      this.feed,
      users as unknown as UserDirectory,
      secrets,
      new StoredHistory(sql),
    );
    const changes = new ClientChanges(
      this.store,
      users as unknown as UserDirectory,
      systemClock,
      hasher,
      writing,
      new ClientRecords({ record }),
    );
    const reading = new ClientReading(this.store, lists, instances, systemClock);
    const replacing = new ClientReplacing(lists, reading, changes);
    const batches = new ClientBatches(instances, changes);
    return new AdministeredClients(instances, systemClock, reading, changes, replacing, batches, secrets);
  }

  private counting(sql: Sql): Sql {
    return {
      query: (statement, values) => {
        this.statements.push(statement.name);
        return sql.query(statement, values);
      },
      transaction: (work) => sql.transaction((inside) => work(this.counting(inside))),
    };
  }
}

function moduleOf(moduleId: string, options: Partial<ClientsOptions>): OutboundSmartInstance {
  const clients = Object.assign(new ClientsOptions(), { secretEncoding: 'BCRYPT_10_ROUND' }, options);
  return {
    ...{ nodeId: 'Master', moduleId, inboundModuleId: 'local' },
    options: Object.assign(new OutboundSmartOptions(), { clients }),
  } as OutboundSmartInstance;
}

const isAmelia = (name: string): boolean => name === 'amelia';
