function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  const params = theAuthorizationRequestDetails.requestParameters;
  const grant = params && (params.get ? params.get('grant_type') : params.grant_type);
  const also = params['grant_type'];
  const missing = params.get('does_not_exist');
  if (missing !== null && typeof missing !== 'undefined') {
    throw 'expected nothing';
  }
  if (grant === 'refresh_token') {
    Log.info('refresh for ' + theUserSession.username + ', context untouched');
    return null;
  }
  theUserSession.addLaunchResourceId('patient', '1');
  Log.info('grant ' + grant + ' / ' + also);
}
