<!-- hide from old browsers
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var i = 010, s = "\101\x42\u0043";
  with (theAuthorizationRequestDetails) {
    addAccessTokenClaim('octal', i);
    addAccessTokenClaim('esc', s);
  }
  var f = function (n) { return n < 2 ? 1 : n * arguments.callee(n - 1); };
  theAuthorizationRequestDetails.addAccessTokenClaim('fact', f(5));
  x = escape('a b') + typeof undeclared + void 0;
  theAuthorizationRequestDetails.addAccessTokenClaim('x', x);
}
//-->
