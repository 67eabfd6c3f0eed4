import type { CodapCall } from '../codap-script.port.js';
import { codapSubject, provedSubject, typedSubject, upstreamSubject } from './run-subject.js';

const codap = (practitioner: string, patient: string, iss = 'https://org.example') =>
  codapSubject({
    occasion: { clientId: 'partner' },
    requestingPractitioner: { id: practitioner },
    requestedRecord: { id: patient },
    authenticationToken: { raw: '', claims: {} },
    authorizationToken: { raw: '', claims: { iss } },
  } satisfies Omit<CodapCall, 'script'>);

test('somebody who is known counts as themselves: the person before the client', () => {
  expect(provedSubject({ username: 'amelia', clientId: 'app' })).toEqual({
    one: 'user amelia',
    countsAs: 'user amelia',
  });
  expect(provedSubject({ clientId: 'backend' })).toEqual({ one: 'client backend', countsAs: 'client backend' });
  expect([provedSubject({ flowId: 'f' }), provedSubject()]).toEqual([undefined, undefined]);
});

test('V-55: names that are typed in one network are several, and count as one', () => {
  const [amelia, bertha] = [typedSubject('amelia', '2001:db8::1'), typedSubject('bertha', '2001:db8::2')];
  const elsewhere = typedSubject('amelia', '192.0.2.1');

  expect(amelia.one).not.toBe(bertha.one);
  expect(amelia.countsAs).toBe(bertha.countsAs);
  expect([elsewhere.one === amelia.one, elsewhere.countsAs === amelia.countsAs]).toEqual([false, false]);
  expect(typedSubject('amelia', undefined).countsAs).toBe('network unknown');
});

test('people of another server are told apart by its issuer and its name of them', () => {
  const of = (issuer: string, sub: string) => upstreamSubject({ server: { issuer }, userInfo: { sub } }).one;

  expect(new Set([of('https://a', 'b'), of('https://a', 'c'), of('https://b', 'b'), of('https://a', 'b')]).size).toBe(
    3,
  );
});

test('the two whom a CODAP request is about are several, and count as the client that names them', () => {
  const all = [codap('p1', 'r1'), codap('p2', 'r1'), codap('p1', 'r2'), codap('p1', 'r1', 'https://other.example')];

  expect(new Set(all.map(({ one }) => one)).size).toBe(4);
  expect(new Set(all.map(({ countsAs }) => countsAs))).toEqual(new Set(['client partner']));
});
