import { propertiesFromEnvironment } from '../environment-override.js';
import { moduleDefinitions } from '../module-definitions.js';

const TYPE = 'module.smart_auth.type';
const CONFIG = 'module.smart_auth.config';

test.each([
  { inFile: 'issuer.url', inEnvironment: 'security_out_smart.issuer.url' },
  { inFile: 'security_out_smart.issuer.url', inEnvironment: 'issuer.url' },
  { inFile: 'issuer.url', inEnvironment: 'issuer.url' },
])('ruling 15, ruling 55: $inEnvironment of the environment stands above $inFile', ({ inFile, inEnvironment }) => {
  const file = new Map([
    // The type may stand below the values.
    [`${CONFIG}.${inFile}`, 'https://file.example'],
    [`${CONFIG}.port`, '1'],
    [TYPE, 'SECURITY_OUT_SMART'],
  ]);
  const name = `GATEHOUSE__${`${CONFIG}.${inEnvironment}`.replaceAll('.', '__')}`;

  const [module] = moduleDefinitions(
    file,
    propertiesFromEnvironment({ [name]: 'https://environment.example' }),
  ).modules;

  expect([...(module?.config ?? [])]).toEqual(
    expect.arrayContaining([
      ['port', { value: '1', origin: 'file' }],
      [inEnvironment, { value: 'https://environment.example', origin: 'environment' }],
    ]),
  );
  expect(module?.config.size).toBe(2);
});

test('ruling 15: the name of another type before a key is part of another key', () => {
  const file = new Map([
    [TYPE, 'SECURITY_OUT_SMART'],
    [`${CONFIG}.port`, '1'],
  ]);
  const overrides = new Map([[`${CONFIG}.admin_json.port`, '2']]);

  expect(moduleDefinitions(file, overrides).modules[0]?.config.size).toBe(2);
});

test('both spellings in one file stay, so that their difference is reported', () => {
  const file = new Map([
    [TYPE, 'SECURITY_OUT_SMART'],
    [`${CONFIG}.port`, '1'],
    [`${CONFIG}.security_out_smart.port`, '2'],
  ]);

  expect(moduleDefinitions(file).modules[0]?.config.size).toBe(2);
});
