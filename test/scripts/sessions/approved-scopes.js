function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
	var scopes = theContext.getApprovedScopes();
	var writes = [];
	for (var s of scopes) {
		if (/\.(write|\*|[c]?[r]?ud?s?)$/.test(s) && s.indexOf('/') > 0) writes.push(s);
	}
	Log.info("scopes: " + scopes + " (" + scopes.length + "), writes: " + writes.join("+"));
	var pid = theContext.getClaim('patient');
	if (pid != null && theContext.hasApprovedScope('patient/*.read')) {
		theOutcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/' + pid);
	}
	if (pid != null && writes.length) {
		theOutcome.addAuthority('FHIR_WRITE_ALL_IN_COMPARTMENT', 'Patient/' + pid);
	}
	return theOutcome;
}
