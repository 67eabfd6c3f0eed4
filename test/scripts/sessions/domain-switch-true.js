function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const email = (theContext.getStringClaim('email') || theOutcome.email || '').toLowerCase();
  const [, domain = ''] = email.split('@');
  switch (true) {
    case domain === '':
      return theOutcome;
    case /(^|\.)clinic\.example$/.test(domain):
      theOutcome.addAuthority('FHIR_ALL_READ');
    case domain.endsWith('.example'): {
      theOutcome.addAuthority('ROLE_FHIR_CLIENT');
      break;
    }
    default:
      theOutcome.addAuthority('ROLE_ANONYMOUS');
  }
  theOutcome.email = email;
  return theOutcome;
}
