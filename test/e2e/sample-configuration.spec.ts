import { readFileSync } from 'node:fs';
import { newPkce, postForm, redemption, type IssuedCode, type Tokens } from '../support/app.js';
import { answerParameters, kindOf, openSignedIn, requestUrl } from '../support/authorization.js';
import { orderLaunch } from '../support/ehr.js';
import { clientToken } from '../support/endpoint-calls.js';
import { Person, type Page } from '../support/person.js';
import { SECRET } from '../support/test-clients.js';
import { startTestServer, type TestServer } from '../support/test-server.js';

type Entry = Readonly<Record<string, unknown>>;

const sample = (name: string): string => readFileSync(`config/${name}`, 'utf8');
const { clients } = JSON.parse(sample('seed-clients.json')) as { clients: readonly Entry[] };
const { users } = JSON.parse(sample('seed-users.json')) as { users: readonly Entry[] };
const properties = [
  ...sample('gatehouse.properties')
    .split('\n')
    // The sample script is switched on, as the guide says: it changes nothing before it has a service to ask.
    .map((line) => line.replace(/^#(?=module\.)/, '').replace('classpath:scripts/', 'classpath:'))
    .filter((line) => /\.(?:context_selection|post_authorize_script|script)\./.test(line)),
  // As it is without a word about it; other test servers hash cheaper.
  'module.smart_auth.config.client_secret.encoding=BCRYPT_12_ROUND',
];
const amelia = { username: 'amelia', password: 'a password for the sample' };
const REDIRECT = 'http://localhost:3000/callback';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    properties,
    clients: clients.map((each) => ('clientSecrets' in each ? { ...each, clientSecrets: [{ secret: SECRET }] } : each)),
    users: users.map((each) => ({ ...each, password: amelia.password })),
    files: {
      'contexts.json': sample('contexts.json'),
      'launch-context.js': sample('scripts/launch-context.js'),
    },
  });
});

afterAll(() => server.stop());

function address(challenge: string, more: Readonly<Record<string, string>>): string {
  const app = { client_id: 'sample-public-app', redirect_uri: REDIRECT, code_challenge: challenge };
  return requestUrl(server.issuer, { ...app, ...more });
}

async function redeem(answer: Page, verifier: string): Promise<Tokens> {
  const issued = { code: answerParameters(answer).code, pkce: { verifier } } as IssuedCode;
  const fields = redemption(issued, { client_id: 'sample-public-app', redirect_uri: REDIRECT });
  return (await (await postForm(`${server.issuer}/oauth/token`, fields)).json()) as Tokens;
}

// The five-minute walk of the README.
describe('the sample configuration', () => {
  test('STD C1: a first standalone launch asks which patient, and gets Oscar', async () => {
    const { verifier, challenge } = newPkce();
    const person = new Person();
    const url = address(challenge, { scope: 'openid fhirUser launch/patient patient/*.rs' });
    const selection = await openSignedIn(person, url, amelia);
    const tokens = await redeem(await person.approve(await person.choose(selection, 'Patient/oscar')), verifier);

    expect(kindOf(selection)).toBe('selection');
    expect(tokens).toMatchObject({ patient: 'oscar', scope: 'openid fhirUser launch/patient patient/*.rs' });
  });

  test('STD C1: the sample EHR launches the app, and nobody is asked for a patient', async () => {
    const { verifier, challenge } = newPkce();
    const order = { clientId: 'sample-public-app', user: 'amelia', aud: 'http://localhost:8000', patient: 'example' };
    const { access_token: token } = await clientToken(server.issuer, 'sample-ehr');
    const { body: ticket } = await orderLaunch(server.issuer, { ...order, need_patient_banner: true }, { token });
    const launch = String(ticket.launch);
    const url = address(challenge, { scope: 'openid launch patient/*.rs', aud: order.aud, launch });
    const person = new Person();
    const tokens = await redeem(await person.approve(await openSignedIn(person, url, amelia)), verifier);

    expect(String(ticket.launchUrl)).toMatch(/^http:\/\/localhost:3000\/launch\?iss=.*&launch=ghl_/);
    expect(tokens).toMatchObject({ patient: 'example', need_patient_banner: true });
  });
});
