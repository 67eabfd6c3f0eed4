import { Inject, Injectable } from '@nestjs/common';
import type { BulkEntry, BulkOutcome } from '#protocol/administration/bulk-change';
import { CLOCK, type Clock } from '#protocol/clock';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import { isRealSecret } from '#protocol/client/matched-secrets';
import type { NewClientSecret } from '#protocol/client/new-client';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { SecretPreparation } from '../secret-preparation.js';
import type {
  ClientAdministration,
  ClientChangeOptions,
  ClientCreated,
  ClientImport,
  ClientKey,
  ClientListRequest,
  ClientReplaced,
  SecretKey,
  SecretTerms,
} from '../client-administration.port.js';
import { ClientBatches } from './client-batches.js';
import { ClientChanges, type ClientOutcome } from './client-changes.js';
import { ClientReading } from './client-reading.js';
import { ClientReplacing } from './client-replacing.js';
import { readClientWish, wishForStored, withSecrets, type ClientWish } from './client-wish.js';

const UNKNOWN = { kind: 'unknown' } as const;

/** {@link ClientAdministration}: every change is a wish that {@link ClientChanges} grants or refuses. */
@Injectable()
export class AdministeredClients implements ClientAdministration {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reading: ClientReading,
    private readonly changes: ClientChanges,
    private readonly replacing: ClientReplacing,
    private readonly batches: ClientBatches,
    private readonly secrets: SecretPreparation,
  ) {}

  list(request: ClientListRequest) {
    return this.reading.list(request);
  }

  find(key: ClientKey) {
    return this.reading.find(key);
  }

  each() {
    return this.reading.each();
  }

  conditions() {
    return this.reading.conditions();
  }

  importBatch(entries: readonly BulkEntry[], request: ClientImport): Promise<readonly BulkOutcome[]> {
    return this.batches.importBatch(entries, request);
  }

  async create(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ClientCreated> {
    const instance = this.instanceOf(module);
    return instance === undefined ? UNKNOWN : this.created(readClientWish(json, instance), author);
  }

  async createWithGeneratedSecret(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ClientCreated> {
    const instance = this.instanceOf(module);
    if (instance === undefined) return UNKNOWN;
    const wish = readClientWish(json, instance);
    const { description = 'generated' } = wish.client.clientSecrets[0] ?? {};
    const { record, generated } = await this.secrets.prepare({ description }, instance.options.clients);
    const client = { ...wish.client, clientSecrets: [record] };
    const created = await this.created({ ...wish, client, namesSecrets: true }, author);
    return created.kind === 'created' && generated !== undefined ? { ...created, generatedSecret: generated } : created;
  }

  async replace(key: ClientKey, json: unknown, options: ClientChangeOptions): Promise<ClientReplaced> {
    const instance = this.instanceOf(key);
    if (instance === undefined) return UNKNOWN;
    return this.replacing.replace(key, options, () => readClientWish(json, instance, key.clientId));
  }

  async archive(key: ClientKey, options: ClientChangeOptions): Promise<ClientReplaced> {
    return this.change(key, options, (wish) => ({
      ...wish,
      client: { ...wish.client, archivedAt: this.clock.now() },
    }));
  }

  async addGeneratedSecret(key: ClientKey, terms: SecretTerms, options: ClientChangeOptions): Promise<ClientReplaced> {
    const instance = this.instanceOf(key);
    if (instance === undefined) return UNKNOWN;
    const given = { description: 'generated', ...terms };
    const { record, generated } = await this.secrets.prepare(given, instance.options.clients);
    const changed = await this.change(key, options, (wish, { clientSecrets }) =>
      withSecrets(wish, [...withoutFirstPending(clientSecrets), record]),
    );
    return changed.kind === 'changed' && generated !== undefined ? { ...changed, generatedSecret: generated } : changed;
  }

  async changeSecret({ secretPid, ...key }: SecretKey, terms: SecretTerms, options: ClientChangeOptions) {
    return this.change(key, options, (wish, { clientSecrets }) => {
      if (!clientSecrets.some(({ pid }) => pid === secretPid)) return undefined;
      return withSecrets(
        wish,
        clientSecrets.map((secret) => (secret.pid === secretPid ? withTerms(secret, terms) : secret)),
      );
    });
  }

  async removeSecret({ secretPid, ...key }: SecretKey, options: ClientChangeOptions): Promise<ClientReplaced> {
    return this.change(key, options, (wish, { clientSecrets }) => {
      const left = clientSecrets.filter(({ pid }) => pid !== secretPid);
      return left.length === clientSecrets.length ? undefined : withSecrets(wish, left);
    });
  }

  /** A change of what is stored; undefined where there is nothing to be changed. */
  private async change(
    key: ClientKey,
    options: ClientChangeOptions,
    wanted: (wish: ClientWish, stored: ClientDefinition) => ClientWish | undefined,
  ): Promise<ClientReplaced> {
    const instance = this.instanceOf(key);
    if (instance === undefined) return UNKNOWN;
    return this.replacing.replace(key, options, (stored) => wanted(wishForStored(stored, instance), stored));
  }

  private async created(wish: ClientWish, author: ChangeAuthor): Promise<ClientCreated> {
    const [outcome] = await this.changes.apply([wish], { mode: 'create', author, dryRun: false });
    if (outcome?.kind !== 'created') return outcome === undefined ? UNKNOWN : refusalOf(outcome, wish);
    const { unknownFields, warnings, settings } = outcome;
    const { nodeId, moduleId, clientId } = settings;
    const client = await this.reading.find({ nodeId, moduleId, clientId });
    if (client === undefined) throw new Error(`The client ${clientId} is gone right after it was created.`);
    return { kind: 'created', client, unknownFields, warnings };
  }

  private instanceOf({ nodeId, moduleId }: ModuleKey): OutboundSmartInstance | undefined {
    const instance = this.instances.get(moduleId);
    return instance?.nodeId === nodeId ? instance : undefined;
  }
}

/** Who creates at the same time as somebody else, too, finds the id taken. */
function refusalOf(outcome: ClientOutcome, { client: { clientId } }: ClientWish): ChangeRefusal {
  if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return outcome;
  const problem =
    outcome.kind === 'skipped'
      ? { field: 'archivedAt', problem: 'would archive the client at once', remedy: 'Leave it out' }
      : { field: 'clientId', problem: `"${clientId}" already exists`, remedy: 'Give the client another id' };
  return { kind: 'refused', problems: [problem] };
}

function withoutFirstPending(secrets: readonly ClientSecret[]): readonly ClientSecret[] {
  const pending = secrets.findIndex((secret) => !isRealSecret(secret));
  return secrets.filter((_, index) => index !== pending);
}

function withTerms({ pid, hash, description }: ClientSecret, terms: SecretTerms): NewClientSecret {
  return { pid, hash, description, ...terms };
}
