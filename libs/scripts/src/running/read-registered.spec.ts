import { scriptOf } from '../../../../test/support/script-bench.js';
import { readRegistered } from './read-registered.js';

const input = { username: 'sara', familyName: 'Sand', givenName: 'Sara', email: 'sara@clinic.example' };
const { username: _username, ...names } = input;
const output = { ...names, notes: '', authorities: [{ permission: 'ROLE_FHIR_CLIENT' }] };
const session = {
  ...{ ...input, notes: '', fhirUserUrl: null, userData: {}, authorities: output.authorities },
  ...{ defaultLaunchContexts: [], launchResourceIds: [], fhirContext: [] },
};

/** What an account becomes that a script changes so, and the log of the run. */
function read(change: object, mayAdminister = false) {
  const lines: string[] = [];
  const script = scriptOf('', mayAdminister ? { mayAdminister } : {});
  const call = { script, input, output };
  const user = readRegistered({ user: { ...session, ...change } }, call, {
    warn: (text) => void lines.push(text),
  });
  return { user, lines };
}

test('names, notes, permissions, context and FHIR user are those of the script', () => {
  const change = {
    ...{ familyName: 'SAND', notes: 'self', fhirUserUrl: 'https://fhir.example/Patient/1' },
    authorities: [{ permission: 'FHIR_ALL_READ' }],
    defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Patient/1' }],
  };

  expect(read(change)).toEqual({ user: { ...output, ...change }, lines: [] });
});

test.each([
  ['an empty name', { familyName: ' ' }, []],
  ['a name with unseen characters', { givenName: 'a\u202Eb' }, [/^theOutputUser.givenName is left out: /]],
  ['a name without end', { givenName: 'x'.repeat(101) }, [/^theOutputUser.givenName is left out: /]],
  ['power over the server', { authorities: [{ permission: 'VIEW_USERS' }] }, [/^VIEW_USERS is not given to people/]],
  ['a reference that nobody is', { fhirUserUrl: 'Goal/1' }, [/^theOutputUser.fhirUserUrl is left out: /]],
  [
    'a context of another type',
    { defaultLaunchContexts: [{ contextType: 'patient', resourceId: 'Goal/1' }] },
    [/^the default launch context patient is left out: /],
  ],
  ['another user name', { username: 'sara@clinic.example' }, [/^theOutputUser.username stays as it is: /]],
  ['another address', { email: 'other@clinic.example' }, [/^theOutputUser.email stays as it is: /]],
])('V-99: %s is left out, and the account is made', (_what, change, told) => {
  const { user, lines } = read(change);

  const authorities = 'authorities' in change ? [] : output.authorities;
  expect(user).toEqual({ ...output, authorities, defaultLaunchContexts: [] });
  expect(lines).toEqual(told.map((line) => expect.stringMatching(line) as string));
});

test('ruling 37: with the switch it gives power over the server', () => {
  const authorities = [{ permission: 'ROLE_SUPERUSER' }];

  expect(read({ authorities }, true)).toMatchObject({ user: { authorities }, lines: [] });
});
