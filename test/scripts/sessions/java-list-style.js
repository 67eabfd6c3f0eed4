function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var list = theOutcome.defaultLaunchContexts;
  if (!list.isEmpty()) {
    for (var i = 0; i < list.size(); i++) {
      var c = list.get(i);
      Log.info('context ' + c.contextType + '=' + c.resourceId);
    }
  }
  var names = [];
  list.forEach(function (c) { names.push(c.contextType); });
  var ga = theOutcome.getAuthorities();
  Log.info('n=' + ga.size() + ' names=' + names + ' first=' + ga.get(0).permission);
  var g = theContext.getStringArrayClaim('groups');
  if (g.contains('admins')) theOutcome.addAuthority('ACCESS_ADMIN_WEB');
  return theOutcome;
}
