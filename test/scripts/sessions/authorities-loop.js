function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var a = theOutcome.authorities;
  var names = [];
  for (var i = 0; i < a.length; i++) {
    names.push(a[i].permission + (a[i].argument ? '(' + a[i].argument + ')' : ''));
  }
  for (const g of a) { if (g.permission == 'FHIR_ACCESS_PARTITION_NAME') theOutcome.setUserData('partition', g.argument); }
  Log.info('authorities: ' + names.join(', '));
  Log.info('json: ' + JSON.stringify(a) + ' / ' + JSON.stringify(a.map(String)));
  theOutcome.addAuthority('FHIR_BATCH');
  theOutcome.addAuthority('FHIR_BATCH');
  Log.info('has ' + theOutcome.hasAuthority('FHIR_BATCH') + ' ' + theOutcome.hasAuthority('FHIR_TRANSACTION') + ' now ' + (theOutcome.authorities.length >= 3));
  return theOutcome;
}
