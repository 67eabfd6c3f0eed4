import type { ClientDefinition } from '#protocol/client/client';
import type { UserSessionDetails } from '#protocol/user/user-session';
import { aboutApp } from './about-app.js';

const told = (permissions: readonly string[], untrusted?: boolean) => {
  const user = { authorities: permissions.map((permission) => ({ permission })) } as unknown as UserSessionDetails;
  return aboutApp({ ...(untrusted && { untrusted }) } as ClientDefinition, user, 'https://app.example/cb').administers;
};

test.each([['OPENID_CONNECT_ADD_CLIENT'], ['ROLE_SUPERUSER'], ['GATEHOUSE_CREATE_LAUNCH']])(
  'A-14, ruling 10: the page tells of %s, which no scope names',
  (permission) => {
    expect(told(['FHIR_ALL_READ', permission])).toBe(true);
  },
);

test.each([['FHIR_ALL_READ'], ['ROLE_FHIR_CLIENT_SUPERUSER'], ['ROLE_ANONYMOUS'], ['ACCESS_FHIR_ENDPOINT']])(
  'A-14: of %s scopes tell enough',
  (permission) => {
    expect(told([permission])).toBe(false);
  },
);

test('A-14: an app that nobody has looked at does not get them', () => {
  expect(told(['OPENID_CONNECT_ADD_CLIENT'], true)).toBe(false);
});
