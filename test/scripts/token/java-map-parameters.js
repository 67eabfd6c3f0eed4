function onTokenGenerating(s, d) {
  var p = d.getRequestParameters();
  Log.info(p.get('tenant') + ' ' + p['tenant'] + ' ' + p.tenant + ' ' + p.get('nothing') + ' ' + p.containsKey('tenant') + ' ' + p.has('x') + ' ' + p.size());
  for (var name in p) Log.info('in ' + name);
  for (var [key, value] of p) Log.info('of ' + key + '=' + value);
  var it = p.entrySet().iterator();
  while (it.hasNext()) { var e = it.next(); Log.info('entry ' + e.getKey() + '=' + e.getValue()); }
  p.keySet().forEach(function (k) { Log.info('key ' + k); });
  if (p.getOrDefault('x', 'y').equals('y')) d.addAccessTokenClaim('tenant', p.get('tenant'));
}
