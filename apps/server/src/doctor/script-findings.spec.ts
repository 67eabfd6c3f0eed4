import type { AuditQuery, AuditSearch } from '#audit/audit-query.port';
import type { ModuleDefinition } from '#module-config/module-definitions';
import type { ScriptCheck } from '#module-config/script-check.port';
import { pageOf } from '#protocol/administration/page';
import type { JsonObject } from '#protocol/json/json-object';
import { alarmFindings, engineFindings, moduleScriptFindings, serverScriptFindings } from './script-findings.js';

const now = new Date('2026-05-01T12:00:00Z');

test('F-23: a script that was left alone is told of once, with the last time, and for a day', async () => {
  const asked: AuditSearch[] = [];
  const events: readonly JsonObject[] = [
    { detail: { module: 'smart_auth', script: 'classpath:slow.js', suspendedUntil: '2026-05-01T11:00:30.000Z' } },
    { detail: { module: 'smart_auth', script: 'classpath:slow.js', suspendedUntil: '2026-05-01T10:00:30.000Z' } },
    { detail: { furtherRuns: 7 } },
    {},
  ];
  const audit: AuditQuery = { read: async (search) => (asked.push(search), { kind: 'found', events }) };

  expect(await alarmFindings(audit, now)).toMatchObject([
    {
      severity: 'warning',
      about: 'script classpath:slow.js of smart_auth',
      problem: expect.stringContaining('11:00:30') as string,
    },
  ]);
  expect(asked).toMatchObject([{ from: '2026-04-30T12:00:00.000Z', kind: 'SCRIPT', moduleId: 'scripts' }]);
});

test('F-43: that no thread could start is told once, with the last time and its cause', async () => {
  const outage = (at: string, noThread: string): JsonObject => ({ at, nodeId: 'Master', detail: { noThread } });
  const events = [{}, outage('2026-05-01T11:00:00Z', 'EMFILE'), outage('2026-05-01T10:00:00Z', 'ENOMEM')];
  const audit: AuditQuery = { read: async () => ({ kind: 'found', events }) };

  expect(await alarmFindings(audit, now)).toEqual([
    {
      ...{ severity: 'warning', about: 'script engine', remedy: expect.stringContaining('open files') },
      problem: expect.stringContaining('at 2026-05-01T11:00:00Z, on node Master (EMFILE)'),
    },
  ]);
});

test.each([
  { fault: undefined, expected: [] },
  {
    fault: 'no script thread can start: ENOENT',
    expected: [{ severity: 'error', about: 'script engine', problem: expect.stringMatching(/ENOENT$/) }],
  },
])('where the engine says $fault', async ({ fault, expected }) => {
  expect(await engineFindings({ fault: () => Promise.resolve(fault) })).toMatchObject(expected);
});

describe('scripts of modules', () => {
  const module = (value: string): ModuleDefinition => ({
    ...{ nodeId: 'Master', moduleId: 'auth', type: 'SECURITY_OUT_SMART', requires: new Map() },
    config: new Map([['script.recording.enabled', { value, origin: 'file' }]]),
  });
  const scripts = (problem?: { readonly isUnsure?: true }): ScriptCheck => ({
    ofModule: async () => (problem ? [{ field: 'a.file', problem: 'is bad', remedy: 'Mend it', ...problem }] : []),
    warningsOf: async () => [],
    ofText: async () => [],
    warningsOfText: () => [],
  });

  test.each([
    ['production', 'true', ['note module.auth.config.script.recording.enabled']],
    ['production', 'false', []],
    ['evaluation', 'true', []],
  ] as const)('in %s, recording that is %s gives %j', async (mode, value, expected) => {
    const found = await moduleScriptFindings(scripts(), [module(value)], mode);

    expect(found.map(({ severity, about }) => `${severity} ${about}`)).toEqual(expected);
  });

  test('one that cannot be loaded is an error; one that nobody can judge now is none', async () => {
    const about = async (check: ScriptCheck) => await moduleScriptFindings(check, [module('false')], 'evaluation');

    expect(await about(scripts({}))).toMatchObject([{ severity: 'error', about: 'module.auth.config.a.file' }]);
    expect(await about(scripts({ isUnsure: true }))).toEqual([]);
  });
});

test('a server without a script is not told of; of one that has one, what it uses that is not here', async () => {
  const asked: string[] = [];
  const scripts = {
    ofText: async ({ text }: { readonly text: string }) => (asked.push(text), []),
    warningsOfText: ({ field }: { readonly field: string }) => [{ field, problem: 'uses load', remedy: 'Mend it' }],
  };
  const json = { name: 'North', federationAuthScriptText: 'load(1)', federationUserMappingScriptText: ' ' };
  const servers = {
    list: async () => pageOf([{ json, version: 1, pid: 1, pendingSecrets: [] }], 1, { pageIndex: 0, pageSize: 50 }),
  };

  expect(await serverScriptFindings(scripts, servers)).toEqual([
    { severity: 'warning', about: 'server North', problem: 'federationAuthScriptText uses load', remedy: 'Mend it' },
  ]);
  expect(asked).toEqual(['load(1)']);
});
