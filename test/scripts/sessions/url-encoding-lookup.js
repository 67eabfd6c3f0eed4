var BASE = Environment.getEnv("JS_SMILECDR_BASE_URL");
var NODE = Environment.getEnv('JS_SMILECDR_NODE_ID') || 'Master';
var NOPE = Environment.getEnv('JS_NOT_SET');
function onTokenGenerating(s, d) {
  var url = BASE + '/ctx?user=' + encodeURIComponent(s.username) + '&name=' + Converter.urlEncodeString('a b&c') + '&node=' + NODE;
  var r = Http.get(url);
  r.execute();
  if (!r.isSuccess()) { Log.warn('no ctx service (' + r.getFailureMessage() + '), NOPE=' + (NOPE == null)); return; }
  var rows = r.parseResponseAsJson();
  Log.info(rows.length + ' rows ' + Array.isArray(rows));
  rows.filter(function (x) { return x.active; }).map(function (x) { s.addLaunchResourceId(x.t, x.id); });
}
