/* one file for the whole exchange: who asks, and what the token says of it */
function authenticate(theRequest, theOutcomeFactory) {
	var outcome = theOutcomeFactory.newSuccess();
	outcome.username = 'codap:' + theRequest.requestingPractitioner.identifier.value;
	outcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', theRequest.requestedRecord.id);
	outcome.addLaunchResourceId('encounter', 'e-' + theRequest.reasonForRequest);
	outcome.setUserData('reason', theRequest.reasonForRequest);
	return outcome;
}

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
	theAuthorizationRequestDetails.addAccessTokenClaim('reason', theUserSession.getUserData('reason'));
}
