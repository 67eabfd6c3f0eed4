function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var bad = ['iss', 'exp', 'smile_cdr_module_id', 'smile_mine'];
  for (var i = 0; i < bad.length; i++) {
    try {
      theAuthorizationRequestDetails.addAccessTokenClaim(bad[i], 'forged');
    } catch (e) {
      Log.warn('claim ' + bad[i] + ' refused');
    }
  }
  theAuthorizationRequestDetails.addAccessTokenClaim('ok', 1);
}
