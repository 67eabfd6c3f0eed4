var USERS = { kiosk: { pw: 'k10sk', perms: ['ROLE_FHIR_CLIENT', 'FHIR_CAPABILITIES'] } };
function authenticate(theRequest, theOutcomeFactory) {
  var u = USERS[theRequest.username];
  var out;
  if (u === undefined) {
    out = theOutcomeFactory.newFailure();
    out.unknownUsername = true;
  } else if (u.pw !== theRequest.password) {
    out = theOutcomeFactory.newFailure();
    out.incorrectPassword = true;
    out.message = 'wrong password from ' + theRequest.remoteAddress;
  } else {
    out = theOutcomeFactory.newSuccess();
    out.username = theRequest.username;
    for (var i = 0, n = u.perms.length; i < n; ++i) out.addAuthority(u.perms[i]);
  }
  return out;
}
