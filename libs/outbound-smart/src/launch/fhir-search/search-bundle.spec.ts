import fc from 'fast-check';
import { ContextSourceError } from '../context-source.port.js';
import { readSearchBundle } from './search-bundle.js';

const expected = { base: 'https://fhir.example/r4', resourceType: 'Patient' };
const patient = (id: string) => ({ resource: { resourceType: 'Patient', id } });
const visit = (id: string, reference: string) => ({
  resource: { resourceType: 'Encounter', id, subject: { reference } },
});
const bundle = (entry: unknown, link?: unknown) => ({ resourceType: 'Bundle', type: 'searchset', entry, link });

function idsIn(entry: unknown, more: object = {}): readonly string[] {
  return readSearchBundle(bundle(entry), { ...expected, ...more }).choices.map(({ id }) => id);
}

describe('V-87: what a FHIR server answers', () => {
  test.each([undefined, null, [], 'Bundle', { resourceType: 'OperationOutcome' }])('%j is no bundle', (body) => {
    expect(() => readSearchBundle(body, expected)).toThrow(ContextSourceError);
  });

  test.each([undefined, null, 7, {}, 'x', [null, 7, {}, { resource: null }, [patient('1')]]])(
    'entries %j are none',
    (entry) => {
      expect(idsIn(entry)).toEqual([]);
    },
  );

  test('matches count, once each; what comes along does not', () => {
    const included = { ...patient('3'), search: { mode: 'include' } };
    const outcome = { resource: { resourceType: 'OperationOutcome', id: '4' }, search: { mode: 'outcome' } };
    const match = { ...patient('2'), search: { mode: 'match' } };

    expect(idsIn([patient('1'), match, included, outcome, patient('1')])).toEqual(['1', '2']);
  });

  test('of a bundle without an end the beginning is read', () => {
    expect(idsIn(Array.from({ length: 5_000 }, (_, place) => patient(String(place))))).toHaveLength(100);
  });

  test('STD L3: visits are those of the patient, whatever the server sends', () => {
    const entry = [
      visit('1', 'Patient/p1'),
      visit('2', 'Patient/p2'),
      { resource: { resourceType: 'Encounter', id: '3' } },
    ];

    expect(idsIn(entry, { resourceType: 'Encounter', patient: 'p1' })).toEqual(['1']);
    expect(idsIn(entry, { resourceType: 'Encounter' })).toEqual(['1', '2', '3']);
  });

  test('the patient in context does not matter to places', () => {
    const place = { resource: { resourceType: 'Location', id: '9' } };

    expect(idsIn([place], { resourceType: 'Location', patient: 'p1' })).toEqual(['9']);
  });

  test('whatever comes is a page or an error of the source', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (entry, link) => {
        readSearchBundle(bundle([{ resource: entry }], [link]), expected);
        readSearchBundle(bundle(entry, link), expected);
      }),
    );
  });
});

describe('V-77: the next page is one of the same server', () => {
  test.each([
    'https://fhir.example/r4?_getpages=7',
    'https://fhir.example/r4/Patient?page=2',
    'Patient?page=2',
    'HTTPS://FHIR.example:443/r4/Patient?page=2',
  ])('%s', (url) => {
    const { next } = readSearchBundle(bundle([], [{ relation: 'self' }, { relation: 'next', url }]), expected);

    expect(next).toBe(new URL(url, 'https://fhir.example/r4/').href);
  });

  test.each([
    'http://fhir.example/r4/Patient?page=2',
    'https://fhir.example.evil.example/r4/Patient',
    'https://fhir.example:8443/r4/Patient',
    'https://user:secret@fhir.example/r4/Patient',
    'https://fhir.example/r4-other/Patient',
    'https://fhir.example/r4/../admin',
    'https://fhir.example/r4/%2e%2e/admin',
    'https://fhir.example/r4/..%2fadmin',
    'https://fhir.example/r4/..%5cadmin',
    '//evil.example/r4/Patient',
    '/Patient?page=2',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://fhir.example/r4/Patient?page=' + 'x'.repeat(2_048),
    '',
    7,
    undefined,
  ])('%s is none', (url) => {
    expect(readSearchBundle(bundle([], [{ relation: 'next', url }]), expected)).not.toHaveProperty('next');
  });
});
