import type { ServerDescriptions } from '../discovery/server-descriptions.js';
import type { GrantController } from '../grants/grant.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { OutboundSmartOptions } from '../outbound-smart.options.js';
import { RegistrationTerms } from './registration-terms.js';

const GRANTS = [
  ['authorization_code', 'AUTHORIZATION_CODE'],
  ['client_credentials', 'CLIENT_CREDENTIALS'],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'JWT_BEARER'],
].map(([grantType, clientGrantType]) => ({ grantType, clientGrantType }) as GrantController);
const terms = new RegistrationTerms(GRANTS, { of: async () => ({}) } as unknown as ServerDescriptions);
const instance = { options: new OutboundSmartOptions() } as OutboundSmartInstance;

test.each([
  { name: 'whoever comes', isKnown: false, expected: ['AUTHORIZATION_CODE'] },
  { name: 'who is invited or permitted', isKnown: true, expected: ['AUTHORIZATION_CODE', 'CLIENT_CREDENTIALS'] },
])('V-100, S-10: $name registers no app whose word CODAP believes, where the grant is offered', async (right) => {
  const { grants } = await terms.of(instance, { isKnown: right.isKnown });

  expect([...grants.values()]).toEqual(right.expected);
});
