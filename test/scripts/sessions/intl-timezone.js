function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var d = new Date(Date.UTC(2026, 0, 5, 23, 30));
  var txt;
  try {
    txt = new Intl.DateTimeFormat('en-GB', { timeZone: 'Australia/Sydney', year: 'numeric', month: '2-digit', day: '2-digit' }).format(d);
  } catch (e) {
    txt = new Date(d.getTime() + 11 * 3600 * 1000).toISOString().slice(0, 10).split('-').reverse().join('/');
  }
  theAuthorizationRequestDetails.addAccessTokenClaim('day', txt);
  theAuthorizationRequestDetails.addAccessTokenClaim('num', (1234.5).toFixed(2) + ' ' + parseFloat('3.0') + ' ' + isFinite('x'));
  theAuthorizationRequestDetails.addAccessTokenClaim('cmp', ['b', 'A', 'c'].sort(function (x, y) { return x.toLowerCase() < y.toLowerCase() ? -1 : 1; }).join(''));
}
