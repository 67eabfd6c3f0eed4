import type { AcceptedGroup } from '../accepted-group.js';

const NO_SUCH_PAGE = 'No page of this server has a setting of that name.';

/** Keys of SMART outbound modules (reference 10.2 and 11), without those of listeners and of the script engine. */
export const outboundSmartKeys: readonly AcceptedGroup[] = [
  {
    reason: 'A request without credentials never acts as a user.',
    refusedWhenTrue: true,
    keys: { 'anonymous.access.enabled': 'false' },
  },
  {
    reason: 'This server has no FHIR store whose consent records it could heed.',
    refusedWhenTrue: true,
    keys: { 'davinci.consent_handling': 'false' },
  },
  {
    reason: 'The first key of the set signs, by its own alg and under its own kid.',
    instead: 'the key to sign with as the first of the set',
    keys: { 'openid.signing.key_id': '' },
  },
  {
    reason: 'A revoked token is refused at once, by other processes within a second, whatever is set.',
    keys: { 'cache.authorized_tokens.millis': '3000' },
  },
  {
    reason: 'Discovery shows the capabilities that are there.',
    keys: {
      smart_capabilities_list:
        'launch-ehr client-public client-confidential-symmetric context-ehr-patient context-standalone-patient sso-openid-connect permission-patient launch-standalone permission-offline',
    },
  },
  { reason: NO_SUCH_PAGE, keys: { 'skin.*': '' } },
];
