function onAuthenticateSuccess(o, f) { return null; }
