import { SmartInboundOptions } from './smart-inbound.options.js';
import { unaskedScriptWarnings } from './unasked-script-warnings.js';

const warned = (trustedModuleIds: readonly string[], text?: string) => {
  const options = Object.assign(new SmartInboundOptions(), { callbackScript: { text } });
  return unaskedScriptWarnings({ nodeId: 'Master', moduleId: 'smart_in', trustedModuleIds, options });
};

test('a script that our own tokens pass by is told of', () => {
  expect(warned(['smart_auth'], 'function onAuthenticateSuccess() {}')).toEqual([
    expect.objectContaining({
      key: 'module.smart_in.config.callback_script',
      problem: expect.stringContaining('not about those of Master/smart_auth'),
    }),
  ]);
});

test.each([
  { name: 'without a script', trusted: ['smart_auth'] },
  { name: 'where no module of ours is trusted', trusted: [], text: 'function onAuthenticateSuccess() {}' },
])('nothing is told $name', ({ trusted, text }) => {
  expect(warned(trusted, text)).toEqual([]);
});
