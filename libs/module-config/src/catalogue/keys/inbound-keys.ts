import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of the second factor in modules where nobody signs in. */
const secondFactorKeys: AcceptedGroup = {
  reason: 'Nobody signs in there: second factors belong to the module that keeps the accounts.',
  keys: { 'tfa.totp.issuer_name': 'Smile CDR', 'tfa.totp.lock_after_failed_attempts': '10', 'tfa.totp.*': '' },
};

/** Keys of SMART inbound modules (reference 8.3), without those of the script engine and of calls to other servers. */
export const smartInboundKeys: readonly AcceptedGroup[] = [
  secondFactorKeys,
  {
    reason: 'The module has no users of its own.',
    instead: 'the same property of a module of type SECURITY_IN_LOCAL',
    keys: { 'seed.users.file': '', max_failed_logins_until_lock: '' },
  },
];
