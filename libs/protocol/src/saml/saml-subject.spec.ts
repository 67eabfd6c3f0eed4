import type { Assertion, NameId } from './assertion.js';
import { authenticationMethods } from './authentication-methods.js';
import { SamlRefusal } from './saml-refusal.js';
import { subjectOf } from './saml-subject.js';

const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

function assertion(nameId: Partial<NameId>, attributes: Record<string, string[]> = {}): Assertion {
  return {
    ...{ id: '_a', issuer: 'idp', issuedAt: 0, confirmations: [], conditions: { audiences: [] }, statements: [] },
    nameId: { value: 'mila', format: '', nameQualifier: '', spNameQualifier: '', ...nameId },
    attributes: new Map(Object.entries(attributes)),
  };
}

describe('V-75: who an assertion is about', () => {
  test.each([
    { name: 'a name alone', nameId: {}, subject: 'mila' },
    {
      name: 'qualifiers that stand for what is left out',
      nameId: { nameQualifier: 'idp', spNameQualifier: 'us' },
      subject: 'mila',
    },
    { name: 'another qualifier', nameId: { nameQualifier: 'other' }, subject: '["mila","other",""]' },
    { name: 'a qualifier of ours', nameId: { spNameQualifier: 'group' }, subject: '["mila","","group"]' },
    {
      name: 'a name that looks like one with qualifiers',
      nameId: { value: '["mila","other",""]' },
      subject: '["[\\"mila\\",\\"other\\",\\"\\"]","",""]',
    },
    { name: 'another case', nameId: { value: 'MILA' }, subject: 'MILA' },
  ])('$name', ({ nameId, subject }) => {
    expect(subjectOf(assertion(nameId), 'us').subject).toBe(subject);
  });

  test('an attribute names the account, the NameID stays what the person is known by', () => {
    expect(subjectOf(assertion({ value: 'x-1' }, { uid: ['mila'] }), 'us', 'uid')).toEqual({
      subject: 'x-1',
      username: 'mila',
    });
  });

  test('with a transient name the attribute is what the person is known by', () => {
    const named = subjectOf(assertion({ value: '_r1', format: TRANSIENT }, { uid: ['mila'] }), 'us', 'uid');

    expect(named).toEqual({ subject: '["attribute","uid","mila"]', username: 'mila' });
  });

  test.each([
    { name: 'a transient name alone', nameId: { format: TRANSIENT }, attribute: undefined, attributes: {} },
    { name: 'an empty name', nameId: { value: '' }, attribute: undefined, attributes: {} },
    { name: 'no such attribute', nameId: {}, attribute: 'uid', attributes: {} },
    { name: 'the attribute twice', nameId: {}, attribute: 'uid', attributes: { uid: ['a', 'b'] } },
  ])('refuses $name', ({ nameId, attribute, attributes }) => {
    expect(() => subjectOf(assertion(nameId, attributes), 'us', attribute)).toThrow(SamlRefusal);
  });
});

test.each([
  [['urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'], ['pwd']],
  [
    ['urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI', 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'],
    ['sc', 'pwd'],
  ],
  [['urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified'], []],
  [['urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract'], ['mfa']],
  [['https://refeds.org/profile/mfa', '', 'Password'], ['mfa']],
  [['http://schemas.microsoft.com/claims/multipleauthn'], ['mfa']],
  [['https://refeds.org/profile/mfa#', 'mfa', 'urn:oasis:names:tc:SAML:2.0:ac:classes:mfa'], []],
])('methods of %j are %j', (classes, methods) => {
  expect(authenticationMethods(classes)).toEqual(methods);
});
