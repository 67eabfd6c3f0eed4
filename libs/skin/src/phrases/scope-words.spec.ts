import { scopeParts } from '#protocol/smart/scope-categories';
import { describeScope as phrasesOf } from '#protocol/smart/scope-description';
import { inEnglish } from '../phrases.port.js';

const describeScope = (scope: string, descriptions: Readonly<Record<string, string>>) => {
  const { title, detail, ...rest } = phrasesOf(scope, descriptions);
  return { ...rest, title: inEnglish(title), detail: inEnglish(detail) };
};

describe('describeScope', () => {
  test.each([
    {
      scope: 'patient/Observation.rs',
      title: 'See test results and vital signs of the selected patient',
      sensitive: false,
    },
    { scope: 'patient/*.read', title: 'See all records of the selected patient', sensitive: true },
    {
      scope: 'user/MedicationRequest.cruds',
      title: 'See, add, change and delete prescriptions that you may see',
      sensitive: true,
    },
    { scope: 'user/SupplyDelivery.s', title: 'See supply delivery records that you may see', sensitive: false },
    {
      scope: 'system/Patient.rs',
      title: 'See patient details such as name and birth date that the app itself may see',
      sensitive: true,
    },
    { scope: 'openid', title: 'Know who you are', sensitive: false },
    { scope: 'http://openid.net/specs/openid-connect-core-1_0#openid', title: 'Know who you are', sensitive: false },
    { scope: 'offline_access', title: 'Keep access when you are not using it', sensitive: true },
    { scope: 'launch/patient?role=http://x', title: 'Know the selected patient', sensitive: false },
    { scope: 'launch/location', title: 'Know the selected location', sensitive: false },
    { scope: 'cdr_all_user_authorities', title: 'Everything you are allowed to do', sensitive: true },
    { scope: 'custom.thing', title: 'custom.thing', sensitive: false },
    { scope: 'patient/Goal.sr', title: 'patient/Goal.sr', sensitive: false },
  ])('STD CN1: $scope', ({ scope, title, sensitive }) => {
    expect(describeScope(scope, {})).toMatchObject({ scope, title, sensitive });
  });

  test('STD CN2: a wildcard says that it reaches into the future', () => {
    expect(describeScope('patient/*.rs', {}).detail).toContain('every kind that is added in future');
    expect(describeScope('patient/Goal.rs', {}).detail).not.toContain('every kind');
  });

  test('STD CN3: a granular scope says its restriction in one sentence', () => {
    const { detail } = describeScope(
      'patient/Observation.rs?category=http://example.org/list|vital-signs&status=final',
      {},
    );

    expect(detail).toContain('Only records where category is vital-signs and status is final.');
  });

  test("a client's description names a scope that we do not know", () => {
    expect(describeScope('custom.thing', { 'custom.thing': 'Book rooms' })).toMatchObject({ title: 'Book rooms' });
  });

  test("a client's description cannot talk down a scope that we know", () => {
    const described = describeScope('patient/*.cruds', { 'patient/*.cruds': 'Nothing much' });

    expect(described.title).toBe('See, add, change and delete all records of the selected patient');
    expect(described.sensitive).toBe(true);
    expect(described.detail).toMatch(/alter.* The app says: Nothing much$/);
  });

  test.each([
    ...['openid', 'profile', 'fhirUser', 'email', 'online_access', 'offline_access', 'cdr_all_user_authorities'],
    ...['launch', 'launch/patient', 'launch/encounter', 'launch/location'],
    ...['patient/*.cruds', 'user/Observation.u', 'system/*.rs', 'custom.thing'],
  ])('OU1: the words of %s call the app an app, as every page does', (scope) => {
    const { title, detail } = describeScope(scope, {});

    expect(`${title} ${detail}`).not.toMatch(/\bapplication/i);
  });

  test('a scope named like a member of Object.prototype has no description', () => {
    expect(describeScope('constructor', {}).title).toBe('constructor');
  });
});

test.each([
  {
    scope: 'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
    title: 'See laboratory results of the selected patient',
  },
  {
    scope: 'user/Condition.cu?category=http://hl7.org/fhir/us/core/CodeSystem/condition-category|health-concern',
    title: 'Add and change health concerns that you may see',
  },
])('STD CN1: a granular scope of a known category is told in its words: $title', ({ scope, title }) => {
  const words = describeScope(scope, {});

  expect(words.title).toBe(title);
  expect(words.detail).not.toContain('category is');
});

test.each(['patient/Condition.rs', 'user/Observation.cruds'])(
  'STD S6: the categories of %s have plain names',
  (scope) => {
    for (const { label } of scopeParts(scope)) expect(inEnglish(label)).toMatch(/^[A-Z][a-z ]+$/);
  },
);
