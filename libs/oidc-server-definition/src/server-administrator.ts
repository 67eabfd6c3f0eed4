import { Inject, Injectable } from '@nestjs/common';
import { isStale } from '#protocol/administration/based-on';
import type { BulkEntry, BulkOutcome, BulkRequest } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { isUnlimited } from '#protocol/administration/author-problems';
import type { ModuleKey } from '#protocol/administration/module-key';
import { pageOf, type Page, type PageRequest } from '#protocol/administration/page';
import { untilCurrent } from '#protocol/administration/until-current';
import { readServerJson, type ReadServer } from '#protocol/server/read-server';
import { issuerKey } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';
import { concernsDiscovery, IssuerCheck } from './runtime/issuer-check.js';
import type {
  AdministeredServer,
  ExportedServer,
  ServerAdministration,
  ServerChangeOptions,
  ServerKey,
  ServerSaving,
} from './server-administration.port.js';
import { ServerDecision, type AcceptedServer, type ServerProposal } from './server-decision.js';
import { ServerImport } from './server-import.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from './server-surroundings.js';
import { administeredServer, exportedServer } from './server-view.js';
import { ServerWriter, type ServerChangeReason, type WrittenServer } from './server-writer.js';
import { SERVER_STORE, type ServerPosition, type ServerStore, type StoredServer } from './stores/server.store.js';

/** Definitions read at a time by {@link ServerAdministration.each}; their scripts may be long. */
const PORTION = 100;

/** {@link ServerAdministration}. */
@Injectable()
export class ServerAdministrator implements ServerAdministration {
  constructor(
    @Inject(SERVER_STORE) private readonly store: ServerStore,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: ServerSurroundings,
    private readonly decision: ServerDecision,
    private readonly writer: ServerWriter,
    private readonly imports: ServerImport,
    private readonly issuers: IssuerCheck,
  ) {}

  async list(page: PageRequest): Promise<Page<AdministeredServer>> {
    const { servers, total } = await this.store.list(page);
    return pageOf(servers.map(administeredServer), total, page);
  }

  async find(key: ServerKey): Promise<AdministeredServer | undefined> {
    const stored = await this.stored(key);
    return stored && administeredServer(stored);
  }

  async findByIssuer({ nodeId, moduleId }: ModuleKey, issuer: string): Promise<AdministeredServer | undefined> {
    const stored = await this.store.findByIssuer(moduleId, issuerKey(issuer));
    return stored?.settings.nodeId === nodeId ? administeredServer(stored) : undefined;
  }

  async create(module: ModuleKey, json: unknown, author: ChangeAuthor): Promise<ServerSaving> {
    if (!(await this.surroundings.isOwner(module))) return { kind: 'unknown' };
    const read = readServerJson(json, module);
    const problems = [...placeProblems(read, module), ...archivedProblems(read)];
    return this.save(read, { before: undefined, server: read.server, problems, author, secretRule: 'replace' });
  }

  replace(key: ServerKey, json: unknown, options: ServerChangeOptions): Promise<ServerSaving> {
    return untilCurrent(options, () => this.replaceOnce(key, json, options));
  }

  archive(key: ServerKey, options: ServerChangeOptions): Promise<ServerSaving> {
    return untilCurrent(options, () => this.archiveOnce(key, options));
  }

  async *each(): AsyncIterable<ExportedServer> {
    let position: ServerPosition = { moduleId: '', issuerKey: '' };
    for (;;) {
      const portion = await this.store.after(position, PORTION);
      yield* portion.map(exportedServer);
      const last = portion.at(-1);
      if (last === undefined || portion.length < PORTION) return;
      position = { moduleId: last.settings.moduleId, issuerKey: issuerKey(last.settings.issuer) };
    }
  }

  upsert(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    return this.imports.importBatch(entries, request);
  }

  private async replaceOnce(key: ServerKey, json: unknown, options: ServerChangeOptions): Promise<ServerSaving> {
    const before = (await this.stored(key)) ?? (await this.archived(key, options.author));
    if (before === undefined) return { kind: 'unknown' };
    if (isStale(options, before.version)) return { kind: 'stale' };
    const read = readServerJson(json, key);
    const { server } = read;
    const { author, comment } = options;
    const why = comment === undefined ? {} : { comment };
    const problems = placeProblems(read, key);
    if (server.archivedAt === undefined)
      return this.save(read, { before, server, problems, author, ...why, secretRule: 'replace' });
    if (problems.length > 0) return { kind: 'refused', problems };
    return this.archiveOnce(key, { author, ifVersions: [before.version] }, server.archivedAt);
  }

  private async archiveOnce(key: ServerKey, options: ServerChangeOptions, at?: Date): Promise<ServerSaving> {
    const before = await this.stored(key);
    if (before === undefined) return { kind: 'unknown' };
    if (isStale(options, before.version)) return { kind: 'stale' };
    const decided = await this.decision.archiving(before, options.author);
    if (decided.kind !== 'accepted') return decided;
    const notes = { unknownFields: [], warnings: decided.warnings };
    return saving(await this.writer.archive(before, options.author, at), {
      kind: 'changed',
      fields: ['archivedAt'],
      ...notes,
    });
  }

  private async stored({ nodeId, moduleId, pid }: ServerKey): Promise<StoredServer | undefined> {
    const stored = Number.isSafeInteger(pid) ? await this.store.find(moduleId, pid) : undefined;
    return stored?.settings.nodeId === nodeId ? stored : undefined;
  }

  /** What only they find who may bring it back. */
  private async archived(
    { nodeId, moduleId, pid }: ServerKey,
    author: ChangeAuthor,
  ): Promise<StoredServer | undefined> {
    if (!isUnlimited(author) || nodeId !== this.surroundings.nodeId || !Number.isSafeInteger(pid)) return undefined;
    return this.store.findArchived(moduleId, pid);
  }

  private async save(
    { unknownFields }: ReadServer,
    proposal: ServerProposal & ServerChangeReason,
  ): Promise<ServerSaving> {
    const decided = await this.decision.decide(proposal);
    if (decided.kind !== 'accepted') return decided;
    const { before, fields, warnings } = decided;
    const notes = { unknownFields, warnings };
    if (before !== undefined && fields.length === 0)
      return { kind: 'unchanged', server: administeredServer(before), ...notes };
    const written = await this.writer.write(decided, proposal);
    const told = { ...notes, warnings: [...warnings, ...(await this.issuerWarnings(decided, written))] };
    return saving(written, before === undefined ? { kind: 'created', ...told } : { kind: 'changed', fields, ...told });
  }

  private async issuerWarnings({ fields }: AcceptedServer, written: WrittenServer): Promise<readonly FieldProblem[]> {
    if (written.kind !== 'written' || !concernsDiscovery(fields)) return [];
    return this.issuers.warnings(written.server);
  }
}

type Saved = Extract<ServerSaving, { readonly server: unknown }>;

function saving(written: WrittenServer, saved: DistributiveOmit<Saved, 'server'>): ServerSaving {
  return written.kind === 'written' ? { ...saved, server: administeredServer(written.server) } : written;
}

type DistributiveOmit<Union, Key extends string> = Union extends unknown ? Omit<Union, Key> : never;

/** What was read wrongly, and a node or module other than that of the address. */
function placeProblems({ server, problems }: ReadServer, module: ModuleKey): readonly FieldProblem[] {
  const { settings } = server;
  const elsewhere = (['nodeId', 'moduleId'] as const).filter((name) => settings[name] !== module[name]);
  const remedy = 'Leave it out, or use the address of that module';
  return [
    ...problems,
    ...elsewhere.map((field) => ({ field, problem: `is not "${module[field]}", as in the address`, remedy })),
  ];
}

function archivedProblems({ server }: ReadServer): readonly FieldProblem[] {
  if (server.archivedAt === undefined) return [];
  return [{ field: 'archivedAt', problem: 'is set for a new definition', remedy: 'Leave it out' }];
}
