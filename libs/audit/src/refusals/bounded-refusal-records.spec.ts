import type { AuditEvent } from '../audit.port.js';
import { BoundedRefusalRecords } from './bounded-refusal-records.js';

const ROWS = 300;
const refusal = { moduleId: 'm', kind: 'TOKEN_REFUSAL', outcome: 'failure', remoteAddress: '192.0.2.1' } as const;

function arrange() {
  const rows: AuditEvent[] = [];
  const record = (event: AuditEvent): Promise<void> => Promise.resolve(void rows.push(event));
  return { rows, records: new BoundedRefusalRecords({ record }) };
}

async function flood(records: BoundedRefusalRecords, times: number, more: Partial<AuditEvent> = {}): Promise<void> {
  for (let count = 0; count < times; count++) await records.add({ ...refusal, ...more }, false);
}

describe('BoundedRefusalRecords', () => {
  test('R-18: of strangers of one network so many are rows, and the rest is one row with their number', async () => {
    const { rows, records } = arrange();
    await flood(records, ROWS + 40);
    expect(rows).toHaveLength(ROWS);
    await records.endWindow();

    expect(rows.slice(ROWS)).toEqual([{ ...refusal, detail: { network: '192.0.2.1', furtherRefusals: 40 } }]);
  });

  test('the next minute starts anew, and a quiet one leaves nothing', async () => {
    const { rows, records } = arrange();
    await flood(records, ROWS);
    await records.endWindow();
    await flood(records, 1);
    await records.endWindow();

    expect(rows).toEqual(Array(ROWS + 1).fill(refusal));
  });

  test.each([
    { name: 'another network', more: { remoteAddress: '192.0.2.2' } },
    { name: 'another kind', more: { kind: 'SIGN_OUT' } },
    { name: 'another module', more: { moduleId: 'n' } },
  ] as const)('a flood hides nothing of $name', async ({ more }) => {
    const { rows, records } = arrange();
    await flood(records, ROWS + 1);
    await flood(records, 1, more);

    expect(rows.at(-1)).toEqual({ ...refusal, ...more });
  });

  test('R-18: the addresses of an IPv6 network are one', async () => {
    const { rows, records } = arrange();
    for (let host = 0; host < ROWS + 10; host++) await flood(records, 1, { remoteAddress: `2001:db8:1:2::${host}` });

    expect(rows).toHaveLength(ROWS);
  });

  test('O-14: who has proved who it is has a row for every refusal', async () => {
    const { rows, records } = arrange();
    await flood(records, ROWS);
    await records.add(refusal, true);

    expect(rows).toHaveLength(ROWS + 1);
  });

  test('R-18: too many networks end the minute early, and none is counted twice', async () => {
    const { rows, records } = arrange();
    await flood(records, ROWS + 5);
    for (let host = 1; host < 10_000; host++)
      await flood(records, 1, { remoteAddress: `2001:db8:0:${host.toString(16)}::` });
    await flood(records, 2);
    await flood(records, 1, { remoteAddress: '192.0.2.2' });
    await records.endWindow();

    const furtherRefusals = rows.flatMap(({ detail }) => detail?.['furtherRefusals'] ?? []);
    expect(furtherRefusals).toEqual([7]);
  });

  test('at the end of the process what was counted is written', async () => {
    const { rows, records } = arrange();
    await flood(records, ROWS + 1);
    await records.onModuleDestroy();

    expect(rows).toHaveLength(ROWS + 1);
  });
});
