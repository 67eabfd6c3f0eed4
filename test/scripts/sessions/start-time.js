function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var t = theContext.startTime;
  var ms = typeof t === 'number' ? t : (t.getTime ? t.getTime() : Date.parse(String(t)));
  if (isNaN(ms)) throw 'no start time';
  var hour = new Date(ms).getUTCHours();
  Log.info('login at ' + new Date(ms).toISOString());
  if (theOutcome.username.indexOf('vendor-') == 0 && (hour < 6 || hour >= 20)) {
    var failure = theOutcomeFactory.newFailure();
    failure.message = "vendors may log in from 06:00 to 20:00 UTC only (now " + hour + "h)";
    return failure;
  }
  return theOutcome;
}
