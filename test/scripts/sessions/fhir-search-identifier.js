var MRN = 'http://hospital.example.org/mrn'

function findPatient(value) {
  var list = Fhir.search().forResource('Patient').whereToken('identifier', MRN, value).asList()
  var n = (typeof list.size === 'function') ? list.size() : list.length
  Log.info('found ' + n + ' patient(s) for ' + value)
  if (n === 0) { throw 'Patient not found' }
  var first = (typeof list.get === 'function') ? list.get(0) : list[0]
  Log.info(first.toJson())
  return first
}

function onTokenGenerating(theUserSession, theDetails) {
  var pat = findPatient(theDetails.launch)
  // id may be 'Patient/5', 'Patient/5/_history/2' or plain '5'
  var id = String(pat.id).replace(/^Patient\//, '').replace(/\/_history.*$/, '')
  theUserSession.addLaunchResourceId('patient', id)
}
