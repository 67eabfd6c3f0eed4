/** The second step of a sign-in. */
export const secondFactor = {
  'second-factor.title': 'Second step',
  'second-factor.again': 'Prove that it is you',
  'second-factor.use-passkey': 'Use a passkey',
  'second-factor.or': 'or',
  'second-factor.recovery-code': 'Recovery code',
  'second-factor.recovery-hint':
    'One of the codes that you kept when you set up the second step, like {example}. Each works once.',
  'second-factor.code-hint': 'The six digits that your authenticator app shows right now.',
  'second-factor.use-app': 'Use your authenticator app',
  'second-factor.use-app-or-passkey': 'Use your authenticator app or a passkey',
  'second-factor.use-recovery': 'Use a recovery code',
  'second-factor.problem.code':
    'This code does not count. It may be mistyped, used already or out of date, or there were too many wrong codes. Wait for the next code and try again.',
  'second-factor.problem.passkey':
    'The passkey was not taken. It may belong to another account or address, or the page was open for too long. Try again, or go on in another way. Passkeys need JavaScript.',

  'enrolment.title': 'Set up a second step',
  'enrolment.demanded': 'Your account needs more than a password. Do this once to continue to {app}.',
  'enrolment.lead': 'From then on, signing in takes a code from your phone as well.',
  'enrolment.open-app': 'Open an authenticator app',
  'enrolment.open-app-detail': 'Any app on your phone that shows codes of six digits, or your password manager.',
  'enrolment.scan': 'Scan this code with it',
  'enrolment.qr': 'QR code with the key, which is also written beside it',
  'enrolment.no-scan': 'Can’t scan it? Type this key into the app:',
  'enrolment.key-facts': 'Account {account}, service {issuer}, time-based. Spaces do not matter.',
  'enrolment.open-here': 'Open an app on this device',
  'enrolment.type-code': 'Type the code that the app shows',
  'enrolment.password-hint': 'So that nobody else sets up a second step in your browser.',
  'enrolment.or-passkey': 'Or use a passkey instead',
  'enrolment.passkey-detail':
    'Your phone, your computer or a security key proves that it is you. There is nothing to type, and no false page can take it from you.',
  'enrolment.set-up-passkey': 'Set up a passkey',
  'enrolment.assurance':
    'Nobody who works for this service asks you for the key or for a code. Whoever has them can sign in as you.',

  'recovery-codes.title': 'Keep your recovery codes',
  'recovery-codes.lead':
    'If you lose the phone or the key that you sign in with, one of these takes its place. Each works once.',
  'recovery-codes.once': 'You see them only now',
  'recovery-codes.once-detail':
    'Print this page, or copy the codes to where only you find them. Recovery codes that you had before do not work any more.',
  'recovery-codes.name': 'Recovery codes',
  'recovery-codes.whose': 'For {account} at {issuer}',
  'recovery-codes.kept': 'I have kept them: continue',
} as const;
