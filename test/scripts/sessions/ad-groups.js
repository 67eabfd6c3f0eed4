/* AD-Gruppen -> Berechtigungen */
var groupRegex = /^CN=SMILE[-_]([A-Z_]+)(?:#([^,]+))?,/i;
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
	var groups = theContext.getClaim("groups");
	if (groups == null) { groups = new Array(); }
	if (typeof groups == "string") { groups = groups.split(";"); }
	var bad = 0;
	for (var i in groups) {
		if (isNaN(parseInt(i))) continue;
		var m = String(groups[i]).match(groupRegex);
		if (!m) continue;
		try {
			if (m[2]) theOutcome.addAuthority(m[1].toUpperCase(), m[2]);
			else theOutcome.addAuthority(m[1].toUpperCase());
		} catch (ex) {
			bad++;
			Log.warn("Role " + m[1] + " is not recognized: " + (ex.message || ex));
		} finally {
			Log.debug("done " + groups[i]);
		}
	}
	theOutcome.setUserData("unknownRoles", "" + bad);
	return theOutcome;
}
