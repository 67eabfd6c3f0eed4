function onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices) {
  const ids = theUserSession.getLaunchResourceIds();
  if (ids !== null && ids.length > 0) {
    Log.info(' * context already set');
    for (const i in ids) Log.info(' * ' + ids[i].resourceType + '/' + ids[i].resourceId);
    return;
  }
  const list = Fhir.search().forResource('RelatedPerson').whereToken('identifier', 'http://ids.example/user', theUserSession.username).asList();
  for (let i = 0; i < list.length; i++) {
    const rp = JSON.parse(list[i].toJson());
    theContextSelectionChoices.addChoice('Patient', rp.patient.reference.replace('Patient/', ''), `${rp.name?.[0]?.text ?? 'unnamed'} (${i + 1}/${list.length})`);
  }
  Log.info('have choices: ' + theContextSelectionChoices.haveChoices());
}
