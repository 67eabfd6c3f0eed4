import { ENTRIES, PRINTED, recordOf, type Value } from '#thymeleaf/value';
import type { VariableDescriptor, VariableDescriptors } from '../models/page-model-descriptor.js';
import type { Audience } from '../page-renderer.port.js';
import { stockModel } from '../models/stock-model.js';
import { skinContract } from './skin-contract.js';
import { skinModel } from './skin-model.js';
import { skinPageNames, skinPages, type SkinPageName } from './skin-page-names.js';

const audience: Audience = {
  ...{ moduleId: 'smart_auth', basePath: '/ctx', locales: ['fr'], path: '/ctx/signin' },
  languages: { offered: ['en', 'fr'], fallback: 'en' },
  parameters: new Map([
    ['client_id', ['growth-chart']],
    ['interaction', ['ghi_0123456789abcdef0123']],
    ['state', ['gho_0123456789abcdef0123']],
    ['code', ['secret']],
    ['id_token_hint', ['eyJ']],
    ['two', ['1', '2']],
  ]),
};
const occasion = {
  audience,
  skin: { groupId: 'com.example', artifactId: 'my-skin', version: '1.0' },
  locale: 'fr',
};
const modelOf = (name: SkinPageName, size: 'full' | 'least' = 'full', changes: object = {}) =>
  skinModel(name, { ...stockModel(skinPages[name].page, size), ...changes }, occasion);

const record = (value: Value | undefined) => value as Readonly<Record<string, Value>>;

/** Where a value does not have what its contract says. */
function mismatches(variables: VariableDescriptors, value: Value | undefined, path: string): readonly string[] {
  const given = record(value);
  const named = Object.keys(given).filter((name) => !Object.hasOwn(variables, name) && name !== 'bindings');
  return [
    ...named.map((name) => `${path}${name} is not described`),
    ...Object.entries(variables).flatMap(([name, variable]) => mismatch(variable, given[name], path + name)),
  ];
}

function mismatch(variable: VariableDescriptor, value: Value | undefined, path: string): readonly string[] {
  if (value === null) return [];
  if (value === undefined) return [`${path} is undefined`];
  if (variable.kind === 'record') return mismatches(variable.fields, value, `${path}.`);
  if (variable.kind === 'records')
    return (value as readonly Value[]).flatMap((one) => mismatches(variable.fields, one, `${path}[].`));
  const types = {
    text: 'string',
    phrase: 'string',
    address: 'string',
    number: 'number',
    flag: 'boolean',
    texts: 'object',
  } as const;
  return typeof value === types[variable.kind] ? [] : [`${path} is a ${typeof value}`];
}

describe.each(skinPageNames)('%s', (name) => {
  test.each(['full', 'least'] as const)('ruling 59: has what its contract says, and nothing else (%s)', (size) => {
    const { param: _param, ...variables } = skinContract[name].variables;
    const { variables: model, objects } = modelOf(name, size);

    expect(mismatches(variables, model, '')).toEqual([]);
    expect(mismatches(skinContract[name].objects, objects, '#')).toEqual([]);
  });

  test('V-80: is frozen data without prototypes', () => {
    const { variables, objects, parameters } = modelOf(name);

    for (const one of [variables, objects, parameters]) expectPlain(one);
  });
});

function expectPlain(value: Value): void {
  if (typeof value !== 'object' || value === null) {
    expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
    return;
  }
  expect(Object.isFrozen(value)).toBe(true);
  if (!Array.isArray(value)) expect(Object.getPrototypeOf(value)).toBeNull();
  Object.values(value as object).forEach((inner) => {
    expectPlain(inner as Value);
  });
}

test('skins 1.4: scopes are records, texts and a map at once', () => {
  const { variables } = modelOf('approval');
  const [first] = variables['scopes'] as unknown as [Readonly<Record<string | symbol, Value>>];

  expect(first[PRINTED]).toBe('openid');
  expect({ ...first }).toMatchObject({ scope: 'openid', key: 'openid', name: 'openid', value: 'false' });
  expect((variables['scopes'] as { [ENTRIES]?: object })[ENTRIES]).toMatchObject({ openid: 'false' });
});

test('skins 1.4: without scopes the list is a map all the same', () => {
  const { variables } = modelOf('approval', 'least', { scopes: [] });

  expect((variables['scopes'] as { [ENTRIES]?: object })[ENTRIES]).toEqual(recordOf([]));
});

test('5.2: what is absent or empty is null', () => {
  const { variables, objects } = modelOf('login', 'least', { clientId: '', clientName: '', username: '' });

  expect({ ...variables }).toMatchObject({
    client_id: null,
    client_name: null,
    username: null,
    errorMessage: null,
    logoUri: null,
  });
  expect(objects['authentication']).toBeNull();
});

test('10.3: an app without a name has its id as one', () => {
  expect(modelOf('login', 'full', { clientName: '' }).variables['client_name']).toBe('growth-chart');
});

test('V-80: of the address nothing secret is told', () => {
  const { parameters } = modelOf('login', 'least');

  expect(Object.keys(parameters)).toEqual(['client_id', 'interaction', 'state', 'two']);
  expect([...(parameters['interaction'] as readonly Value[])]).toEqual(['ghi_0123456789abcdef0123']);
  expect([...(parameters['state'] as readonly Value[])]).toEqual(['[redacted]']);
});

test('5.2: param.error is set wherever the last answer was not taken', () => {
  expect(modelOf('login', 'least').parameters['error']).toBeUndefined();
  expect([...(modelOf('login').parameters['error'] as readonly Value[])]).toEqual(['true']);
});

test('forms know their mistakes', () => {
  expect(record(modelOf('register-step1').variables['form'])['given_name']).toBe('Maria');
  expect(modelOf('register-step1').variables['bindings']).toMatchObject({
    form: { errors: { '': ['Ce n’est pas le code de l’e-mail. Vérifiez-le et réessayez.'] } },
  });
  expect(modelOf('register-step1').variables['error']).toBe('code.wrong');
  expect(modelOf('register-step1', 'least').variables['bindings']).toBeUndefined();
});

test('S-12: the error page repeats the path only, and no more than 200 characters', () => {
  const { variables } = modelOf('error', 'full', { uri: `/${'a'.repeat(300)}?code=x`, message: 'm'.repeat(300) });

  expect(variables['uri']).toBe(`/${'a'.repeat(198)}…`);
  expect(variables['message']).toBe(`${'m'.repeat(199)}…`);
  expect({ ...variables }).toMatchObject({ statusCode: 400, statusTitle: 'Demande incorrecte', errorId: '7K3M-Q9TX' });
});
