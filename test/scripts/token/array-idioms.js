function onTokenGenerating(s, d, c) {
  var a = s.authorities;
  Log.info([a.length, a.size(), a.isEmpty(), Array.isArray(a), a[0].permission, a.get(0).getPermission(), a.contains('ROLE_FHIR_CLIENT'), a.includes('X')].join(' '));
  for (var i in a) Log.info('in ' + i);
  for (var each of a) Log.info('of ' + each);
  for (var j = 0; j < c.scopes.length; j++) Log.info(c.scopes[j]);
  d.addAccessTokenClaim('names', a.filter((x) => x.permission.startsWith('ROLE_')).map((x) => x.permission));
  d.addAccessTokenClaim('some', c.getScopes().some((x) => x === 'launch') && c.scopes.indexOf('openid') === 0);
}
