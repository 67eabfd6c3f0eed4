function onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices) {
  if (theContextSelectionChoices.haveChoices()) Log.info(theContextSelectionChoices.getChoices().size() + theContextSelectionChoices.getChoices().get(0).getDisplayName());
  theContextSelectionChoices.addChoice('Patient', 'Patient/2', 'Bertha');
}
