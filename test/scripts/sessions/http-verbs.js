function call(verb, url, body) {
  var r = Http[verb](url);
  if (body !== undefined) { r.setContentType('application/json; charset=utf-8'); r.setContentString(JSON.stringify(body)); }
  r.addRequestHeader('If-Match', '"1"');
  r.execute();
  return r;
}
function onPostAuthorize(theDetails) {
  var base = 'http://127.0.0.1:8099/s/';
  var res = [call('put', base + '1', { g: theDetails.grantType, t: 'ü' }).isSuccess(), call('head', base + '1').isSuccess(), call('delete', base + '1').isSuccess(), call('get', base + '2').isSuccess()];
  Log.info('results ' + res.join());
  var g = call('get', base + '3');
  try { g.parseResponseAsJson(); Log.error('parsed?'); } catch (e) { Log.warn('not JSON'); }
}
