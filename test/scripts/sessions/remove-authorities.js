function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  // external people never get write rights
  if (theOutcome.external !== true) return theOutcome;
  const kept = [];
  for (const a of theOutcome.authorities) {
    if (!/WRITE|SUPERUSER$/.test(a.permission)) kept.push([a.permission, a.argument]);
    else Log.info('dropping ' + a.permission);
  }
  const o = theOutcomeFactory.newSuccess();
  o.username = theOutcome.username;
  kept.forEach(([p, arg]) => arg ? o.addAuthority(p, arg) : o.addAuthority(p));
  return o;
}
