import { serverFieldEntries } from '#protocol/server/server-fields';
import { chooseServer } from './choose-server.js';

/** Secrets, scripts and keys, where a key's file lies, and parameters that are sent with credentials. */
const WITHHELD = [
  'validationJwkText',
  'validationJwkFile',
  'tokenIntrospectionClientSecret',
  'federationAuthScriptText',
  'federationUserMappingScriptText',
  'customTokenParameters',
];

test('ruling 8: a page of a skin gets every field of a server that is no secret, script or key', () => {
  const shown = Object.keys(chooseServer.variables.servers.fields);
  const fields = serverFieldEntries.map(([name]) => name);

  expect(fields.filter((name) => !shown.includes(name)).sort()).toEqual([...WITHHELD].sort());
  expect(shown.filter((name) => !fields.some((field) => field === name))).toEqual([
    'pid',
    'nodeId',
    'moduleId',
    'loginUrl',
  ]);
});
