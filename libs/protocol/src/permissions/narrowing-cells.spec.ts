// A second opinion on narrowing, written without its code: it spells out a small world of records and asks of every single interaction with
// every record whether the permissions allow it, whether the scopes allow it, and whether what came out of narrowing allows it.
import fc from 'fast-check';
import { resourceTypes } from '../smart/resource-type.js';
import type { Authority } from '../user/authority.js';
import { narrowPermissions, type Narrowing } from './narrow-permissions.js';
import { permissionTable } from './permission-table.js';

interface Resource {
  readonly type: string;
  readonly id: string;
  /** Compartments it is in. */
  readonly within: readonly string[];
  readonly category?: string;
}

const patient1 = ['Patient/1'];
const world: readonly Resource[] = [
  { type: 'Patient', id: '1', within: patient1 },
  { type: 'Patient', id: '2', within: ['Patient/2'] },
  { type: 'Observation', id: 'a', within: patient1, category: 'lab' },
  { type: 'Observation', id: 'b', within: patient1, category: 'vital' },
  { type: 'Observation', id: 'c', within: ['Patient/2'], category: 'lab' },
  { type: 'Observation', id: 'd', within: [], category: 'lab' },
  { type: 'Observation', id: 'e', within: ['Patient/1', 'Practitioner/7'], category: 'lab' },
  { type: 'Goal', id: 'a', within: patient1 },
  { type: 'Practitioner', id: '7', within: ['Practitioner/7'] },
  { type: 'CodeSystem', id: '1', within: [] },
  { type: 'Organization', id: '1', within: [] },
];
/** Records of two patients: narrowing may give less of them than it could, never more. */
const shared: readonly Resource[] = [
  { type: 'Observation', id: 'g', within: ['Patient/1', 'Patient/2'], category: 'lab' },
  { type: 'Patient', id: '9', within: ['Patient/9', 'Patient/1'] },
];
const letters = ['c', 'r', 'u', 'd', 's'];

const matches = ({ category }: Resource, search: string): boolean =>
  search.split('&').every((part) => part === `category=${category ?? ''}`);

/** The letters that a scope allows for one record. */
function lettersAllowed(scope: string, resource: Resource, { kind, patient }: Narrowing): string {
  const [, who = '', type = '', access = '', search] = /^(\w+)\/([\w*]+)\.([\w*]+)(?:\?(.+))?$/.exec(scope) ?? [];
  if (type !== '*' && type !== resource.type) return '';
  const isMine = patient === undefined ? kind === 'client' : resource.within.includes(`Patient/${patient}`);
  const reaches = who === 'user' || who === 'system' || (who === 'patient' && isMine);
  if (!reaches || (search !== undefined && !matches(resource, search))) return '';
  return { read: 'rs', write: 'cud', '*': 'cruds' }[access] ?? access;
}

const lettersOf: Readonly<Record<string, string>> = { READ: 'rs', WRITE: 'cu', DELETE: 'd' };
const terminology = ['CodeSystem', 'ConceptMap', 'ValueSet'];

function permissionAllows({ permission, argument = '' }: Authority, letter: string, resource: Resource): boolean {
  const { type, id, within } = resource;
  if (permission === 'ROLE_SUPERUSER' || permission === 'ROLE_FHIR_CLIENT_SUPERUSER') return true;
  if (permission === 'ROLE_FHIR_CLIENT_SUPERUSER_RO') return 'rs'.includes(letter);
  if (permission === 'ROLE_FHIR_TERMINOLOGY_READ_CLIENT') return 'rs'.includes(letter) && terminology.includes(type);
  if (permission === 'GATEHOUSE_FHIR_ACCESS') return accessAllows(argument, letter, resource);
  const [, all, verb, form] = /^FHIR_(?:ALL_(READ|WRITE|DELETE)|(READ|WRITE|DELETE)_(\w+))$/.exec(permission) ?? [];
  if (lettersOf[all ?? verb ?? '']?.includes(letter) !== true) return false;
  const [wanted, compartment = ''] = argument.split(':');
  switch (form) {
    case undefined:
      return all !== undefined && argument === '';
    case 'ALL_OF_TYPE':
      return argument === type;
    case 'INSTANCE':
      return argument === `${type}/${id}`;
    case 'ALL_IN_COMPARTMENT':
      return within.includes(argument);
    case 'TYPE_IN_COMPARTMENT':
      return wanted === type && within.includes(compartment);
    default:
      return false;
  }
}

function accessAllows(argument: string, letter: string, resource: Resource): boolean {
  const [what = '', ...compartments] = argument.split(' in ');
  const [path = '', search] = what.split('?');
  const dot = path.lastIndexOf('.');
  const [type = '', id] = path.slice(0, dot).split('/');
  return (
    path.slice(dot + 1).includes(letter) &&
    (type === '*' || type === resource.type) &&
    (id === undefined || id === resource.id) &&
    compartments.every((name) => resource.within.includes(name)) &&
    (search === undefined || matches(resource, search))
  );
}

/** Every interaction with every record that these permissions allow. */
function cells(authorities: readonly Authority[], records: readonly Resource[]): ReadonlySet<string> {
  return new Set(
    records.flatMap((record) =>
      letters
        .filter((letter) => authorities.some((authority) => permissionAllows(authority, letter, record)))
        .map((letter) => `${letter} ${record.type}/${record.id}`),
    ),
  );
}

function scopeCells(narrowing: Narrowing, records: readonly Resource[]): ReadonlySet<string> {
  return new Set(
    records.flatMap((record) =>
      narrowing.scopes.flatMap((scope) =>
        Array.from(lettersAllowed(scope, record, narrowing), (letter) => `${letter} ${record.type}/${record.id}`),
      ),
    ),
  );
}

const common = (one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] =>
  [...one].filter((cell) => other.has(cell)).sort();

const resourceName = fc.constantFrom('Patient/1', 'Patient/2', 'Practitioner/7');
const typeName = fc.constantFrom('Patient', 'Observation', 'Goal', 'CodeSystem');
const search = fc.constantFrom('', '', '?category=lab', '?category=vital');
const authority: fc.Arbitrary<Authority> = fc.oneof(
  fc
    .constantFrom(
      'ROLE_FHIR_CLIENT ROLE_FHIR_CLIENT_SUPERUSER ROLE_FHIR_CLIENT_SUPERUSER_RO ROLE_FHIR_TERMINOLOGY_READ_CLIENT'.split(
        ' ',
      ),
      'ROLE_SUPERUSER FHIR_ALL_READ FHIR_ALL_WRITE FHIR_ALL_DELETE FHIR_TRANSACTION ACCESS_ADMIN_JSON'.split(' '),
    )
    .chain((names) => fc.constantFrom(...names).map((permission) => ({ permission }))),
  of(['FHIR_READ_ALL_OF_TYPE', 'FHIR_WRITE_ALL_OF_TYPE', 'FHIR_DELETE_ALL_OF_TYPE'], typeName),
  of(
    ['FHIR_READ_INSTANCE', 'FHIR_WRITE_INSTANCE'],
    fc.constantFrom('Patient/1', 'Patient/2', 'Observation/a', 'Observation/c'),
  ),
  of(['FHIR_READ_ALL_IN_COMPARTMENT', 'FHIR_WRITE_ALL_IN_COMPARTMENT', 'FHIR_DELETE_ALL_IN_COMPARTMENT'], resourceName),
  of(
    ['FHIR_READ_TYPE_IN_COMPARTMENT', 'FHIR_WRITE_TYPE_IN_COMPARTMENT', 'FHIR_DELETE_TYPE_IN_COMPARTMENT'],
    fc.tuple(typeName, resourceName).map(([type, compartment]) => `${type}:${compartment}`),
  ),
  of(
    ['GATEHOUSE_FHIR_ACCESS'],
    fc
      .tuple(
        fc.constantFrom('*', 'Observation', 'Observation/a'),
        fc.constantFrom('r', 'cu', 'cruds', 's'),
        search,
        resourceName,
        fc.boolean(),
      )
      .map(
        ([what, access, condition, compartment, isWithin]) =>
          `${what}.${access}${condition}${isWithin ? ` in ${compartment}` : ''}`,
      ),
  ),
);
const scope = fc
  .tuple(
    fc.constantFrom('patient', 'patient', 'user', 'system'),
    fc.constantFrom('*', 'Observation', 'Patient', 'Goal'),
    fc.oneof(
      fc.constantFrom('read', 'write', '*'),
      fc
        .tuple(fc.constantFrom('r', 's', 'rs', 'c', 'cu', 'u', 'd', 'cud', 'cruds'), search)
        .map(([access, condition]) => access + condition),
    ),
  )
  .map(([who, type, access]) => `${who}/${type}.${access}`);
const narrowing: fc.Arbitrary<Narrowing> = fc
  .record({
    scopes: fc.array(scope, { maxLength: 6 }),
    kind: fc.constantFrom('person' as const, 'client' as const),
    patient: fc.constantFrom('1', '1', '2', undefined),
  })
  .map(({ patient, ...rest }) => ({ ...rest, enforced: true, ...(patient !== undefined && { patient }) }));
const authorities = fc.array(authority, { maxLength: 6 });

function of(permissions: readonly string[], argument: fc.Arbitrary<string>): fc.Arbitrary<Authority> {
  return fc.record({ permission: fc.constantFrom(...permissions), argument });
}

describe('cell by cell', () => {
  test('ruling 37, S-14, STD S8: property: nothing is allowed that permissions and scopes do not both allow', () => {
    fc.assert(
      fc.property(authorities, narrowing, (held, by) => {
        const all = [...world, ...shared];
        const { permissions } = narrowPermissions(held, by);
        const both = new Set(common(cells(held, all), scopeCells(by, all)));

        expect([...cells(permissions, all)].filter((cell) => !both.has(cell))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  test('ruling 38, STD S4: property: everything both allow is allowed, but for records of two patients', () => {
    fc.assert(
      fc.property(authorities, narrowing, (held, by) => {
        const { permissions } = narrowPermissions(held, by);

        expect([...cells(permissions, world)].sort()).toEqual(common(cells(held, world), scopeCells(by, world)));
      }),
      { numRuns: 3_000 },
    );
  });

  test('STD F2: property: fewer scopes never give more', () => {
    fc.assert(
      fc.property(authorities, narrowing, fc.nat(5), (held, by, left) => {
        const before = cells(narrowPermissions(held, by).permissions, world);
        const after = cells(narrowPermissions(held, { ...by, scopes: by.scopes.slice(0, left) }).permissions, world);

        expect([...after].filter((cell) => !before.has(cell))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('property: narrowing what was narrowed takes nothing more', () => {
    fc.assert(
      fc.property(authorities, narrowing, (held, by) => {
        const { permissions } = narrowPermissions(held, by);
        const again = narrowPermissions(permissions, by);

        expect(cells(again.permissions, world)).toEqual(cells(permissions, world));
        expect(again.decisions).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Types that operations of the table name, three others, and one to come. */
const types = [...new Set([...permissionTable.values()].flatMap((row) => row.types))].filter((type) => type !== '*');
const everyType = [...types, 'Goal', 'Observation', 'TypeOfTheFuture'];
/** Nobody's records, in no category: only a scope without limits reaches them. */
const bareWorld: readonly Resource[] = everyType.map((type) => ({ type, id: 'x', within: [] }));
/** Records that any scope reaches which reaches anything. */
const easyWorld: readonly Resource[] = everyType.map((type) => ({ type, id: 'x', within: patient1, category: 'lab' }));
const argumentOf: Readonly<Record<string, string>> = {
  partitions: 'TENANT',
  operation: '$do-it',
  'value set': 'http://example.org/ValueSet/x',
};
const scopeSets = [
  { name: 'no scope', scopes: [] },
  { name: 'sign-in only', scopes: ['openid', 'fhirUser', 'launch/patient', 'offline_access', 'x:own'] },
  ...['user', 'system', 'patient'].flatMap((who) => [
    ...['rs', 'cud', 'cruds', 'r', 's', 'cu', 'd', 'u', 'rs?category=lab'].map((access) => ({
      name: `${who}/*.${access}`,
      scopes: [`${who}/*.${access}`],
    })),
    { name: `${who}: one type`, scopes: [`${who}/SearchParameter.cruds`] },
    {
      name: `${who}: documents`,
      scopes: ['Binary', 'DocumentReference', 'Media'].map((type) => `${who}/${type}.crus`),
    },
    { name: `${who}: every type by name`, scopes: [...resourceTypes].map((type) => `${who}/${type}.cruds`) },
    { name: `${who}: letters apart`, scopes: Array.from('cruds', (letter) => `${who}/*.${letter}`) },
  ]),
];
const holders = [{ kind: 'person', patient: '1' }, { kind: 'person' }, { kind: 'client' }] as const;
const others = [...permissionTable].filter(([, { treatment }]) => treatment !== 'data');

describe.each(scopeSets)('ruling 38: every permission that gives no data of its own, with $name', ({ scopes }) => {
  test.each(holders)('for %o', (holder) => {
    const by = { ...holder, scopes, enforced: true };
    const allowed = scopeCells(by, bareWorld);
    const somewhere = new Set([...scopeCells(by, easyWorld)].map((cell) => cell.charAt(0)));
    const held = others.map(([permission, { argument }]) =>
      argument === 'none' ? { permission } : { permission, argument: argumentOf[argument] ?? '' },
    );
    const expected = others.filter(([, { treatment, interactions, types: worksOn }]) => {
      const touched = worksOn.flatMap((type) => (type === '*' ? everyType : [type]));
      if (treatment === 'operation')
        return touched.every((type) => interactions.every((letter) => allowed.has(`${letter} ${type}/x`)));
      return treatment !== 'verb' || interactions.some((letter) => somewhere.has(letter));
    });

    const kept = narrowPermissions(held, by).permissions.map(({ permission }) => permission);

    expect(kept.toSorted()).toEqual(expected.map(([name]) => name).toSorted());
  });
});
