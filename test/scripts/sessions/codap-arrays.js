const NPI = 'http://hl7.org/fhir/sid/us-npi';
function npiOf(prac) {
  for (const id of prac.identifier) if (id.system === NPI) return id.value;
  return prac.identifier.find(i => i.value)?.value ?? prac.identifier[0].value;
}
function authenticate(theRequest, theOutcomeFactory) {
  const { requestingPractitioner: prac, requestedRecord: pat } = theRequest;
  const ok = theOutcomeFactory.newSuccess();
  ok.username = `codap:${npiOf(prac)}`;
  ok.familyName = prac.name.family;
  ok.givenName = prac.name[0].given[0];
  const n = prac.identifier.length;
  Log.info(`${prac.name[0].family}, ${prac.name.given} has ${n} ids; ${JSON.stringify(prac.identifier.map(i => i.value))}`);
  const pid = pat.id.startsWith('Patient/') ? pat.id : 'Patient/' + pat.id;
  ['FHIR_READ_ALL_IN_COMPARTMENT'].forEach(p => ok.addAuthority(p, pid));
  ok.addLaunchResourceId('patient', pid.slice('Patient/'.length));
  return ok;
}
