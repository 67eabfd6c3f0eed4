// no "function" keyword before the first callback
onSmartLoginPreContextSelection(theUserSession, theContextSelectionChoices)
{
    Log.info("choices: " + theContextSelectionChoices.haveChoices());
}
function onTokenGenerating(theUserSession, theAuthorizationRequestDetails) {
    theUserSession.addLaunchResourceId('patient', '1');
}
