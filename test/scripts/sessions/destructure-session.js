const onTokenGenerating = ({ username, defaultLaunchContexts: ctxs = [], ...more }, details, { clientId = 'none' } = {}) => {
  const [first = { resourceId: 'Patient/none' }, ...others] = ctxs;
  const { resourceId: pid } = first;
  const { launch = 'nolaunch' } = details;
  Log.info(`${username}|${pid}|${others.length}|${launch}|${clientId}`);
  details.addAccessTokenClaim('ctx', [...ctxs].map(({ contextType: t, resourceId: r }) => `${t}:${r}`).join());
};
