function onTokenGenerating(theUserSession, theAuthorizationRequestDetails)
{
	let req = Http.post("https://ehr.example.org/launch/resolve");
	req.addRequestHeader("X-Api-Key", "abc123");
	req.addRequestHeader("X-Request-Source", "smilecdr");
	req.setContentType("application/json");
	req.setContentJson({
		user: theUserSession.username,
		launch: theAuthorizationRequestDetails.launch,
		tags: ["smart", 'callback'],
		nested: { a: null, b: true, c: 1.5 }
	});
	req.execute();
	if (req.isSuccess() !== true) throw { code: "CTX", detail: req.getFailureMessage() };
	let { patientId, encounterId = null, ...rest } = req.parseResponseAsJson();
	if (patientId) theUserSession.addLaunchResourceId("patient", String(patientId));
	if (encounterId) theUserSession.addLaunchResourceId("encounter", encounterId);
	Object.keys(rest).sort().forEach(k => theAuthorizationRequestDetails.addAccessTokenClaim("ehr_" + k, rest[k]));
}
