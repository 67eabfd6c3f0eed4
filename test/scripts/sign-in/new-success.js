function onAuthenticateSuccess(o, f) { var n = f.newSuccess(); n.username = 'other'; n.addAuthority('FHIR_BATCH'); return n; }
