import { describedBySignIn, noSignInDetails } from './sign-in-details.js';

const kept = {
  authorities: [{ permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' }, { permission: 'ROLE_FHIR_CLIENT' }],
  defaultLaunchContexts: [
    { contextType: 'patient', resourceId: 'Patient/1' },
    { contextType: 'location', resourceId: 'Location/7' },
  ],
  fhirUserUrl: 'https://fhir.example.org/Practitioner/1',
};

test('a sign-in that says nothing changes nothing', () => {
  expect(describedBySignIn(kept, noSignInDetails)).toEqual(kept);
  expect(describedBySignIn(kept, {})).toEqual(kept);
});

test('authorities add up, each once', () => {
  const authorities = [{ permission: 'ROLE_FHIR_CLIENT' }, { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/2' }];

  expect(describedBySignIn(kept, { authorities }).authorities).toEqual([...kept.authorities, authorities[1]]);
});

test('what a script left out does not count, whoever gave it', () => {
  const authorities = [{ permission: 'FHIR_ALL_READ' }, { permission: 'FHIR_ALL_WRITE' }];
  const withheld = [{ permission: 'FHIR_ALL_WRITE' }, { permission: 'FHIR_READ_INSTANCE', argument: 'Patient/1' }];

  expect(describedBySignIn(kept, { authorities, withheld }).authorities).toEqual([
    { permission: 'ROLE_FHIR_CLIENT' },
    { permission: 'FHIR_ALL_READ' },
  ]);
});

test('names of the sign-in go before those of the account', () => {
  const person = { ...kept, familyName: 'Marsh', givenName: 'Amelia', email: 'a@example.org' };

  expect({ ...person, ...describedBySignIn(person, { names: { email: 'b@example.org' } }) }).toEqual({
    ...person,
    email: 'b@example.org',
  });
});

test('of launch contexts of one type and of FHIR resources those of the sign-in count', () => {
  const launchContexts = [{ contextType: 'patient', resourceId: 'Patient/9' }];
  const fhirUserUrl = 'https://fhir.example.org/Patient/9';

  expect(describedBySignIn(kept, { launchContexts, fhirUserUrl })).toMatchObject({
    defaultLaunchContexts: [...launchContexts, { contextType: 'location', resourceId: 'Location/7' }],
    fhirUserUrl,
  });
});
