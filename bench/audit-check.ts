import type { MeasuredDatabase } from './targets/measured-database.js';

/** What the audit records of a run say. */
export interface AuditCount {
  /** Token responses that the load process received. */
  readonly received: number;
  /** Records of issued tokens. */
  readonly records: number;
  /** Different tokens among them. */
  readonly tokens: number;
  readonly refusals: number;
  readonly all: number;
}

/** Counts the audit records that Gatehouse wrote. */
export async function countAudit(database: MeasuredDatabase, received: number): Promise<AuditCount> {
  const [row] = await database.query<Readonly<Record<'records' | 'tokens' | 'refusals' | 'total', string>>>(`
    select count(*) filter (where kind = 'TOKEN' and outcome = 'success') as records,
           count(distinct jti) filter (where kind = 'TOKEN' and outcome = 'success') as tokens,
           count(*) filter (where outcome = 'failure') as refusals,
           count(*) as total
      from audit_event`);
  return {
    received,
    records: Number(row?.records),
    tokens: Number(row?.tokens),
    refusals: Number(row?.refusals),
    all: Number(row?.total),
  };
}

/** @throws Error a token left the server without its record: the figures would be worth nothing */
export function assertComplete({ received, records, tokens }: AuditCount): void {
  if (records === received && tokens === received) return;
  throw new Error(`${received} token responses were received, but ${records} records tell of ${tokens} tokens`);
}
