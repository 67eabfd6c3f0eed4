function onTokenGenerating(s) { s.setFhirUserUrl('Practitioner/7'); }
