import { readFileSync } from 'node:fs';
import { chooseServer } from '#skin/models/pages/choose-server';
import { declarationFile } from '../../tools/script-api/declaration-file.js';
import { referencePage } from '../../tools/script-api/reference-page.js';
import { readScriptApi } from '../../tools/script-api/script-api.js';
import { scriptObjects } from '../support/script-objects.js';
import { annotated, saidOf, scriptsIn } from '../support/script-types.js';

const api = readScriptApi();
const objectNamed = (name: string) => api.objects.find((each) => each.name === name);

describe('docs/script-api.d.ts', () => {
  test('is what the guest declares; `npm run docs` writes it', () => {
    expect(readFileSync('docs/script-api.d.ts', 'utf8')).toBe(declarationFile(api));
  });

  test('stands for itself, and a strict script is checked by it', () => {
    const said = saidOf({ 'good.js': GOOD, 'bad.js': BAD }, { strict: true });

    expect(said).toEqual([
      expect.stringMatching(/^bad\.js:3 TS18047 'theUserSession' is possibly 'null'/),
      expect.stringMatching(/^bad\.js:4 TS2551 Property 'getLunch' .* Did you mean 'getLaunch'/),
      expect.stringMatching(/^bad\.js:5 TS2339 Property 'readFile' does not exist on type 'EnvironmentApi'/),
    ]);
  });

  test('knows every member that the scripts of the project use', () => {
    const said = saidOf(annotated('test/scripts'));
    const missed = said.flatMap((line) => {
      const [, member = '', object = ''] =
        /TS(?:2339|2551) Property '(\w+)' does not exist on type '(\w+)/.exec(line) ?? [];
      return objectNamed(object) === undefined ? [] : [`${object}.${member}`];
    });

    expect(missed.filter((each) => !notThere.includes(each))).toEqual([]);
  });

  test.each(Object.entries(scriptObjects()))('has the members that a real %s has, and no others', (name, object) => {
    const declared = name === 'String' ? api.texts.map((each) => each.name) : membersOf(name);

    expect(seenMembers(object).sort()).toEqual([...new Set(declared)].sort());
  });

  test('says of a server what scripts are told of it (ruling 8)', () => {
    const { loginUrl: _address, ...told } = chooseServer.variables.servers.fields;

    expect(membersOf('ServerInfo').filter((each) => each !== '[index]')).toEqual(
      expect.arrayContaining(Object.keys(told)),
    );
  });
});

/** What scripts of ours ask for to see what comes of it. */
const notThere = [
  ...['pid', 'getClaim', 'tenant', 'getFhirContext', 'approvedScopes', 'noSuchThing', 'nothing'].map(
    (each) => `UserSessionDetails.${each}`,
  ),
  ...['SmartOnPostAuthorizeDetails.isCodap', 'OAuth2AuthorizationRequestDetails.whatever'],
];

function membersOf(name: string): readonly string[] {
  const { members = [], parents = [] } = objectNamed(name) ?? {};
  return [...members.map((each) => each.name), ...parents.flatMap((parent) => membersOf(parent))].filter(
    (each) => !each.startsWith('['),
  );
}

/** Of the object and its prototypes, but for what the language gives to every object and every array. */
function seenMembers(object: object): string[] {
  const names = new Set<string>();
  for (
    let each = object;
    each !== Object.prototype && each !== Array.prototype;
    each = Reflect.getPrototypeOf(each) as object
  )
    for (const name of Object.getOwnPropertyNames(each)) names.add(name);
  return [...names].filter((name) => name !== 'constructor' && !/^(?:\d+|length)$/.test(name));
}

const GOOD = `
/** @type {OnTokenGenerating} */
function onTokenGenerating(theUserSession, theRequest) {
  const launch = theRequest.getLaunch();
  if (theUserSession === null || launch === null) return;
  const request = Http.get(Environment.getEnv('JS_CONTEXT') + '/launches/' + Converter.urlEncodeString(launch)).execute();
  if (!request.isSuccess()) throw new Error(request.getFailureMessage() ?? '');
  theUserSession.addLaunchResourceId('patient', request.parseResponseAsJson().patient).addAuthority('ROLE_FHIR_CLIENT');
  theUserSession.launchResourceIds = theUserSession.launchResourceIds.filter((each) => each.resourceType === 'patient');
  println(theUserSession.getUsername(), theRequest.requestParameters.get('tenant'), 'a'.equalsIgnoreCase('A'));
}
/** @type {AuthenticateCodap} */
const authenticate = (theRequest, theOutcomeFactory) =>
  theOutcomeFactory.newSuccess(theRequest.requestingPractitioner.identifier.value);
/** @type {GetUserName} */
const getUserName = (theOidcUserInfoMap, theServerInfo) => theServerInfo.getName() + ':' + theOidcUserInfoMap['sub'];
`;
const BAD = `/** @type {OnTokenGenerating} */
function onTokenGenerating(theUserSession, theRequest) {
  theUserSession.addAuthority('ROLE_FHIR_CLIENT');
  theRequest.getLunch();
  Environment.readFile('/etc/passwd');
}
`;

describe('docs/script-api.md', () => {
  test('is what the guest declares; `npm run docs` writes it', () => {
    expect(readFileSync('docs/script-api.md', 'utf8')).toBe(referencePage(api));
  });

  test('has a sentence for every member', () => {
    const silent = api.objects.flatMap(({ name, members }) =>
      members.filter(({ doc }) => doc === '').map((member) => `${name}.${member.name}`),
    );

    expect(silent).toEqual([]);
  });

  test('has examples that are right by the declarations', () => {
    expect(saidOf(scriptsIn('config/scripts'), { strict: true, noImplicitAny: false })).toEqual([]);
  });
});
