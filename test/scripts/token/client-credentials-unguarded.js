function onTokenGenerating(theUserSession) {
  theUserSession.addLaunchResourceId('patient', '1');
}
