import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the calls to other servers (reference 8.3 and 11). */
export const introspectionClientKeys: readonly AcceptedGroup[] = [
  {
    reason: 'Java trust stores are not read; a file with certificates as PEM needs no password.',
    instead: 'introspection_client.truststore.file with a PEM file',
    keys: { 'introspection_client.truststore.password': '' },
  },
];
