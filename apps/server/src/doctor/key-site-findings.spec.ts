import { EgressError, type Egress } from '#egress/egress.port';
import { eachOf } from '../../../../test/support/async-items.js';
import { keySiteFindings } from './key-site-findings.js';

const client = (clientId: string, json: object) => ({
  key: { nodeId: 'Master', moduleId: 'smart_auth', clientId },
  json: { enabled: true, ...json },
});

/** What each address answers; others fail for this reason. */
function egressOf(answers: Readonly<Record<string, unknown>>, reason: EgressError['reason'] = 'unresolvable') {
  const asked: string[] = [];
  const getJson: Egress['getJson'] = (url) => {
    asked.push(url);
    if (!(url in answers)) return Promise.reject(new EgressError(reason, 'host'));
    return Promise.resolve({ body: answers[url], cacheControl: undefined, age: 0 });
  };
  return { asked, egress: { getJson } as Egress };
}

const [GOOD, DEAD] = ['https://good.example/jwks', 'https://dead.example/jwks'];

test.each([
  { name: 'cannot be reached', answers: {}, problem: /cannot be had \(unresolvable\)/ },
  { name: 'answers something else', answers: { [DEAD]: { error: 'x' } }, problem: /has no set of keys/ },
])('The doctor names the clients whose keys are on a site that $name', async ({ answers, problem }) => {
  const { egress } = egressOf({ [GOOD]: { keys: [] }, ...answers });
  const clients = [client('a', { jwksUrl: DEAD }), client('b', { jwksUrl: GOOD }), client('c', { jwksUrl: DEAD })];

  const found = await keySiteFindings(eachOf(clients), egress);

  expect(found).toEqual([
    {
      severity: 'error',
      about: '2 clients: smart_auth/a, smart_auth/c',
      problem: expect.stringMatching(problem),
      remedy: expect.any(String),
    },
  ]);
});

test('Where the server may not call the site, the doctor says how it may', async () => {
  const { egress } = egressOf({}, 'destination-refused');

  const [found] = await keySiteFindings(eachOf([client('a', { jwksUrl: DEAD })]), egress);

  expect(found?.remedy).toContain('gatehouse.egress.allowed_hosts');
});

test('The doctor asks each site once, no more than forty, and none for clients that are disabled', async () => {
  const { asked, egress } = egressOf({});
  const many = Array.from({ length: 500 }, (_, index) =>
    client(`c${index}`, { jwksUrl: `https://${index % 100}.example` }),
  );

  await keySiteFindings(eachOf([client('off', { enabled: false, jwksUrl: GOOD }), ...many]), egress);

  expect(asked).toEqual(Array.from({ length: 40 }, (_, index) => `https://${index}.example`));
});
