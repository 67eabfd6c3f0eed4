function onTokenGenerating(s) { s.fhirUserUrl = 'javascript:alert(1)'; }
