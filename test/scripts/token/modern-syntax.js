const lookup = new Map([['abc-123', { patient: '1', encounter: '2' }]]);
const onTokenGenerating = (session, { launch, clientId }, client) => {
  const { patient, ...rest } = lookup.get(launch) ?? {};
  session?.addLaunchResourceId('patient', patient);
  for (const [type, id] of Object.entries(rest)) session?.addLaunchResourceId(type, id);
  Log.info(`${clientId.replaceAll('p', 'b')} ${client?.nothing?.there ?? 'none'} ${[1, [2]].flat().at(-1)}`);
};
