function onTokenGenerating(s) {
  s.addFhirContext('ImagingStudy/1');
  s.addFhirContext('Questionnaire/2', 'https://example.org/role/form');
  s.addFhirContext('Patient/3');
}
