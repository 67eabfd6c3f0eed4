import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the listener of the JSON admin API that those of SMART outbound modules heed, and it does not. */
export const administrationKeys: readonly AcceptedGroup[] = [
  {
    reason: 'Every call of the admin API carries its credentials; there are no sessions.',
    keys: { 'sessions.timeout.mins': '30', 'sessions.maximum_concurrent': '0' },
  },
  {
    // Samples of the product have it on: the module then does less than it was told to, and is safer.
    reason: 'Nobody administers without credentials.',
    keys: { 'anonymous.access.enabled': 'false' },
  },
  {
    reason: 'Challenges name one realm, gatehouse, which nothing depends on.',
    keys: { 'security.http.basic.realm': 'Smile CDR' },
  },
  {
    reason: 'Nobody acts as somebody else, or says what they may do, by a header of a request.',
    refusedWhenTrue: true,
    keys: { 'trusted_client.enabled': 'false', 'trusted_client.assert_permissions': 'false' },
  },
  {
    reason: 'Scripts of web pages cannot call the admin API.',
    keys: { 'cors.enable': 'false', 'cors.origins': '*', 'cors.allowed_headers': '', block_http_options: 'false' },
  },
  {
    reason: 'The proxy in front of the admin API can add headers to its answers.',
    keys: { custom_response_headers: '' },
  },
];
