function onAuthenticateSuccess(outcome, factory, context) {
    if (outcome.getAuthorities().length == 0 && !outcome.isExternal) {
        var f = factory.newFailure();
        f.setMessage("user " + outcome.getUsername() + " from " + context.getRemoteAddress() + " has no rights");
        f.setUnknownUsername(true);
        return f;
    }
    return outcome;
}
