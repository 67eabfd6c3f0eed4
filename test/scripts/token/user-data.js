function onTokenGenerating(s, d) {
  d.addAccessTokenClaim('site', [s.getUserData('site'), s.userData.site, s.getUserData().get('site'), s.getUserData('x')]);
  s.setUserData('seen', { at: 1 });
}
