import type { DeclaredProperty } from '../property-declaration.js';
import { acceptedGroups, cataloguedTypes } from './accepted-groups.js';
import { propertyCatalogue, propertyLookup } from './property-catalogue.js';

const property = (key: string, more: Partial<DeclaredProperty> = {}): DeclaredProperty => ({
  key,
  help: 'Help.',
  field: 'field',
  type: 'string',
  ...more,
});
const module = {
  type: 'SECURITY_OUT_SMART',
  properties: [
    property('port', { type: 'number', default: 9200 }),
    property('scopes', { default: ['a', 'b'], aliases: ['scope'] }),
    property('cors.enabled', { default: true, unit: 'sheep' }),
    property('post_authorize_script.text'),
  ],
};

describe('propertyCatalogue', () => {
  const catalogue = propertyCatalogue(module);
  const entryOf = (key: string) => catalogue.find((entry) => entry.key === key);

  test('ruling 55: is what is declared, then the product’s keys that nothing reads, each once', () => {
    const keys = catalogue.map(({ key }) => key);

    expect(keys.slice(0, 4)).toEqual(['port', 'scopes', 'cors.enabled', 'post_authorize_script.text']);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['threadpool.min', 'tls.*', 'skin.*']));
  });

  test('what is declared has its own default, unit and help, and is supported although the product’s list has it', () => {
    expect(entryOf('scopes')).toEqual({
      key: 'scopes',
      default: 'a b',
      help: 'Help.',
      isSecret: false,
      status: { kind: 'supported' },
    });
    expect(entryOf('cors.enabled')).toMatchObject({ default: 'true', unit: 'sheep', status: { kind: 'supported' } });
  });

  test('what is accepted has the product’s default, the unit of its name, and a reason', () => {
    expect(entryOf('sessions.scavenger.interval.millis')).toEqual({
      key: 'sessions.scavenger.interval.millis',
      default: '60000',
      unit: 'ms',
      isSecret: false,
      status: { kind: 'without-effect', reason: expect.stringMatching(/PostgreSQL/) as string },
    });
    expect(entryOf('tls.keystore.keypass')?.isSecret).toBe(true);
  });

  test('ruling 53: a script that something runs is supported', () => {
    expect(entryOf('post_authorize_script.text')?.status).toEqual({ kind: 'supported' });
  });
});

describe('propertyLookup', () => {
  const find = propertyLookup(module);

  test.each([
    ['port', 'port'],
    ['security_out_smart.port', 'port'],
    ['scope', 'scopes'],
    ['security_out_smart.scope', 'scopes'],
    ['threadpool.min', 'threadpool.min'],
    ['security_out_smart.threadpool.min', 'threadpool.min'],
    ['tls.keystore.file', 'tls.keystore.file'],
    ['tls.keystore.colour', 'tls.*'],
    ['security_out_smart.skin.x', 'skin.*'],
  ])('ruling 15: %s is %s', (key, expected) => {
    expect(find(key)?.key).toBe(expected);
  });

  test.each(['prot', 'tlsx', 'tls', 'admin_json.port', 'password_pattern', '__proto__', 'constructor', ''])(
    'nobody knows %j',
    (key) => {
      expect(find(key)).toBeUndefined();
    },
  );
});

describe.each(cataloguedTypes)('the keys of %s that nothing reads', (type) => {
  const groups = acceptedGroups(type);
  const keys = groups.flatMap((group) => Object.keys(group.keys));

  test('occur once each, in the product’s spelling', () => {
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?$/);
  });

  test('have a reason that is a sentence, and say what to use as part of one', () => {
    for (const { reason, instead } of groups) {
      expect(reason).toMatch(/^[A-Z].{10,}\.$/);
      expect(instead ?? 'x').not.toMatch(/\.$/);
    }
  });
});
