function ip2n(ip) { return ip.split('.').reduce((a, o) => (a << 8) + (+o), 0) >>> 0 }
function inNet(ip, cidr) { const [net, bits = 32] = cidr.split('/'); const mask = bits == 0 ? 0 : (~0 << (32 - bits)) >>> 0; return ((ip2n(ip) & mask) >>> 0) === ((ip2n(net) & mask) >>> 0) }
function onAuthenticateSuccess(theOutcome, theOutcomeFactory, theContext) {
  const ip = theContext.remoteAddress
  if (!['10.0.0.0/8', '192.168.5.0/24', '203.0.113.7'].some(n => inNet(ip, n))) {
    const f = theOutcomeFactory.newFailure()
    f.message = 'Address ' + ip + ' is not allowed'
    f.incorrectPassword = true
    return f
  }
  return theOutcome
}
