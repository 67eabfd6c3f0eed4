import { ScriptFailure } from '#scripts/script-failure.port';
import type { RegisteredUser, RegistrationCall } from '#scripts/registration-script.port';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { askCreateScript } from './create-script.js';

const person = {
  ...{ username: 'sara', familyName: 'Sand', givenName: 'Sara', email: 'sara@clinic.example' },
  ...{ password: 'correct horse', remoteAddress: '127.0.0.1' },
};
const planned = { familyName: 'Sand', givenName: 'Sara', notes: '', authorities: [{ permission: 'ROLE_FHIR_CLIENT' }] };

/** What comes of a registration, and what operators are told. */
async function asked(script: (call: RegistrationCall) => Partial<RegisteredUser>, set: object = {}) {
  const told: string[] = [];
  const options = new LocalInboundOptions();
  Object.assign(options.createScript, { text: 'function f() {}', ...set });
  const instance = { nodeId: 'Master', moduleId: 'local', options } as AccountsInstance;
  const engine = {
    onUserSelfRegistrationRequest: async (call: RegistrationCall) => ({ ...call.output, ...script(call) }),
  };
  const dependencies = { script: engine, warn: (message: string) => void told.push(message) };
  return { account: await askCreateScript(dependencies, instance, person, planned), told };
}

test('a module without a script has nobody asked', async () => {
  const never = (): never => {
    throw new Error('asked');
  };

  expect((await asked(never, { text: '' })).account).toEqual(planned);
});

test('the script is shown what was typed, but no password', async () => {
  const seen: RegistrationCall[] = [];
  await asked((call) => {
    seen.push(call);
    return {};
  });

  expect(seen[0]?.input).toEqual({ username: 'sara', familyName: 'Sand', givenName: 'Sara', email: person.email });
  expect(JSON.stringify(seen)).not.toContain(person.password);
});

test('S-09: nobody is registered where it fails', async () => {
  const { account, told } = await asked(() => {
    throw new ScriptFailure('thrown', 'the secret', { script: 's', functionName: 'f' });
  });

  expect(account).toBeUndefined();
  expect(told).toHaveLength(1);
});

test.each([true, false])(
  'ruling 37: whether it may give power over the server is in its settings: %s',
  async (mayAdminister) => {
    const seen: RegistrationCall[] = [];
    const { account } = await asked(
      (call) => {
        seen.push(call);
        return { familyName: 'Beach', email: 'other@clinic.example' };
      },
      { mayAdminister },
    );

    expect(seen[0]?.script.settings.mayAdminister).toBe(mayAdminister ? true : undefined);
    expect(account).toEqual({ ...planned, familyName: 'Beach' });
  },
);
