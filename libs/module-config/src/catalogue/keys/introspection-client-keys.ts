import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the calls to other servers (reference 8.3 and 11). */
export const introspectionClientKeys: readonly AcceptedGroup[] = [
  {
    reason: 'How long fetched keys are kept goes by the answer they came with, within fixed bounds.',
    keys: { 'introspection_client.jwks_cache.mins': '30' },
  },
  {
    reason: 'Java trust stores are not read.',
    instead: 'NODE_EXTRA_CA_CERTS, a file with the certificates as PEM',
    keys: { 'introspection_client.truststore.file': '', 'introspection_client.truststore.password': '' },
  },
];
