function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
    var patientId = theContext.getStringClaim('patientId');
    var roles = theContext.getStringArrayClaim('roles');
    function hasRole(r) {
        if (!roles) return false;
        var n = typeof roles.size === 'function' ? roles.size() : roles.length;
        for (var i = 0; i < n; i++) {
            var v = typeof roles.get === 'function' ? roles.get(i) : roles[i];
            if (v != null && String(v).toLowerCase() === r) return true;
        }
        return false;
    }
    Log.info('User ' + theOutcome.getUsername() + ' patient ' + patientId + ' scopes ' + theContext.getApprovedScopes());
    if (hasRole('superuser')) { theOutcome.addAuthority('ROLE_FHIR_CLIENT_SUPERUSER'); }
    if (hasRole('general_user') && patientId) {
        theOutcome.addAuthority('FHIR_READ_ALL_IN_COMPARTMENT', 'Patient/' + patientId);
        theOutcome.addLaunchResourceId('patient', patientId);
    }
    Log.info('len ' + (roles ? roles.length : -1) + ' second ' + (roles && roles[1]));
    return theOutcome;
}
