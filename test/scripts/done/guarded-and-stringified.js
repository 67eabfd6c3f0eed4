function onPostAuthorize(details) {
  if (details.requestingPractitioner) Log.warn('codap');
  if (details.getGrantedScopes().contains('openid') && details.isCodap == undefined) Log.info(`${details.getGrantType()} for ${details.getClientId()}`);
  Log.info(JSON.stringify(details));
}
