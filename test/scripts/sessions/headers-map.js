function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var h = theContext.headers, fwd = null;
  if (h) {
    fwd = typeof h.get === 'function' ? h.get('X-Forwarded-For') : h['X-Forwarded-For'];
    for (var name in h) {
      if (name.toLowerCase() === 'user-agent') { Log.info('agent ' + h[name]); }
    }
  }
  var ip = fwd ? fwd.split(',')[0].trim() : theContext.remoteAddress;
  theOutcome.setUserData('ip', ip);
  theOutcome.setUserData('where', [theContext.nodeId, theContext.moduleId, theContext.remoteScheme].join('/'));
  return theOutcome;
}
