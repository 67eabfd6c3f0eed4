import { readFileSync } from 'node:fs';
import { parseProperties } from '#module-config/property-file';
import { acceptedGroups } from '#module-config/catalogue/accepted-groups';
import { propertyLookup } from '#module-config/catalogue/property-catalogue';
import { modulePropertiesOf } from '../../apps/server/src/configuration/module-properties.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { ServerProcess } from '../support/server-process.js';

const TYPE = 'SECURITY_OUT_SMART';
const text = readFileSync('test/support/configurations/every-property.properties', 'utf8');
const keys = [...parseProperties(text).properties.keys()].map((key) => key.replace('module.smart_auth.config.', ''));

describe('a property file with every property of a SMART outbound module', () => {
  test('ruling 55: it has all that is accepted, and nothing that is unknown', () => {
    const find = propertyLookup(modulePropertiesOf(TYPE));
    const accepted = acceptedGroups(TYPE).flatMap((group) => Object.keys(group.keys));

    expect(keys.filter((key) => find(key) === undefined)).toEqual([]);
    expect(accepted.filter((key) => !key.endsWith('*') && !keys.includes(key))).toEqual([]);
  });

  describe('started', () => {
    let database: TestDatabase;
    let server: ServerProcess;
    let report: string;
    beforeAll(async () => {
      database = await createTestDatabase();
      server = await ServerProcess.start({ databaseUrl: database.url, clients: [], properties: text.split('\n') });
      report = server.output.slice(server.output.indexOf('Properties\n'), server.output.indexOf('Gatehouse is ready'));
    });
    afterAll(async () => {
      await server.dispose();
      await database.drop();
    });

    test('ruling 55: the server answers, and tells where values come from', () => {
      expect(report).toMatch(
        /^ {2}smart_auth \(SECURITY_OUT_SMART\): \d+ from the (?:file|database), \d+ as they are by default$/m,
      );
      expect(report).not.toContain('Unknown');
    });

    test('ruling 15: it tells of another spelling', () => {
      expect(report).toContain('security_out_smart.issuer.url (issuer.url)');
    });

    test.each([
      ['threadpool.min, threadpool.max', 'Requests do not take threads'],
      ['sessions.scavenger.interval.millis, sessions.inmemory', 'Sessions live in PostgreSQL always'],
      ['smart_capabilities_list', 'Discovery shows the capabilities that are there'],
      ['cors.enabled', 'Use cors.enable.'],
    ])('it says why %s has no effect', (named, reason) => {
      const lines = report.split('\n');
      const place = lines.findIndex((line) => line.includes(named));

      expect(lines[place + 1]).toContain(reason);
    });

    test('V-102: nothing that was written has a secret', () => {
      expect(server.output).not.toContain('canary');
    });

    test('what is on in it is on', async () => {
      const health = await fetch(`${server.origin}/endpoint-health`);

      expect(health.status).toBe(200);
      expect(health.headers.get('permissions-policy')).toBe('camera=()');
    });
  });
});
