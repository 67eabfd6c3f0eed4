function onPostAuthorize(theDetails) {
	Log.info("Successful completion of grant type: " + theDetails.grantType);
	Log.info(" * Authorized scopes: " + theDetails.grantedScopes);
	Log.info(" * Requesting practitioner: " + theDetails.requestingPractitioner.identifier.value);
}
