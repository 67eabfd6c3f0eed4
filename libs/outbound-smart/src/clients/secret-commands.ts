import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SQL, type Sql } from '#database/sql.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { recordedAuthor } from '#protocol/administration/recorded-author';
import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import { proposedSecretProblem } from '#protocol/client/client-secret-change';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_SECRET_STORE, type ClientSecretStore, type SecretReplaced } from '../stores/client-secret.store.js';
import { clientsTopic } from './client-topics.js';
import { SecretHasher } from './secret-hasher.js';
import { SecretVerifier } from './secret-verifier.js';

/** A client puts another secret in the place of the one it proved itself with. */
export interface SecretChange {
  readonly client: ClientDefinition;
  readonly presented: ClientSecret;
  /** The presented secret's text, in every way that what was sent can be read. */
  readonly current: readonly string[];
  readonly newSecret: string;
  readonly graceMinutes: number;
}

/** What became of it. */
export type SecretChangeOutcome = SecretReplaced | { readonly kind: 'refused'; readonly problem: string };

/** Changes to the secrets of clients (ruling 52): checked, written, told to all nodes in one transaction, then put on record. */
@Injectable()
export class SecretCommands {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(CLIENT_SECRET_STORE) private readonly store: ClientSecretStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly hasher: SecretHasher,
    private readonly verifier: SecretVerifier,
  ) {}

  /** When this resolves, no cache of this process knows the old state; those of others do for a second at most (ruling 20). */
  async replace(
    instance: OutboundSmartInstance,
    change: SecretChange,
    author: ChangeAuthor,
  ): Promise<SecretChangeOutcome> {
    const { client, newSecret, current } = change;
    const problem = proposedSecretProblem({ newSecret, current, clientId: client.clientId });
    if (problem !== undefined) return { kind: 'refused', problem };
    const hash = await this.hasher.hash(newSecret, instance.options.clients.secretEncoding);
    const outcome = await this.write(change, hash);
    if (outcome.kind !== 'replaced') return outcome;
    this.verifier.remember(newSecret, hash);
    await Promise.all([this.feed.caughtUp(), this.record(change, outcome, author)]);
    return outcome;
  }

  private write({ client, presented, graceMinutes }: SecretChange, hash: string): Promise<SecretReplaced> {
    const description = 'chosen by the client';
    return this.sql.transaction(async (sql) => {
      const replacement = { clientPid: client.pid, presentedPid: presented.pid, hash, description, graceMinutes };
      const outcome = await this.store.replace(sql, replacement);
      if (outcome.kind === 'replaced') await this.feed.announce(sql, clientsTopic(client.moduleId), [client.clientId]);
      return outcome;
    });
  }

  private async record(
    { client: { moduleId, clientId }, graceMinutes }: SecretChange,
    { version, previousEnd }: Extract<SecretReplaced, { kind: 'replaced' }>,
    author: ChangeAuthor,
  ): Promise<void> {
    await this.audit.record({
      ...{ moduleId, clientId, kind: 'CLIENT_CHANGE', outcome: 'success' },
      detail: {
        change: 'secret replaced',
        graceMinutes,
        previousEnd: previousEnd.toISOString(),
        version,
        actor: author.actor,
      },
      ...recordedAuthor(author),
    });
  }
}
