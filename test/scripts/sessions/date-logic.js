function pad(n) { return n < 10 ? '0' + n : '' + n; }
Date.prototype.asDay = function () { return this.getUTCFullYear() + '-' + pad(this.getUTCMonth() + 1) + '-' + pad(this.getUTCDate()); };
String.prototype.capitalise = function () { return this.charAt(0).toUpperCase() + this.slice(1); };
Array.prototype.last = function () { return this[this.length - 1]; };

function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
  var m = /valid-until:\s*(\d{4})-(\d\d)-(\d\d)/.exec(theUserSession.notes);
  if (m) {
    var until = new Date(Date.UTC(+m[1], +m[2] - 1, parseInt(m[3], 10), 23, 59, 59));
    if (until.getTime() < Date.now()) {
      throw new Error('contract ended ' + until.asDay());
    }
    theAuthorizationRequestDetails.addAccessTokenClaim('contract_end', Math.floor(until / 1000));
  }
  theAuthorizationRequestDetails.addAccessTokenClaim('day_kind', 'week' + (new Date(1700000000000).getUTCDay() % 6 ? 'day' : 'end'));
  theAuthorizationRequestDetails.addAccessTokenClaim('nice', 'smart'.capitalise() + ['a', 'b'].last());
  for (var k in theUserSession.defaultLaunchContexts) { if (!isNaN(k)) Log.info('ctx ' + k); }
}
