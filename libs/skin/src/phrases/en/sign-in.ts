/** The pages on which people sign in, and passkeys wherever they are used. */
export const signIn = {
  'sign-in.forgot': 'Forgot your password?',
  'sign-in.no-account': 'No account yet? {link}',
  'sign-in.create-one': 'Create one',
  'sign-in.with-passkey': 'Sign in with a passkey',
  'sign-in.assurance': 'Your password stays with this sign-in service. The app never sees it.',
  'sign-in.your-apps': 'your connected apps',
  'sign-in.your-account': 'your account',

  'choose-server.nobody': 'Nobody can sign in here yet',
  'choose-server.nobody-detail': 'No sign-in service is set up. Please tell the people who run this server.',
  'choose-server.back-to-app': 'Back to the app',
  'choose-server.local': 'Or with an account of this server',
  'choose-server.assurance': 'You sign in at the service that you choose. The app never sees your password.',

  'sign-in.problem.credentials':
    'The user name or the password is not correct, or the account cannot sign in right now. Check both and try again.',
  'sign-in.problem.busy': 'Many people are signing in right now. Wait a few seconds and try again.',
  'sign-in.problem.unavailable':
    'Sign-in is not available right now, which says nothing about your password. Try again in a minute.',
  'sign-in.problem.passkey':
    'You were not signed in by a passkey: it does not work here, the page was open for too long, or the account cannot sign in right now. Try again, or use your password. Passkeys need JavaScript.',
  'sign-in.problem.start-over':
    'The sign-in took too long, or there were too many wrong codes. Nothing is lost: sign in again to go on.',
  'sign-in.problem.service-refused': 'You were not signed in there: the sign-in was cancelled or refused. Try again.',
  'sign-in.problem.service-unavailable': 'That sign-in service cannot be reached right now. Try again in a minute.',
  'sign-in.problem.service-failed':
    'That sign-in service gave an answer that cannot be used. Try again; if it happens every time, tell the people who run this server.',
  'sign-in.problem.service-unready':
    'Sign-in by that service is not set up completely on this server, so that nobody comes in by it. Tell the people who run this server.',
  'sign-in.problem.service-account':
    'You were signed in there, but cannot sign in here with that account. Ask the people who run this server.',

  'sign-in.notice.password-changed': 'Your password is changed. Sign in with the new one.',
  'sign-in.notice.second-factor-set-up':
    'Your second step is set up, but the sign-in was over before its recovery codes could be shown. Sign in with it, and then get recovery codes on the page of your account, under “Second step”.',
  'sign-in.notice.registered': 'Your account is made. Sign in with it.',

  'passkey.asking': 'Your browser asks for the passkey…',
  'passkey.none': 'No passkey was used. Try again, or go on in another way.',
  'passkey.known': 'This device has a passkey for your account already.',
  'passkey.unsupported': 'This browser has no passkeys. Use another browser, or go on in another way.',
  'passkey.no-script': 'Passkeys need JavaScript, which is off in this browser.',
} as const;
