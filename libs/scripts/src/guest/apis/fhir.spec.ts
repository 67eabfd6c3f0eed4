import { scriptGuest, type ScriptGuest } from '../../../../../test/support/script-guest.js';
import type { HttpResult } from './http-request.js';

const patient = { resourceType: 'Patient', id: '123', name: [{ family: 'Chalmers', given: ['Peter'] }] };
const bundle = {
  resourceType: 'Bundle',
  entry: [
    { resource: patient, search: { mode: 'match' } },
    { resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } },
  ],
};

let guest: ScriptGuest;
let asked: [string, { method: string; address?: string; url?: string; headers?: object; body?: string }][] = [];
let answers: HttpResult[] = [];
beforeAll(async () => {
  guest = await scriptGuest((operation, payload) => {
    asked.push([operation, payload as { method: string }]);
    return answers.length > 1 ? answers.shift() : answers[0];
  });
});
beforeEach(() => {
  asked = [];
  answers = [ok(bundle)];
});

const ok = (json: object): HttpResult => ({ status: 200, headers: {}, text: JSON.stringify(json) });
const lines = (source: string): readonly string[] => guest.lines(source, { hasFhir: true });

test.each([
  { chain: "whereToken('identifier', 'http://mrn', 'a|b,c')", query: 'identifier=http://mrn|a\\|b\\,c' },
  { chain: "whereToken('gender', 'female')", query: 'gender=female' },
  { chain: "whereToken('identifier', null, '1')", query: 'identifier=1' },
  { chain: "whereToken('identifier', '', '1')", query: 'identifier=|1' },
  { chain: "whereToken('identifier', 'http://mrn|1')", query: 'identifier=http://mrn|1' },
  { chain: "whereToken('identifier', '|1')", query: 'identifier=|1' },
  { chain: "whereToken('identifier', 'a|b|c')", query: 'identifier=a\\|b\\|c' },
  { chain: "where('identifier=urn:mrn|1').and('gender=male')", query: 'identifier=urn:mrn|1&gender=male' },
  { chain: "where('identifier', 'urn:mrn|')", query: 'identifier=urn:mrn|' },
  { chain: "where('identifier', '|1')", query: 'identifier=|1' },
  { chain: "whereString('name', 'O$Hara').sort('-date').count(5)", query: 'name=O\\$Hara&_sort=-date&_count=5' },
  { chain: "whereReference('subject', 'Patient/1')", query: 'subject=Patient/1' },
  { chain: "whereReference('subject', 'Patient', '1')", query: 'subject=Patient/1' },
  { chain: "whereDate('date', 'ge', '2026-01-01')", query: 'date=ge2026-01-01' },
  { chain: "whereDate('date', new Date('2026-01-01'))", query: 'date=2026-01-01T00:00:00.000Z' },
  {
    chain: "include('Patient:organization').revInclude('Observation:subject')",
    query: '_include=Patient:organization&_revinclude=Observation:subject',
  },
  { chain: "whereStringExact('family', 'a&b=c')", query: 'family:exact=a&b=c' },
  { chain: "whereId('Patient/7').sortDescending('date')", query: '_id=7&_sort=-date' },
])('$chain asks for $query', ({ chain, query }) => {
  lines(`Fhir.search().forResource('Patient').${chain}.asList()`);
  const [[operation, { address = '' }] = ['', { address: '' }]] = asked;

  expect(operation).toBe('fhir');
  expect(address.startsWith('Patient?')).toBe(true);
  const parameters = [...new URLSearchParams(address.slice('Patient?'.length))];
  expect(parameters.map(([name, value]) => `${name}=${value}`).join('&')).toBe(query);
});

test.each([
  ...["'identifier', 'urn:mrn', undefined", "'identifier', 'urn:mrn', null", "'identifier', 'urn:mrn', ' '"].map(
    (given) => ({
      condition: `whereToken(${given})`,
      name: 'identifier',
    }),
  ),
  { condition: "whereToken('identifier', '')", name: 'identifier' },
  { condition: "whereToken('identifier', null)", name: 'identifier' },
  { condition: "whereToken('identifier', 'urn:mrn|')", name: 'identifier' },
  { condition: "where('identifier', '')", name: 'identifier' },
  { condition: "where('identifier', undefined)", name: 'identifier' },
  { condition: "where('identifier')", name: 'identifier' },
  { condition: "where('identifier=')", name: 'identifier' },
  { condition: "whereId('')", name: '_id' },
  { condition: "whereId('Patient/')", name: '_id' },
  { condition: 'whereId(null)', name: '_id' },
  { condition: "whereReference('organization', '')", name: 'organization' },
  { condition: "whereReference('organization', 'Organization/')", name: 'organization' },
  { condition: "whereReference('subject', 'Patient', undefined)", name: 'subject' },
  { condition: "whereString('name', '')", name: 'name' },
  { condition: "whereStringExact('family', null)", name: 'family' },
  { condition: "whereDate('birthdate', 'ge', '')", name: 'birthdate' },
  { condition: "whereNumber('x', null)", name: 'x' },
  { condition: "whereQuantity('q', undefined)", name: 'q' },
  { condition: "whereUri('url', undefined)", name: 'url' },
  { condition: "sort('-date').where('identifier', null)", name: 'identifier' },
])('a condition without a value finds nobody, and not anybody: $condition', ({ condition, name }) => {
  const said = lines(`Fhir.search().forResource('Patient').${condition}.asList()`);

  expect(said).toEqual([`load: The search of Patient was given no value for ${name}.`]);
  expect(asked).toEqual([]);
});

test('what is found is a list of resources, read as scripts read them', () => {
  const source = `
    const list = Fhir.search().forResource('Patient').where('name', 'x').asList();
    Log.info(list.length, list.size(), list[0].id, list.get(0).name[0].family, JSON.parse(list[0].toJson()).resourceType);
    for (const each of list) Log.info(each.getId());
    Log.info(Fhir.search().forResource('Patient').asBundle().entry.length, Fhir.search().forResource('Patient').first().id);`;

  expect(lines(source)).toEqual(['1 1 Patient/123 Chalmers Patient', 'Patient/123', '2 Patient/123']);
});

test('a search that finds nothing gives an empty list', () => {
  answers = [ok({ resourceType: 'Bundle', total: 0 })];

  expect(
    lines(
      "Log.info(Fhir.search().forResource('Patient').asList().length, Fhir.search().forResource('Patient').first())",
    ),
  ).toEqual(['0 null']);
});

test('further pages are read, ten at most', () => {
  answers = [ok({ ...bundle, link: [{ relation: 'next', url: 'https://fhir.example/base?page=2' }] })];

  expect(lines("Log.info(Fhir.search().forResource('Patient').asList().length)")).toEqual(['10']);
  expect(asked.map(([, { address }]) => address).slice(0, 3)).toEqual([
    'Patient',
    'https://fhir.example/base?page=2',
    'https://fhir.example/base?page=2',
  ]);
});

test.each([
  { call: "Fhir.read('Patient/123').id", address: 'Patient/123', expected: 'Patient/123' },
  { call: "Fhir.read('Patient', '123').id", address: 'Patient/123', expected: 'Patient/123' },
  { call: "Fhir.read('Patient', 'Patient/123').id", address: 'Patient/123', expected: 'Patient/123' },
  {
    call: "Fhir.read('https://a.example/fhir/Patient/123/_history/2').id",
    address: 'Patient/123',
    expected: 'Patient/123',
  },
  { call: "Fhir.get('Patient/123').getName().get(0).family", address: 'Patient/123', expected: 'Chalmers' },
])('$call reads $address', ({ call, address, expected }) => {
  answers = [ok(patient)];

  expect(lines(`Log.info(${call})`)).toEqual([expected]);
  expect(asked).toEqual([['fhir', { method: 'GET', address, type: 'Patient' }]]);
});

test.each(["'../Patient/1?x'", "'Patient/..'", "'Patient'", "''", "'Patient/1/../2?'", "'Patient', 'a b'", 'null'])(
  'V-76: read(%s) is no address, and asks for nothing',
  (given) => {
    expect(lines(`Log.info(Fhir.read(${given}))`)).toEqual(['null']);
    expect(asked).toEqual([]);
  },
);

test.each<{ name: string; answer: HttpResult; expected: string }>([
  { name: 'not there', answer: { status: 404, headers: {}, text: '' }, expected: 'null' },
  { name: 'gone', answer: { status: 410, headers: {}, text: '' }, expected: 'null' },
  { name: 'refused', answer: { failure: 'Add it.' }, expected: 'load: The read of Patient/1 failed: Add it.' },
  {
    name: 'forbidden',
    answer: { status: 403, headers: {}, text: JSON.stringify({ issue: [{ diagnostics: 'no right' }] }) },
    expected: 'load: The read of Patient/1 failed with status 403 (no right).',
  },
  {
    name: 'a page',
    answer: { status: 200, headers: {}, text: '<p>' },
    expected: 'load: The answer to the read of Patient/1 is no resource in JSON.',
  },
])('a resource that is $name', ({ answer, expected }) => {
  answers = [answer];

  expect(lines("Log.info(Fhir.read('Patient/1'))")).toEqual([expected]);
});

test('reference 9.2: without a FHIR server of the module Fhir is there, and says why it does nothing', () => {
  const source = "Log.info(typeof Fhir.search); Fhir.read('Patient/1')";

  expect(guest.lines(source)).toEqual([
    'function',
    'load: Fhir is not available: the module smart_auth names no FHIR server (property context_selection.fhir_base_url); another one is called with FhirClientFactory.newClient(address).',
  ]);
});

test('a client of another server shows what the script gives it', () => {
  const source = `
    const client = FhirClientFactory.newClient('https://fhir.example/base/');
    client.addHeader('X-A', 1).addBearerToken('abc');
    Log.info(client.search().forResource('Patient').whereToken('identifier', 's', '1').asList()[0].id);`;

  expect(lines(source)).toEqual(['Patient/123']);
  expect(asked).toEqual([
    [
      'http',
      {
        method: 'GET',
        url: 'https://fhir.example/base/Patient?identifier=s%7C1',
        headers: { accept: 'application/fhir+json', 'x-a': '1', authorization: 'Bearer abc' },
      },
    ],
  ]);
});

test('V-77: a next page elsewhere is not asked for', () => {
  answers = [ok({ ...bundle, link: [{ relation: 'next', url: 'https://fhir.example.evil.test/base?page=2' }] })];
  const source =
    "FhirClientFactory.newClient('https://fhir.example').addBasicAuth('ä', 'b').search().forResource('Patient').asList()";

  expect(lines(source)).toEqual([
    'load: The search of Patient failed: The next page does not lie below https://fhir.example/.',
  ]);
  expect(asked).toMatchObject([['http', { headers: { authorization: 'Basic w6Q6Yg==' } }]]);
});

test('a client of another server writes as well', () => {
  answers = [
    ok({ ...patient, id: '9' }),
    { status: 201, headers: { location: 'https://fhir.example/Patient/10/_history/1' }, text: '' },
    { status: 204, headers: {}, text: '' },
  ];
  const source = `
    const client = FhirClientFactory.newClient('https://fhir.example');
    const made = { resourceType: 'Patient' };
    client.create(made);
    Log.info(made.id, client.update(made).id);
    client.delete('Patient/9');`;

  expect(lines(source)).toEqual(['9 Patient/10']);
  expect(asked.map(([, { method, url, body }]) => [method, url, body])).toEqual([
    ['POST', 'https://fhir.example/Patient', '{"resourceType":"Patient"}'],
    ['PUT', 'https://fhir.example/Patient/9', '{"resourceType":"Patient","id":"9"}'],
    ['DELETE', 'https://fhir.example/Patient/9', undefined],
  ]);
});
