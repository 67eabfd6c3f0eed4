function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var ids = theUserSession.getLaunchResourceIds();
  var had = false;
  if (ids != null) {
    for (var i = 0; i < ids.length; i++) {
      Log.info('had ' + ids[i].resourceType + ' ' + ids[i].resourceId);
      if (ids[i].resourceType == 'patient') had = true;
    }
  }
  if (!had) {
    theUserSession.addLaunchResourceId('Patient', 'first');
  }
  theUserSession.addLaunchResourceId('patient', 'second');
}
