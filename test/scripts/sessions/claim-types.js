function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var add = function (n, v) { theAuthorizationRequestDetails.addAccessTokenClaim(n, v); };
  add('i', 7); add('f', 1.25); add('t', true); add('s', 'x'); add('e', '');
  add('arr', ['a', 1, false]);
  add('obj', { k: [{ z: 'ü' }], n: 0 });
  add('str', String(Symbol.for('q').description) + 0x1F + 0b11 + 1_000);
  add('dup', 'one'); add('dup', 'two');
  add('org', theUserSession.email.replace(/^.*@/, ''));
  add('big', 9007199254740991);
}
