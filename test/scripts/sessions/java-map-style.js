function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var m = theAuthorizationRequestDetails.getRequestParameters();
  if (m.containsKey('launch')) { theUserSession.addLaunchResourceId('patient', m.get('launch')); }
  var it = m.keySet();
  for (var i = 0; i < it.size(); i++) { Log.info(it.get(i) + '=' + m.get(it.get(i))); }
  var c = theUserSession.getOrCreateDefaultLaunchContext('encounter');
  Log.info(c.getContextType ? c.getContextType() : c.contextType);
}
