function onTokenGenerating(s) { s.addAuthority('CLINICIAN'); }
