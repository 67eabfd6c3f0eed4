/**
 * Called just prior to the creation and issuing of a new
 * access token.
 */
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {

	Log.info("Generating token for launch: " + theAuthorizationRequestDetails.launch)

	var table = new Object();
	table['L-100'] = new Array('555', '666', '777');
	var hit = table[theAuthorizationRequestDetails.launch];
	if (hit == undefined) {
		hit = new Array('1', '2', '3');
	}
	theUserSession.addLaunchResourceId('patient', hit[0]);
	theUserSession.addLaunchResourceId('encounter', hit[1]);
	theUserSession.addLaunchResourceId('location', hit[2]);
	theAuthorizationRequestDetails.addAccessTokenClaim('claimName', 'claimValue');
}
