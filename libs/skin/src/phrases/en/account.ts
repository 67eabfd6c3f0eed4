/** The page of a person's account. */
export const account = {
  'account.title': 'Your account',
  'account.current-password': 'Current password',
  'account.change-password': 'Change password',
  'account.change-password-detail':
    'You are signed out everywhere else, and apps that you connected have to ask you again.',
  'account.no-password-change':
    'You cannot change your password here. Ask the people who run this service if you need another one.',

  'account.proof':
    '{purpose, select, passkeys {To add or remove a passkey, {link} first.} other {To change the app or get new recovery codes, {link} first.}}',
  'account.proof-link': 'prove once more that it is you',
  'account.proof-why': 'This keeps out whoever merely finds your browser open.',

  'account.passkeys': 'Passkeys',
  'account.passkeys-enough':
    'With a passkey you sign in without a password: by your phone, your computer or a security key.',
  'account.passkeys-second':
    'With a passkey your phone, your computer or a security key is the second step when you sign in.',
  'account.passkey-added': 'Added on {date}.',
  'account.passkey-used': 'Last used on {date}.',
  'account.passkey-unused': 'Not used yet.',
  'account.passkey-synced': 'Your other devices can have it, too.',
  'account.change': 'Change',
  'account.name': 'Name',
  'account.save-name': 'Save the name',
  'account.remove-passkey': 'Remove this passkey',
  'account.passkey-needed': 'Your account needs a second step: add another one before you remove this passkey.',
  'account.new-passkey-name': 'Name of the new passkey',
  'account.new-passkey-hint': 'So that you know it again, like “Work laptop”. You can leave it empty.',
  'account.add-passkey': 'Add a passkey',

  'account.codes-left':
    '{count, plural, one {{number} recovery code is left.} other {{number} recovery codes are left.}}',
  'account.has-app': 'You sign in with a code from your authenticator app as well.',
  'account.has-passkeys': 'Your passkeys are your second step. You can set up an authenticator app beside them.',
  'account.set-up-another-app': 'Set up another app',
  'account.set-up-app': 'Set up an authenticator app',
  'account.renew-codes': 'Get new recovery codes',
  'account.renew-codes-detail': 'The ones you have do not work any more then.',
  'account.remove-app': 'Remove the authenticator app',
  'account.app-demanded': 'Your account needs a second step: you can change it, but not remove it.',
  'account.no-second-step':
    'You have none yet. With a code from your phone, nobody gets in who merely knows your password.',

  'account.notice.password-changed':
    'Your password is changed. You are signed out everywhere else, and apps have to ask you again.',
  'account.notice.second-factor-removed':
    'The second step is removed. From now on, only your password protects your account.',
  'account.notice.authenticator-removed':
    'The authenticator app is removed. Your passkeys are your second step from now on.',
  'account.notice.passkey-added': 'The passkey is added.',
  'account.notice.passkey-renamed': 'The passkey has another name now.',
  'account.notice.passkey-removed':
    'The passkey is removed. Nobody can use it here any more; you can delete it on your device, too.',
  'account.notice.recovery-codes-gone':
    'Your recovery codes are not shown any more. If you did not keep them, get new ones under “Second step”.',
  'account.problem.passkey-known': 'This passkey is here already. Use another device, or another security key.',
  'account.problem.too-many-passkeys':
    'You have as many passkeys as an account can have. Remove one that you do not use any more.',
} as const;
