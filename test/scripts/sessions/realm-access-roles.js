const MAP = {
  'fhir-admin':  [['ROLE_FHIR_CLIENT_SUPERUSER']],
  'fhir-reader': [['ROLE_FHIR_CLIENT'], ['FHIR_ALL_READ']],
  'fhir-writer': [['ROLE_FHIR_CLIENT'], ['FHIR_ALL_READ'], ['FHIR_ALL_WRITE']],
};
function rolesOf(ctx) {
  const realm = ctx.getClaim('realm_access')?.roles ?? [];
  const resource = Object.values(ctx.getClaim('resource_access') ?? {}).flatMap(({ roles }) => [...roles]);
  return new Set([...realm, ...resource]);
}
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const granted = [...rolesOf(theContext)].filter(r => Object.hasOwn ? Object.hasOwn(MAP, r) : r in MAP);
  if (!granted.length) return Object.assign(theOutcomeFactory.newFailure(), { message: `no role for ${theOutcome.username}` });
  granted.flatMap(r => MAP[r]).forEach(a => theOutcome.addAuthority(...a));
  return theOutcome;
}
