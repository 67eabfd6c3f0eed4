const NS = 'https://ns.example.org/'
let seen = 0

;[1, 2, 3].forEach(x => { seen += x })
;(() => { seen *= 2 })()

function onTokenGenerating (theUserSession, theAuthorizationRequestDetails) {
  const a = theUserSession
  const b = theAuthorizationRequestDetails
  ;['patient', 'encounter'].forEach((t, i) => a.addLaunchResourceId(t, `${t[0]}${i}`))
  b.addAccessTokenClaim(NS + 'seen', seen)
  b.addAccessTokenClaim(`${NS}flag`, !!seen)
  return
  b.addAccessTokenClaim('never', true)
}