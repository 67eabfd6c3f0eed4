import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the calls to other servers (reference 8.3 and 11). */
export const introspectionClientKeys: readonly AcceptedGroup[] = [
  {
    reason:
      'Fetched keys are kept as long as their Cache-Control says, an hour at most, and five minutes without one; an unknown key is asked for at once.',
    keys: { 'introspection_client.jwks_cache.mins': '30' },
  },
  {
    reason: 'Java trust stores are not read.',
    instead: 'NODE_EXTRA_CA_CERTS, a file with the certificates as PEM',
    keys: { 'introspection_client.truststore.file': '', 'introspection_client.truststore.password': '' },
  },
];
