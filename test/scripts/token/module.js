const patients = { 'abc-123': 'Patient/77' };
export function onTokenGenerating(session, details) {
  session.addLaunchResourceId('patient', patients[details.launch]);
}
