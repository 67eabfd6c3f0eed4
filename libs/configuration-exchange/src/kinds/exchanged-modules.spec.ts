import type { ModuleAdministration } from '#module-config/module-administration.port';
import { ExchangedModules } from './exchanged-modules.js';

const stored = {
  ...{ nodeId: 'Master', moduleId: 'a', moduleType: 'SECURITY_OUT_SMART', dependencies: [] },
  options: [
    { key: 'keys', value: '***' },
    { key: 'port', value: '9200' },
  ],
};
const exchanged = new ExchangedModules({
  list: () => Promise.resolve([{ module: stored, version: 1 }]),
} as unknown as ModuleAdministration);

test('V-50: what may be a secret is named and not shown: one that was masked, and what there was nothing of before', async () => {
  const options = [
    { key: 'keys', value: 'canary-1' },
    { key: 'new.keys', value: 'canary-2' },
    { key: 'port', value: '9201' },
  ];

  await expect(exchanged.differences({ ...stored, options }, ['keys', 'new.keys', 'port'])).resolves.toEqual([
    { field: 'keys' },
    { field: 'new.keys' },
    { field: 'port', before: '9200', after: '9201' },
  ]);
});
