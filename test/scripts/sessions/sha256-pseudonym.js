// no crypto in the sandbox, so we bring our own SHA-256
var K = [], H0 = [];
(function () {
  function frac(x) { return ((x - Math.floor(x)) * 0x100000000) | 0; }
  for (var n = 2, c = 0; c < 64; n++) {
    for (var p = true, f = 2; f * f <= n; f++) if (n % f === 0) { p = false; break; }
    if (!p) continue;
    if (c < 8) H0[c] = frac(Math.pow(n, 1 / 2));
    K[c++] = frac(Math.pow(n, 1 / 3));
  }
})();
function utf8(s) { return unescape(encodeURIComponent(s)); }
function sha256(msg) {
  var s = utf8(msg), l = s.length, w = [], H = H0.slice(), i, j;
  var words = new Int32Array((((l + 8) >> 6) + 1) * 16);
  for (i = 0; i < l; i++) words[i >> 2] |= s.charCodeAt(i) << (24 - (i % 4) * 8);
  words[l >> 2] |= 0x80 << (24 - (l % 4) * 8);
  words[words.length - 1] = l * 8;
  function rot(x, n) { return (x >>> n) | (x << (32 - n)); }
  for (i = 0; i < words.length; i += 16) {
    var a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
    for (j = 0; j < 64; j++) {
      if (j < 16) w[j] = words[i + j];
      else {
        var x = w[j - 15], y = w[j - 2];
        w[j] = ((rot(y, 17) ^ rot(y, 19) ^ (y >>> 10)) + w[j - 7] + (rot(x, 7) ^ rot(x, 18) ^ (x >>> 3)) + w[j - 16]) | 0;
      }
      var t1 = (h + (rot(e, 6) ^ rot(e, 11) ^ rot(e, 25)) + ((e & f) ^ (~e & g)) + K[j] + w[j]) | 0;
      var t2 = ((rot(a, 2) ^ rot(a, 13) ^ rot(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    H = [a, b, c, d, e, f, g, h].map(function (v, k) { return (v + H[k]) | 0; });
  }
  return H.map(function (v) { return ('00000000' + (v >>> 0).toString(16)).slice(-8); }).join('');
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var x = theUserSession.username;
  for (var i = 0; i < 200; i++) x = sha256(x);
  theAuthorizationRequestDetails.addAccessTokenClaim('psn', sha256('salt:' + theUserSession.username));
  theAuthorizationRequestDetails.addAccessTokenClaim('rounds', x.length);
}
