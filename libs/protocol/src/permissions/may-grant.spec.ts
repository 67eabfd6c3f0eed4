import fc from 'fast-check';
import type { Authority } from '../user/authority.js';
import { administrativeBeyond, authoritiesBeyond } from './may-grant.js';
import { permissionNames } from './permission-catalogue.js';
import { roles } from './roles.js';

const one = (permission: string, argument?: string): Authority =>
  argument === undefined ? { permission } : { permission, argument };
const names = (...permissions: string[]): Authority[] => permissions.map((permission) => one(permission));
const lab = one('BLOCK_FHIR_READ_UNLESS_CODE_IN_VS', 'http://example.org/ValueSet/lab');
const vital = one('BLOCK_FHIR_READ_UNLESS_CODE_IN_VS', 'http://example.org/ValueSet/vital');
const helpdesk = names('ACCESS_ADMIN_JSON', 'VIEW_USERS', 'UPDATE_USER');
const superuser = names('ROLE_SUPERUSER');

const given = (held: readonly Authority[], after: readonly Authority[], before: readonly Authority[] = []) =>
  authoritiesBeyond(held, { before, after }).map(({ permission }) => permission);

describe('V-100: nobody gives more than they hold', () => {
  test.each([
    { name: 'the role of a superuser', held: helpdesk, after: superuser },
    { name: 'the role to one who has everything in it', held: roles.get('ROLE_SUPERUSER') ?? [], after: superuser },
    { name: 'a role with a limit nobody knows', held: helpdesk, after: [one('ROLE_SUPERUSER', 'x')] },
    { name: 'another administrative permission', held: helpdesk, after: names('CREATE_USER') },
    { name: 'all where one argument is held', held: [one('UPDATE_USER', 'x')], after: names('UPDATE_USER') },
    { name: 'a name nobody knows', held: helpdesk, after: names('NEW_POWER') },
    { name: 'a name nobody knows, held', held: names('NEW_POWER'), after: names('NEW_POWER') },
    { name: 'a role of the server', held: helpdesk, after: names('ROLE_SYSTEM') },
    { name: 'what needs an argument, without', held: names('FHIR_ALL_READ'), after: names('FHIR_READ_INSTANCE') },
    { name: 'an argument nobody can read', held: names('FHIR_ALL_READ'), after: [one('FHIR_READ_INSTANCE', '*')] },
    {
      name: 'another partition',
      held: [one('FHIR_ACCESS_PARTITION_NAME', 'A')],
      after: [one('FHIR_ACCESS_PARTITION_NAME', 'B')],
    },
    { name: 'writing for reading', held: names('FHIR_ALL_READ'), after: names('FHIR_ALL_WRITE') },
    { name: 'all types for each by name', held: [one('FHIR_READ_ALL_OF_TYPE', 'Goal')], after: names('FHIR_ALL_READ') },
    {
      name: 'the record of another',
      held: [one('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/1')],
      after: [one('FHIR_READ_INSTANCE', 'Patient/2')],
    },
    { name: 'an operation on the data held', held: names('FHIR_ALL_READ'), after: names('FHIR_OP_PATIENT_EVERYTHING') },
  ])('not $name', ({ held, after }) => {
    expect(given(held, after)).toEqual([after[0]?.permission]);
  });

  test.each([
    { name: 'what is held', held: helpdesk, after: names('UPDATE_USER') },
    {
      name: 'anything by a superuser',
      held: superuser,
      after: [...superuser, ...names('NEW_POWER'), one('FHIR_ACCESS_PARTITION_NAME', 'A')],
    },
    {
      name: 'a role whose parts are held',
      held: roles.get('ROLE_FHIR_CLIENT') ?? [],
      after: names('ROLE_FHIR_CLIENT'),
    },
    {
      name: 'a part of a role held',
      held: names('ROLE_FHIR_CLIENT_SUPERUSER'),
      after: names('FHIR_TRANSACTION', 'FHIR_ALL_READ'),
    },
    {
      name: 'the patient of a compartment held',
      held: [one('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/1')],
      after: [one('FHIR_READ_INSTANCE', 'Patient/1')],
    },
    {
      name: 'both halves of two permissions',
      held: [one('FHIR_READ_ALL_OF_TYPE', 'Goal'), one('FHIR_WRITE_ALL_OF_TYPE', 'Goal')],
      after: [one('GATEHOUSE_FHIR_ACCESS', 'Goal.cru')],
    },
    { name: 'a restriction', held: helpdesk, after: [lab] },
  ])('but $name', ({ held, after }) => {
    expect(given(held, after)).toEqual([]);
  });

  test('what somebody has they keep, however it is written', () => {
    const before = [...superuser, ...names('NEW_POWER', 'ROLE_FHIR_CLIENT_SUPERUSER')];

    expect(given(helpdesk, [...before, ...names('FHIR_ALL_READ')], before)).toEqual([]);
  });
});

describe('V-100: restrictions of FHIR data', () => {
  const reader = names('FHIR_ALL_READ', 'ACCESS_ADMIN_JSON');

  test.each([
    { name: 'giving without the own restriction', held: [...reader, lab], after: names('FHIR_ALL_READ') },
    { name: 'giving with another', held: [...reader, lab], after: [...names('FHIR_ALL_READ'), vital] },
    { name: 'giving with one more', held: [...reader, lab], after: [...names('FHIR_ALL_READ'), lab, vital] },
    {
      name: 'taking one away',
      held: helpdesk,
      before: [...names('FHIR_ALL_READ'), lab],
      after: names('FHIR_ALL_READ'),
    },
    {
      name: 'putting another in its place',
      held: helpdesk,
      before: [...names('FHIR_ALL_READ'), lab],
      after: [...names('FHIR_ALL_READ'), vital],
    },
  ])('$name gives the data without them', ({ held, before = [], after }) => {
    expect(given(held, after, before)).toEqual(['FHIR_ALL_READ']);
  });

  test.each([
    { name: 'giving with the own restriction', held: [...reader, lab], after: [...names('FHIR_ALL_READ'), lab] },
    { name: 'the first restriction', held: helpdesk, before: reader, after: [...reader, lab] },
    {
      name: 'taking one away from data held freely',
      held: reader,
      before: [...names('FHIR_ALL_READ'), lab],
      after: names('FHIR_ALL_READ'),
    },
    { name: 'what is no FHIR data', held: [...reader, lab], after: names('ACCESS_ADMIN_JSON') },
  ])('$name is allowed', ({ held, before = [], after }) => {
    expect(given(held, after, before)).toEqual([]);
  });
});

describe('V-100: nobody takes over a more powerful account', () => {
  const beyond = (held: readonly Authority[], of: readonly Authority[]) =>
    administrativeBeyond(held, of).map(({ permission }) => permission);

  test.each([
    { name: 'a superuser', of: superuser },
    { name: 'an administrator of modules', of: names('CONTROL_MODULE') },
    { name: 'a part of the server', of: names('ROLE_SYSTEM') },
    { name: 'a holder of a name nobody knows', of: names('NEW_POWER') },
  ])('not $name', ({ of }) => {
    expect(beyond(helpdesk, [...names('UPDATE_USER'), ...of])).toEqual(of.map(({ permission }) => permission));
  });

  test.each([
    { name: 'a physician', of: names('ROLE_FHIR_CLIENT_SUPERUSER', 'FHIR_EXPUNGE_EVERYTHING') },
    { name: 'a person who may change what is their own', of: names('CHANGE_OWN_PASSWORD', 'CHANGE_OWN_TFA_KEY') },
    { name: 'another of the helpdesk', of: helpdesk },
  ])('but $name', ({ of }) => {
    expect(beyond(helpdesk, of)).toEqual([]);
  });

  test('a name nobody knows is no power over those who have it, too', () => {
    expect(beyond(names('NEW_POWER'), names('NEW_POWER'))).toEqual(['NEW_POWER']);
  });

  test('a superuser takes over anybody', () => {
    expect(beyond(superuser, [...superuser, ...names('NEW_POWER', 'ROLE_SYSTEM')])).toEqual([]);
  });
});

// A second opinion, written without the code above: a small world of records, and which letters each authority allows for each of them.
interface Resource {
  readonly type: string;
  readonly id: string;
  readonly within: readonly string[];
  readonly isLab: boolean;
}

const compartments = ['Patient/1', 'Patient/2', 'Practitioner/7'];
const withinAny = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  compartments.filter((_, index) => ((bits >> index) & 1) === 1),
);
const world: readonly Resource[] = ['Patient', 'Observation', 'Practitioner', 'TypeOfTheFuture'].flatMap((type) =>
  ['1', '7', 'x'].flatMap((id) =>
    withinAny.flatMap((within) =>
      [true, false].map((isLab) => ({ type, id, within: [...within, `${type}/${id}`], isLab })),
    ),
  ),
);
const letters = ['c', 'r', 'u', 'd', 's'];
const lettersOf: Readonly<Record<string, string>> = { READ: 'rs', WRITE: 'cu', DELETE: 'd' };

function allows(
  { permission, argument = '' }: Authority,
  letter: string,
  { type, id, within, isLab }: Resource,
): boolean {
  if (permission === 'ROLE_FHIR_CLIENT_SUPERUSER_RO') return 'rs'.includes(letter);
  const access = /^([\w*]+)(?:\/(\w+))?\.([a-z]+)(\?category=lab)?((?: in \w+\/\w+)*)$/.exec(argument);
  if (permission === 'GATEHOUSE_FHIR_ACCESS') {
    const [, ofType, ofId, may = '', search, places = ''] = access ?? [];
    const isMeant = (ofType === '*' || ofType === type) && (ofId === undefined || ofId === id) && may.includes(letter);
    return (
      isMeant &&
      (search === undefined || isLab) &&
      places
        .split(' in ')
        .slice(1)
        .every((place) => within.includes(place))
    );
  }
  const [, all, verb, form] = /^FHIR_(?:ALL_(READ|WRITE|DELETE)|(READ|WRITE|DELETE)_(\w+))$/.exec(permission) ?? [];
  if (lettersOf[all ?? verb ?? '']?.includes(letter) !== true) return false;
  const [ofType, compartment = ''] = argument.split(':');
  if (form === 'ALL_OF_TYPE') return ofType === type;
  if (form === 'INSTANCE') return argument === `${type}/${id}`;
  if (form === 'ALL_IN_COMPARTMENT') return within.includes(argument);
  return form === undefined || (ofType === type && within.includes(compartment));
}

function cells(authorities: readonly Authority[]): ReadonlySet<string> {
  const all = world.flatMap((record, index) =>
    letters.map((letter) => ({ letter, record, cell: `${letter}${String(index)}` })),
  );
  return new Set(
    all
      .filter(({ letter, record }) => authorities.some((authority) => allows(authority, letter, record)))
      .map(({ cell }) => cell),
  );
}

const type = fc.constantFrom('Patient', 'Observation', 'Practitioner');
const compartment = fc.constantFrom(...compartments);
const verb = fc.constantFrom('READ', 'WRITE', 'DELETE');
const authority: fc.Arbitrary<Authority> = fc.oneof(
  fc
    .constantFrom('ROLE_FHIR_CLIENT_SUPERUSER_RO', 'FHIR_ALL_READ', 'FHIR_ALL_WRITE', 'FHIR_ALL_DELETE', 'UPDATE_USER')
    .map((name) => one(name)),
  fc.tuple(verb, type).map(([may, argument]) => one(`FHIR_${may}_ALL_OF_TYPE`, argument)),
  fc
    .tuple(fc.constantFrom('READ', 'WRITE'), type, fc.constantFrom('1', '7'))
    .map(([may, of, id]) => one(`FHIR_${may}_INSTANCE`, `${of}/${id}`)),
  fc.tuple(verb, compartment).map(([may, argument]) => one(`FHIR_${may}_ALL_IN_COMPARTMENT`, argument)),
  fc.tuple(verb, type, compartment).map(([may, of, place]) => one(`FHIR_${may}_TYPE_IN_COMPARTMENT`, `${of}:${place}`)),
  fc
    .record({
      what: fc.constantFrom('*', 'Observation', 'Patient/1', 'Practitioner/7'),
      may: fc.subarray(letters, { minLength: 1 }),
      search: fc.constantFrom('', '?category=lab'),
      places: fc.subarray(compartments, { maxLength: 2 }),
    })
    .map(({ what, may, search, places }) =>
      one('GATEHOUSE_FHIR_ACCESS', [`${what}.${may.join('')}${search}`, ...places].join(' in ')),
    ),
);

describe('against a world of records', () => {
  test('V-100: property: exactly what reaches a record that the giver does not reach is refused', () => {
    fc.assert(
      fc.property(fc.array(authority, { maxLength: 5 }), authority, (held, wanted) => {
        const own = cells(held);
        const isMore = [...cells([wanted])].some((cell) => !own.has(cell));
        const isHeld =
          wanted.permission !== 'UPDATE_USER' || held.some(({ permission }) => permission === 'UPDATE_USER');
        const needsRole =
          wanted.permission.startsWith('ROLE_') && !held.some(({ permission }) => permission === wanted.permission);

        expect(given(held, [wanted]).length > 0).toBe(isMore || !isHeld || needsRole);
      }),
      { numRuns: 500 },
    );
  });

  test('V-100: property: of what is not FHIR data only the very same is given', () => {
    const isPlain = (name: string) => !/^(?:BLOCK_|(?:GATEHOUSE_)?FHIR_)/.test(name) && !roles.has(name);
    const plain = [...permissionNames].filter(isPlain);
    fc.assert(
      fc.property(fc.subarray(plain), fc.constantFrom(...plain), (held, wanted) => {
        expect(given(names(...held), names(wanted)).length === 0).toBe(held.includes(wanted));
      }),
    );
  });
});
