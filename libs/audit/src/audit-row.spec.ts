import fc from 'fast-check';
import type { AuditEvent } from './audit.port.js';
import { auditJson } from './audit-json.js';
import { auditRow, reducedRow } from './audit-row.js';

const stamp = {
  id: '7f6f8a3e-0000-4000-8000-000000000000',
  at: '2026-11-22T00:00:00.000Z',
  node_id: 'Master/a',
  sequence: 1,
};
const event: AuditEvent = { moduleId: 'smart_auth', kind: 'TOKEN', outcome: 'success' };
const masks = { mask: (typed: string | undefined) => typed && `masked ${typed.length}` };
const decision = {
  kind: 'scope',
  value: 'openid',
  outcome: 'granted',
  ruleId: 'scope.covered',
  source: 'client',
} as const;

describe('auditRow', () => {
  test('carries every value of the event under its column', () => {
    const full: AuditEvent = {
      ...event,
      clientId: 'c',
      userPid: 7,
      username: 'u',
      remoteAddress: '::1',
      flowId: 'f',
      errorReference: 'e',
      errorCode: 'invalid_grant',
      jti: 'j',
      codeHash: 'h',
      grantId: 'g',
      detail: { a: 1 },
      trace: [decision],
    };

    expect(auditRow(full, stamp, masks)).toEqual({
      ...stamp,
      module_id: 'smart_auth',
      kind: 'TOKEN',
      outcome: 'success',
      client_id: 'c',
      user_pid: 7,
      username: 'u',
      remote_address: '::1',
      flow_id: 'f',
      error_reference: 'e',
      error_code: 'invalid_grant',
      jti: 'j',
      code_hash: 'h',
      grant_id: 'g',
      detail: { a: 1 },
      trace: [decision],
    });
  });

  test('R-20: what was typed and may be a password stands masked in place of a user name', () => {
    const row = auditRow({ ...event, typedName: 'Secret-7!' }, stamp, masks);

    expect(row.username).toBe('masked 9');
    expect(auditJson(row)).not.toContain('Secret');
  });

  test('a hostile request cannot make a row large', () => {
    const long = 'x'.repeat(1_000_000);
    const trace = Array.from({ length: 5_000 }, () => ({ ...decision, value: long }));

    const row = auditRow(
      { ...event, clientId: long, username: long, remoteAddress: long, jti: long, detail: { long }, trace },
      stamp,
      masks,
    );

    expect(row.client_id).toHaveLength(250);
    expect(row.detail).toEqual({ cut: '1000011 characters of detail were left out' });
    expect(row.trace).toHaveLength(601);
    expect((row.trace as readonly unknown[]).at(-1)).toMatchObject({
      value: '4400 more decisions',
      ruleId: 'audit.trace-cut',
    });
    expect(JSON.stringify(row).length).toBeLessThan(400_000);
  });

  test('the author of a change is stored with its particulars, and also where those are too long', () => {
    const author = { kind: 'client', clientId: 'c', jti: 'j' } as const;
    const details = [{ a: 1 }, { long: 'x'.repeat(20_000) }, undefined].map(
      (detail) => auditRow({ ...event, author, ...(detail && { detail }) }, stamp, masks).detail,
    );

    expect(details).toEqual([
      { a: 1, author },
      { cut: '20011 characters of detail were left out', author },
      { author },
    ]);
  });

  test('the reduced row keeps what happened and drops the particulars', () => {
    expect(reducedRow(auditRow({ ...event, username: 'u', detail: { a: 1 } }, stamp, masks))).toEqual({
      ...stamp,
      module_id: 'smart_auth',
      kind: 'TOKEN',
      outcome: 'success',
      detail: { unstorable: true },
    });
  });
});

describe('auditJson', () => {
  test.each([
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half a surrogate pair', 'a\uD800b', 'a\uFFFDb'],
    ['an emoji', '🔑', '🔑'],
    ['a backslash before u0000', '\\u0000', '\\u0000'],
  ])('%s', (_name, written, stored) => {
    const row = auditRow({ ...event, username: written, detail: { [written]: [written] } }, stamp, masks);

    expect(JSON.parse(auditJson(row))).toMatchObject({ username: stored, detail: { [stored]: [stored] } });
  });

  test('never holds an escape that PostgreSQL refuses, and changes nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stored = (
          JSON.parse(auditJson(auditRow({ ...event, flowId: text }, stamp, masks))) as { flow_id: string }
        ).flow_id;
        expect(stored.isWellFormed() && !stored.includes('\0')).toBe(true);
        if (text.isWellFormed() && !text.includes('\0')) expect(stored).toBe(text);
      }),
    );
  });
});
