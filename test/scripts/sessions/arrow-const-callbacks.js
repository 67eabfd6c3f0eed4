const fail = (factory, message, extra = {}) => Object.assign(factory.newFailure(), { message }, extra);

const onAuthenticateSuccess = (theOutcome, theOutcomeFactory, theContext) =>
  theContext.getStringClaim('email_verified') === 'true' || theContext.getClaim('email_verified') === true
    ? (theOutcome.addAuthority('ROLE_FHIR_CLIENT'), theOutcome)
    : fail(theOutcomeFactory, 'e-mail not verified', { unknownUsername: !1, incorrectPassword: !0 });

let getUserName = (m) => `EXT_USER:${m.email ?? m.sub}`;
var onPostAuthorize = function named(theDetails) { Log.info(named.name + ' ' + theDetails.grantType); };
