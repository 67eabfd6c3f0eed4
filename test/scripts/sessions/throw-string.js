function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
	var ok = theContext.getClaim('mfa');
	if (!ok) throw 'second factor missing for ' + theOutcome.username;
	if (ok === 'sms') throw new TypeError('sms is not enough');
	return theOutcome;
}
