function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  if (typeof console !== 'undefined') {
    console.log('hello from', theUserSession.username);
    console.error && console.error('err');
  }
  print('printed');
  theUserSession.addLaunchResourceId('patient', '1');
}
