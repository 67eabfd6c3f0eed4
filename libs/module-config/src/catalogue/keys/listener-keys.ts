import type { AcceptedGroup } from '../accepted-group.js';

/** Keys of every module of the product that listens (reference 11). */
export const listenerKeys: readonly AcceptedGroup[] = [
  {
    reason: 'The server speaks http; TLS ends at the proxy in front of it.',
    instead: 'a TLS proxy and an https issuer.url',
    refusedWhenTrue: true,
    keys: { 'tls.enabled': 'false' },
  },
  {
    reason: 'TLS ends at the proxy in front, which has the certificates and the rules.',
    instead: 'the settings of the proxy',
    keys: {
      'tls.clientauth.enabled': 'false',
      'tls.keystore.file': '',
      'tls.keystore.password': '',
      'tls.keystore.keyalias': '',
      'tls.keystore.keypass': '',
      'tls.truststore.file': '',
      'tls.truststore.password': '',
      'tls.protocol.cipher_whitelist': '',
      'tls.protocol.cipher_blacklist': '',
      'tls.protocol.protocol_whitelist': '',
      'tls.protocol.protocol_blacklist': '',
      'tls.*': '',
      tls_debug_disable_sni_check: 'false',
    },
  },
  {
    reason: 'Addresses, redirects and the Secure mark of cookies go by issuer.url, never by what a request says.',
    instead: 'issuer.url',
    keys: { https_forwarding_assumed: 'false', pin_host: '' },
  },
  {
    reason: 'A request without credentials never acts as a user.',
    keys: { 'anonymous.access.account_username': 'ANONYMOUS' },
  },
  {
    reason: 'Sessions live in PostgreSQL always, and those that ended are removed from it without a setting.',
    keys: { 'sessions.inmemory': 'false', 'sessions.scavenger.interval.millis': '60000' },
  },
  {
    reason: 'It is a misspelling in some charts, which the product does not read either.',
    instead: 'cors.enable',
    keys: { 'cors.enabled': '' },
  },
  { reason: 'HEAD is never allowed.', keys: { block_http_head: 'false' } },
  {
    reason:
      'No page may be shown in a frame: who approves there can be tricked (clickjacking), and browsers send no session into frames of other sites.',
    keys: { 'frame_options.allow_from': '' },
  },
  {
    reason: 'Answers never tell details of an error; they carry a reference under which the log has them.',
    keys: { suppress_error_details: 'false' },
  },
  { reason: 'No answer names the software.', keys: { suppress_platform_info: 'false' } },
  {
    reason: 'Requests do not take threads. How many wait, and for how long, is bounded without a setting.',
    keys: { 'threadpool.min': '5', 'threadpool.max': '10', 'threadpool.accept_queue_size': '' },
  },
  {
    reason:
      'The head of a request must be there after 8 seconds and the whole of it after 9, so that slow callers hold nothing up.',
    keys: { 'read_idle_timeout.millis': '30000' },
  },
  {
    reason:
      'The head of a request may have 64 KiB, which long authorization requests need; that of an answer is not limited.',
    keys: { 'max_header_size.request.kb': '8', 'max_header_size.response.kb': '8' },
  },
  {
    reason: 'The log is one JSON object a line on standard output, for whatever collects it there.',
    keys: { 'access_log.appenders': '' },
  },
  {
    reason: 'Java classes cannot be loaded.',
    keys: { interceptor_bean_types: '', interceptor_bean_secure_context: 'false' },
  },
];
