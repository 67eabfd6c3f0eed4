import type { Assertion } from '#protocol/saml/assertion';
import { SamlInboundOptions } from './saml-inbound.options.js';
import { samlPerson } from './saml-person.js';

function namesOf(nameId: string, attributes: Record<string, string[]>, options: Partial<SamlInboundOptions> = {}) {
  const assertion: Assertion = {
    ...{ id: '_a', issuer: 'https://idp.example/metadata', issuedAt: 0, confirmations: [], statements: [] },
    ...{ conditions: { audiences: [] }, attributes: new Map(Object.entries(attributes)) },
    nameId: { value: nameId, format: '', nameQualifier: '', spNameQualifier: '' },
  };
  const instance = { moduleId: 'Saml', options: Object.assign(new SamlInboundOptions(), options) };
  return samlPerson(assertion, 'us', instance).usernames;
}

describe('V-75: names that a provider chooses', () => {
  test.each([
    ['dr.jones', ['dr.jones@idp.example/metadata', 'dr.jones~saml@idp.example/metadata']],
    ['ADMIN', [expect.stringMatching(/^admin-[0-9a-f]{12}@/), expect.stringMatching(/^admin-[0-9a-f]{12}~saml@/)]],
  ])('say whose %s it is', (nameId, names) => {
    expect(namesOf(nameId, {})).toEqual(names);
  });

  test('stand alone where all names of the provider are the operator’s to give', () => {
    expect(namesOf('dr.jones', {}, { takesPlainNames: true })).toEqual(['dr.jones']);
  });
});
