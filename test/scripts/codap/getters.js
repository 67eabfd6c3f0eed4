const authenticate = (request, factory) => {
  const who = request.getRequestingPractitioner();
  const ids = who.getIdentifier();
  if (ids.isEmpty() || !who.hasName()) return factory.newFailure('nobody');
  const ok = factory.newSuccess();
  ok.setUsername(ids.get(0).getValue().toLowerCase());
  ok.setFamilyName(who.getNameFirstRep().getFamily());
  ok.givenName = who.name[0].given.join(' ');
  ok.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', request.getRequestedRecord().getId());
  Log.info(request.getReasonForRequest() + ' ' + request.requestedScopes.size() + ' ' + request.authorizationToken.getStringClaim('iss'));
  for (const { system, value } of who.identifier) Log.info(`${system} ${value}`);
  Log.info(JSON.parse(request.requestedRecord.toJson()).id);
  return ok;
};
