function onAuthenticateSuccess(o, f) { f.newFailure('banned'); }
