function authenticate(theRequest, theOutcomeFactory) {
  var no = function (msg) {
    var f = theOutcomeFactory.newFailure();
    f.message = msg;
    f.unknownUsername = true;
    return f;
  };
  var reason = theRequest.reasonForRequest;
  if (['TREAT', 'directcare'].indexOf(reason) === -1) { return no('purpose ' + reason + ' not accepted'); }
  var scopes = String(theRequest.requestedScopes).split(/[ ,]+/);
  var iss = theRequest.authorizationToken.getStringClaim('iss');
  if (iss !== 'https://partner.example.org') { return no('issuer ' + iss); }
  var out = theOutcomeFactory.newSuccess();
  out.setUsername(iss + '|' + theRequest.requestingPractitioner.id.split('/').pop());
  if (scopes.some(function (s) { return /\.(read|\*)$/.test(s); })) out.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', theRequest.requestedRecord.id);
  if (scopes.some(function (s) { return /\.(write|\*)$/.test(s); })) out.addAuthority('FHIR_WRITE_ALL_IN_COMPARTMENT', theRequest.requestedRecord.id);
  Log.info('client ' + theRequest.authenticationToken.getClaim('sub'));
  return out;
}
