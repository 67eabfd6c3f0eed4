println("on_auth_success.js");
function onAuthenticationSuccess(theOutcome, theOutcomeFactory, theContext) {
    theOutcome.addAuthority('ROLE_FHIR_CLIENT_SUPERUSER');
    return theOutcome;
}
