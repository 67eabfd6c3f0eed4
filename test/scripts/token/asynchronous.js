const later = (value) => new Promise((resolve) => resolve(value));
async function onTokenGenerating(session, details) {
  const id = await later('Patient/8/_history/2');
  session.addLaunchResourceId('patient', id);
  await Promise.all([later(1), later(2)]).then((all) => details.addAccessTokenClaim('all', all));
}
