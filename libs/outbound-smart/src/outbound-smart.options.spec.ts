import { propertiesOf } from '#module-config/property.port';
import { OutboundSmartOptions } from './outbound-smart.options.js';

test('ruling 55: every property is declared in one topic, under a key of its own', () => {
  const keys = propertiesOf(OutboundSmartOptions).map(({ key }) => key);

  expect(keys).toContain('issuer.url');
  expect([...new Set(keys)]).toEqual(keys);
});
