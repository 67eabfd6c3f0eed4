// Resolves a launch that another system keeps: asks a context service which patient and encounter the `launch` of the app stands for.
// Switched on by post_authorize_script.file of the property file; docs/script-api.md says what scripts get and may do.
//
// Variables of the server:
//   JS_CONTEXT_URL            where the service is, such as https://context.hospital.example; its host stands in script.http.allowed_hosts
//   JS_CONTEXT_TOKEN_URL      where tokens for it come from (client credentials); without it the service is asked without a token
//   JS_CONTEXT_CLIENT_ID, JS_CONTEXT_CLIENT_SECRET

/** @type {OnTokenGenerating} */
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const service = Environment.getEnv('JS_CONTEXT_URL');
  const launch = theAuthorizationRequestDetails.launch;
  // A service acts for itself, and not every app is launched by somebody.
  if (theUserSession === null || launch === null) return;
  if (service === null) {
    Log.info('launch {} is left as it is: JS_CONTEXT_URL is not set', launch);
    return;
  }
  const request = Http.get(`${service}/launches/${Converter.urlEncodeString(launch)}`);
  const token = tokenForTheService();
  if (token !== null) request.addRequestHeader('Authorization', `Bearer ${token}`);
  request.execute();
  // Not a launch of that service: whatever the server knows of it counts.
  if (request.getResponseStatus() === 404) return;
  // What is thrown here keeps the token back. The app may try again.
  if (!request.isSuccess()) throw new Error(`the context service failed: ${request.getFailureMessage()}`);

  const { patient, encounter } = request.parseResponseAsJson();
  if (patient) theUserSession.addLaunchResourceId('patient', patient);
  if (encounter) theUserSession.addLaunchResourceId('encounter', encounter);
}

/** @returns {string | null} */
function tokenForTheService() {
  const address = Environment.getEnv('JS_CONTEXT_TOKEN_URL');
  if (address === null) return null;
  const clientId = Environment.getEnv('JS_CONTEXT_CLIENT_ID');
  const secret = Environment.getEnv('JS_CONTEXT_CLIENT_SECRET');
  const request = Http.post(address)
    .setContentType('application/x-www-form-urlencoded')
    .addRequestHeader('Authorization', `Basic ${Converter.base64Encode(`${clientId}:${secret}`)}`)
    .setContentString('grant_type=client_credentials')
    .execute();
  if (!request.isSuccess()) throw new Error(`no token for the context service: ${request.getFailureMessage()}`);
  return request.parseResponseAsJson().access_token;
}
