// Recherche dans l'annuaire (échec = on continue sans courriel)
function chercher(login) {
  var req = Http.get('https://annuaire.example.org/api/users/' + Converter.urlEncodeString(login));
  req.addRequestHeader('Accept', 'application/json');
  req.addRequestHeader('X-Env', Environment.getEnv('JS_ENV') || 'dev');
  req.execute();
  if (!req.isSuccess()) {
    Log.warn("Annuaire indisponible : " + req.getFailureMessage());
    return null;
  }
  return req.parseResponseAsJson();
}
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  var u = chercher(theOutcome.username);
  if (u !== null) {
    if (u.désactivé) {
      var échec = theOutcomeFactory.newFailure();
      échec.message = 'Compte désactivé';
      échec.unknownUsername = true;
      return échec;
    }
    theOutcome.email = u.mail;
    theOutcome.familyName = u.nom.family || theOutcome.familyName;
    theOutcome.notes = JSON.stringify(u);
  }
  return theOutcome;
}
