import { Inject, Injectable } from '@nestjs/common';
import { SQL, type Sql } from '#database/sql.port';
import {
  requireBatchSize,
  type BulkEntry,
  type BulkNotes,
  type BulkOutcome,
  type BulkRequest,
} from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { foreignNode } from '#protocol/administration/foreign-node';
import { keepablePid, otherPid } from '#protocol/administration/kept-pid';
import { readServerJson, type ReadServer } from '#protocol/server/read-server';
import { issuerKey, type NewServer } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';
import { isJsonObject } from '#protocol/json/json-object';
import { concernsDiscovery, IssuerCheck, type WrittenDefinition } from './runtime/issuer-check.js';
import { ServerDecision, type AcceptedServer } from './server-decision.js';
import { SERVER_SURROUNDINGS, type ServerSurroundings } from './server-surroundings.js';
import { ServerWriter, type ServerHindrance } from './server-writer.js';
import { SERVER_STORE, type ServerStore } from './stores/server.store.js';

/** Definitions that come in numbers: from a file, a dump, or a declared state. */
@Injectable()
export class ServerImport {
  constructor(
    @Inject(SQL) private readonly sql: Sql,
    @Inject(SERVER_STORE) private readonly store: ServerStore,
    @Inject(SERVER_SURROUNDINGS) private readonly surroundings: ServerSurroundings,
    private readonly decision: ServerDecision,
    private readonly writer: ServerWriter,
    private readonly issuers: IssuerCheck,
  ) {}

  /** @throws RangeError more than `LARGEST_BATCH` of them */
  async importBatch(entries: readonly BulkEntry[], request: BulkRequest): Promise<readonly BulkOutcome[]> {
    requireBatchSize(entries);
    const outcomes: BulkOutcome[] = [];
    const written = new Map<number, WrittenDefinition>();
    const seen = new Set<string>();
    for (const entry of entries) {
      const { nodeId } = this.surroundings;
      const read = readServerJson(entry.json, { nodeId, moduleId: '' });
      const server = { ...read.server, settings: { ...read.server.settings, nodeId } };
      const outcome = await this.importOne(
        { ...entry, ...read, server, isRepeated: isRepeated(server, seen) },
        request,
        (definition) => written.set(outcomes.length, definition),
      );
      const warnings = [...foreignNode(read.server.settings.nodeId, nodeId), ...(outcome.warnings ?? [])];
      outcomes.push({ unknownFields: read.unknownFields, ...outcome, warnings });
    }
    return this.withIssuerWarnings(outcomes, written);
  }

  /** After all are written: nobody's change waits for a server that is away. */
  private async withIssuerWarnings(
    outcomes: readonly BulkOutcome[],
    written: ReadonlyMap<number, WrittenDefinition>,
  ): Promise<readonly BulkOutcome[]> {
    const found = await this.issuers.ofMany([...written.values()]);
    const warnings = new Map([...written.keys()].map((index, place) => [index, found[place] ?? []]));
    return outcomes.map((each, index) => ({ ...each, warnings: [...each.warnings, ...(warnings.get(index) ?? [])] }));
  }

  private async importOne(
    entry: ReadEntry,
    { mode, author, dryRun }: BulkRequest,
    onWritten: (definition: WrittenDefinition) => void,
  ): Promise<Outcome> {
    const { server, expectedVersion } = entry;
    const { moduleId, issuer } = server.settings;
    if (server.archivedAt !== undefined) return { kind: 'skipped', reason: 'It is archived.' };
    const problems = [...entry.problems, ...(await this.entryProblems(entry))];
    const before = await this.store.findByIssuer(moduleId, issuerKey(issuer));
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0)) return { kind: 'stale' };
    const secretRule = mode === 'apply' && isAnswer(entry.json) ? 'apply-answer' : mode;
    const decided = await this.decision.decide({ before, server, problems, author, secretRule });
    if (decided.kind !== 'accepted') return decided;
    const { fields } = decided;
    const told = [...decided.warnings, ...(before === undefined ? [] : otherPid(entry.pid, before.pid))];
    if (before !== undefined && fields.length === 0) return { kind: 'unchanged', warnings: told };
    const wantedPid = keepablePid(entry.pid);
    const accepted = { ...decided, ...(wantedPid !== undefined && { wantedPid }) };
    const written = dryRun ? await this.trial(accepted) : await this.write(accepted, author);
    if (written.kind !== 'pid') return written;
    if (!dryRun && written.pid !== undefined && concernsDiscovery(fields))
      onWritten({ pid: written.pid, settings: decided.settings });
    if (before !== undefined) return { kind: 'changed', fields, version: before.version, warnings: told };
    return { kind: 'created', warnings: [...told, ...otherPid(entry.pid, written.pid)] };
  }

  private async write(accepted: AcceptedServer, author: ChangeAuthor): Promise<Written> {
    const written = await this.writer.write(accepted, { author });
    return written.kind === 'written' ? { kind: 'pid', pid: written.server.pid } : written;
  }

  private async trial(accepted: AcceptedServer): Promise<Written> {
    const conflict = await this.writer.nameConflict(this.sql, accepted);
    if (conflict !== undefined) return conflict;
    const { wantedPid } = accepted;
    const isFree = wantedPid !== undefined && (await this.store.isFreePid(this.sql, wantedPid));
    return { kind: 'pid', pid: isFree ? wantedPid : undefined };
  }

  private async entryProblems({ server, isRepeated }: ReadEntry): Promise<readonly FieldProblem[]> {
    const { nodeId, moduleId } = server.settings;
    const remedy = 'Name a module of type SECURITY_OUT_SMART or SECURITY_IN_SMART';
    const problem = 'names no module that can have server definitions';
    return [
      ...((await this.surroundings.isOwner({ nodeId, moduleId })) ? [] : [{ field: 'moduleId', problem, remedy }]),
      ...(isRepeated
        ? [{ field: 'issuer', problem: 'came before for the same module', remedy: 'Keep one of the two' }]
        : []),
    ];
  }
}

interface ReadEntry extends ReadServer {
  readonly json: unknown;
  readonly expectedVersion?: number;
  readonly isRepeated: boolean;
}

/** The pid of what was or would be written, which is not known yet where it is only made then; or what came in between. */
type Written = { readonly kind: 'pid'; readonly pid: number | undefined } | ServerHindrance;

/** An outcome, before the notes are added to it. */
type Outcome = BulkOutcome extends infer Each
  ? Each extends BulkOutcome
    ? Omit<Each, keyof BulkNotes> & Partial<BulkNotes>
    : never
  : never;

/** Of the administration API, which a `pid` tells: the product's never has the secret (reference of the product, 6). */
function isAnswer(json: unknown): boolean {
  return isJsonObject(json) && typeof json['pid'] === 'number';
}

function isRepeated({ settings }: NewServer, seen: Set<string>): boolean {
  const name = JSON.stringify([settings.moduleId, issuerKey(settings.issuer)]);
  if (seen.has(name)) return true;
  seen.add(name);
  return false;
}
