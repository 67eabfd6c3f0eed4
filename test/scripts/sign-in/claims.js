function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  if (typeof theContext.getClaim !== 'function') return theOutcome;
  const groups = theContext.getStringArrayClaim('groups');
  for (let i = 0; i < groups.size(); i++) if (groups.get(i) === 'doctors') theOutcome.addAuthority('ROLE_FHIR_CLIENT_SUPERUSER_RO');
  if (theContext.getClaim('groups').filter((g) => g.startsWith('d')).length !== 1 || theContext.getStringClaim('none') !== null) throw 'claims';
  theOutcome.fhirUserUrl = theContext.getStringClaim('fhirUser');
  Log.info(theContext.getClaim('realm').roles[0] + theContext.getClaim('realm').get('roles').get(0) + groups.length + theContext.hasApprovedScope('openid') + theContext.getApprovedScopes().size());
  return theOutcome;
}
