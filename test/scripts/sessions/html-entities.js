function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  // value was saved through the web form, entities stay as they are
  var motto = "Care &amp; Cure &lt;3 &quot;always&quot; &#39;here&#39;";
  var html = '<p class="x">' + motto.replace(/&amp;/g, '&').replace('&lt;', '<') + '</p></script>';
  theAuthorizationRequestDetails.addAccessTokenClaim('motto', motto);
  theAuthorizationRequestDetails.addAccessTokenClaim('html', html);
  if (1 < 2 && 3 > 2) { Log.info('ampersands <ok> ' + (5 & 3) + ' ' + (8 >>> 1) + ' ' + ('b' + 'a' + +'a' + 'a')); }
}
