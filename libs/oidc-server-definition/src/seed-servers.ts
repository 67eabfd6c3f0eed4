import { Inject, Injectable, Logger } from '@nestjs/common';
import { seedOnce, wasSeeded } from '#database/seed-record.port';
import { SQL, type Sql } from '#database/sql.port';
import { keepablePid, otherPid } from '#protocol/administration/kept-pid';
import { entryPlace } from '#protocol/json/entry-place';
import type { NewServer } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';
import { IssuerCheck } from './runtime/issuer-check.js';
import { ServerDecision, type AcceptedServer } from './server-decision.js';
import type { SeedServer, SeedServersReport, ServerSeeding } from './server-seeding.port.js';
import { ServerWriter } from './server-writer.js';
import type { StoredServer } from './stores/server.store.js';

const NOTHING: SeedServersReport = { seeded: false, created: [], problems: [], warnings: [] };
const AUTHOR = { kind: 'server', actor: 'seed_servers.file' } as const;

/** {@link ServerSeeding}: all definitions of a file in one transaction, once per module. */
@Injectable()
export class SeedServers implements ServerSeeding {
  private readonly logger = new Logger('Seeds');

  constructor(
    @Inject(SQL) private readonly sql: Sql,
    private readonly decision: ServerDecision,
    private readonly writer: ServerWriter,
    private readonly issuers: IssuerCheck,
  ) {}

  async seedServers(moduleId: string, servers: readonly SeedServer[]): Promise<SeedServersReport> {
    const seeding = { moduleId, kind: 'servers' } as const;
    if (await wasSeeded(this.sql, seeding)) return NOTHING;
    const accepted: AcceptedServer[] = [];
    const problems: FieldProblem[] = [];
    for (const [index, server] of servers.entries()) {
      const proposal = { before: undefined, server, problems: [], author: AUTHOR, secretRule: 'replace' } as const;
      const decided = await this.decision.decide(proposal);
      const wantedPid = keepablePid(server.pid);
      if (decided.kind === 'accepted') accepted.push({ ...decided, ...(wantedPid !== undefined && { wantedPid }) });
      else problems.push(...decided.problems.map((each) => placed(each, index, server)));
    }
    if (problems.length > 0) return { ...NOTHING, problems };
    const written = await seedOnce(this.sql, seeding, (sql) => this.writer.insertAll(sql, accepted));
    if (written === undefined) return NOTHING;
    await this.writer.recordCreated(written, AUTHOR);
    void this.tellIssuers(written);
    const created = written.map(({ settings }) => settings.issuer);
    return { ...NOTHING, seeded: true, created, warnings: otherPids(servers, written) };
  }

  /** No start waits for other servers. */
  private async tellIssuers(written: readonly StoredServer[]): Promise<void> {
    const found = await this.issuers.ofMany(written);
    for (const [index, warnings] of found.entries())
      for (const { field, problem, remedy } of warnings)
        this.logger.warn(`${written[index]?.settings.issuer ?? ''}: ${field} ${problem} → ${remedy}`);
  }
}

/** Of definitions that were created under another pid than that of the file. */
function otherPids(servers: readonly SeedServer[], written: readonly StoredServer[]): readonly FieldProblem[] {
  const pids = new Map(written.map(({ settings, pid }) => [settings.issuer, pid]));
  return servers.flatMap((server, index) => {
    const own = pids.get(server.settings.issuer);
    return own === undefined ? [] : otherPid(server.pid, own).map((each) => placed(each, index, server));
  });
}

function placed(problem: FieldProblem, index: number, { settings }: NewServer): FieldProblem {
  return { ...problem, field: entryPlace('servers', index, settings.issuer, problem.field) };
}
