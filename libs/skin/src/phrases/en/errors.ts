/** The error page. What an app did wrong is described to its developers in English, whatever the language of the page. */
export const errors = {
  'error.heading': 'This request cannot be completed',
  'error.heading-answered': 'This request was answered already',
  'error.answered': 'Answer received',
  'error.status': 'Error {code}: {title}',
  'error.what-now': 'What you can do',
  'error.start-again': 'Start again',
  'error.go-back-to': 'Go back to {app}',
  'error.the-app': 'the app',
  'error.app': 'App',
  'error.parameter': 'Parameter',
  'error.address': 'Address',

  'status.400': 'Bad Request',
  'status.403': 'Forbidden',
  'status.404': 'Not Found',
  'status.405': 'Method Not Allowed',
  'status.413': 'Payload Too Large',
  'status.429': 'Too Many Requests',
  'status.500': 'Internal Server Error',
  'status.503': 'Service Unavailable',

  'advice.answered': 'Go back to the app. If it does not go on from there, start again in the app.',
  'advice.restart': 'Nothing is lost. Start again from here; the old page is no longer needed.',
  'advice.app-fault':
    'The app sent a request that it has to correct; there is nothing wrong with your account. Go back to the app and try again. If it happens again, give the reference below to the people who run the app.',
  'advice.not-found':
    'Check the address. If a link or an app brought you here, give the reference below to the people who run it.',
  'advice.too-many': 'Wait a few minutes, then try again.',
  'advice.server-fault':
    'Wait a few minutes, then go back to the app and try again. If it happens again, give the reference below to your help desk.',
  'advice.other': 'Go back to the app and try again. If it happens again, give the reference below to your help desk.',

  'failure.expired-interaction':
    'This sign-in has expired or was finished already. Go back to the app and start again. If that happens every time, allow cookies for this site.',
  'failure.unknown-interaction': 'Nothing waits for a sign-in at this link. Go back to the app and start again.',
  'failure.answered-already': 'Your answer counts once, and it was sent to the app already.',
  'failure.expired-form': 'This page was open for too long, or you signed in elsewhere meanwhile.',
  'failure.form-without-cookie':
    'This page was open for too long, or your browser keeps no cookies. If it happens again, allow cookies for this site in the settings of the browser.',
  'failure.unreadable-answer':
    'The answer of the sign-in service cannot be read. Go back to the app and start again; if that happens every time, tell whoever runs this server.',
  'failure.foreign-sign-in':
    'This sign-in was begun in another browser. It is over now; go back to the app and start again.',
  'failure.registration-elsewhere': 'Registration starts at another site. Follow the link that you were given there.',
  'failure.forged-form': 'The form did not come from a page of this server. Nothing was changed.',
  'failure.skin': 'The skin of this page has a mistake.',
  'failure.server': 'The server could not complete the request.',
  'failure.database': 'The server cannot reach its database. Try again in a few seconds.',
  'failure.busy': 'The server is busy. Try again in a few seconds.',
  'failure.busy-for': 'The server is busy. Try again in {seconds} seconds.',
  'failure.not-found': 'There is nothing at this address.',
  'failure.too-large': 'The request is larger than this server accepts.',
  'failure.unreadable': 'The request cannot be read ({status}).',
  'failure.method': 'This address answers {methods} only.',

  'failure.app': '{description}',
  'failure.denied': '{description}',
  'failure.unavailable': '{description}',
  'failure.sign-in': '{description}',
  'failure.client': '{description}',
  'failure.redirect-uri': '{description}',
  'failure.too-many': '{description}',
} as const;
