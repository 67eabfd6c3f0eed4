Log = { info: function (m) { lines.push(m); } };
var lines = [];
function onTokenGenerating(s, d) {
  Log.info('one');
  d.addAccessTokenClaim('lines', lines);
}
