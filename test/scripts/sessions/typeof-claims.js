function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var t = ['s', 'n', 'b', 'o', 'a', 'absent'].map(function (k) { var v = theContext.getClaim(k); return k + ':' + (v === null || v === undefined ? 'none' : typeof v); });
  Log.info(t.join(' '));
  var n = theContext.getClaim('n');
  Log.info([n + 1, n === 5, theContext.getClaim('s') === 'txt', theContext.getClaim('b') === false, theContext.getClaim('s').length, theContext.getClaim('o').in.deep[0].x].join(' '));
  Log.info('string of number ' + (theContext.getStringClaim('n') === '5') + ' absent ' + (theContext.getStringClaim('absent') === null) + ' list ' + (theContext.getStringArrayClaim('absent') == null || theContext.getStringArrayClaim('absent').length === 0));
  return theOutcome;
}
