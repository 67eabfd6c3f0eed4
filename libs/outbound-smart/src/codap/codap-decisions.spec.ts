import type { CodapScript, CodapVerdict } from '#scripts/codap-script.port';
import { ScriptFailure } from '#scripts/script-failure.port';
import type { GrantRequest } from '../grants/grant.port.js';
import { instanceScripts } from '../instances/instance-scripts.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { CodapDecisions } from './codap-decisions.js';
import type { CodapRequest } from './codap-requests.js';

const options = new OutboundSmartOptions();
Object.assign(options.codap, { enabled: true, text: 'function authenticate() {}' });
const module = { nodeId: 'Master', moduleId: 'smart_auth' };
const instance = { ...module, options, scripts: instanceScripts(options, module) };
const request = { instance, client: { clientId: 'app' }, remoteAddress: '127.0.0.1' } as unknown as GrantRequest;
const codap = {
  facts: { requestingPractitioner: { id: 'p1' }, requestedRecord: { id: '123' } },
  authentication: { raw: 'a', claims: {} },
  authorization: { raw: 'b', claims: {} },
} as unknown as CodapRequest;

const decide = async (authenticate: CodapScript['authenticate'], by = request) =>
  new CodapDecisions({ authenticate }).of(by, codap, 'flow');
const answer = (verdict: Partial<Extract<CodapVerdict, { kind: 'success' }>>) => async () =>
  Promise.resolve({ kind: 'success' as const, username: 'D-7', authorities: [], session: {}, ...verdict });
const argued = { permission: 'FHIR_READ_ALL_IN_COMPARTMENT', argument: 'Patient/123' };

test('product document 11.16.6: the script sees the resources and the JWTs, and what it grants is what it added', async () => {
  let seen: unknown;
  const decision = await decide(async (call) => {
    seen = call;
    return answer({ authorities: [argued] })();
  });

  expect(seen).toMatchObject({
    script: { name: 'codap.auth_script.text' },
    occasion: { flowId: 'flow', clientId: 'app', remoteAddress: '127.0.0.1' },
    requestingPractitioner: { id: 'p1' },
    requestedRecord: { id: '123' },
    authenticationToken: { raw: 'a' },
    authorizationToken: { raw: 'b' },
  });
  expect(decision).toMatchObject({ kind: 'admitted', change: { added: [argued], removed: [] } });
});

test('ruling 14: what the script says of a refusal is for log and audit', async () => {
  const message = 'Banned username';
  const decision = await decide(async () =>
    Promise.resolve({ kind: 'failure', message, incorrectPassword: true, unknownUsername: false }),
  );

  expect(decision).toEqual({
    kind: 'refused',
    cause: 'the script refused: Banned username',
    detail: { message, incorrectPassword: true, unknownUsername: false },
  });
});

const failing = new ScriptFailure('thrown', 'no identifier', {
  script: 's',
  functionName: 'authenticate',
  runId: 'run',
});

test.each<{ name: string; authenticate: CodapScript['authenticate']; cause: string; detail?: object }>([
  {
    name: 'throws',
    authenticate: async () => Promise.reject(failing),
    cause: 'no identifier',
    detail: { runId: 'run' },
  },
  { name: 'names nobody', authenticate: answer({ username: ' ' }), cause: 'named nobody' },
])('ruling 36: nobody is admitted by a script that $name', async ({ authenticate, cause, detail = {} }) => {
  expect(await decide(authenticate)).toEqual({ kind: 'refused', cause: expect.stringContaining(cause), detail });
});

test.each(['busy', 'suspended'] as const)('%s is no refusal: nobody was asked', async (reason) => {
  const failure = new ScriptFailure(reason, 'come again', { script: 's', functionName: 'authenticate' });

  await expect(decide(async () => Promise.reject(failure))).rejects.toBe(failure);
});

test('a fault of the server is no refusal', async () => {
  await expect(decide(async () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
});

test('product reference 9.1: some have authenticate in the post-authorize file', async () => {
  const others = new OutboundSmartOptions();
  Object.assign(others.script, { file: 'classpath:smart.js' });
  Object.assign(others.codap, { enabled: true });
  const scripts = instanceScripts(others, module);
  let name = '';
  await decide(
    async ({ script }) => {
      name = script.name;
      return answer({})();
    },
    { ...request, instance: { ...request.instance, options: others, scripts } },
  );

  expect(name).toBe('classpath:smart.js');
});
