export const onAuthenticateSuccess = (theOutcome, theOutcomeFactory, theContext) => {
  theOutcome.addAuthority('ROLE_FHIR_CLIENT');
  return theOutcome;
};
const onTokenGenerating = (s, r) => r.addAccessTokenClaim('tok', true);
export default { onTokenGenerating };
export { onTokenGenerating };
