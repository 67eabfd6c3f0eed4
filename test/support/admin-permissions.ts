/** What each route of the admin API needs besides ACCESS_ADMIN_JSON; one of several is enough. Reviewed by hand, never generated (V-100, G-30). */
export const reviewedPermissions: Readonly<Record<string, readonly string[]>> = {
  'GET /openid-connect-clients': ['OPENID_CONNECT_VIEW_CLIENT_LIST'],
  'GET /openid-connect-clients/{node}/{module}/{clientId}': ['OPENID_CONNECT_VIEW_CLIENT_LIST'],
  'POST /openid-connect-clients/{node}/{module}': ['OPENID_CONNECT_ADD_CLIENT'],
  'POST /openid-connect-clients/{node}/{module}/register-client-and-generate-secret': ['OPENID_CONNECT_ADD_CLIENT'],
  'POST /openid-connect-clients/{node}/{module}/{clientId}/generate-secret': ['OPENID_CONNECT_EDIT_CLIENT'],
  'PUT /openid-connect-clients/{node}/{module}/{clientId}': ['OPENID_CONNECT_EDIT_CLIENT'],
  'DELETE /openid-connect-clients/{node}/{module}/{clientId}': ['OPENID_CONNECT_EDIT_CLIENT'],
  'GET /openid-connect-servers': ['OPENID_CONNECT_VIEW_SERVER_LIST'],
  'GET /openid-connect-servers/{node}/{module}': ['OPENID_CONNECT_VIEW_SERVER_LIST'],
  'POST /openid-connect-servers/{node}/{module}': ['OPENID_CONNECT_ADD_SERVER'],
  'PUT /openid-connect-servers/{node}/{module}/{pid}': ['OPENID_CONNECT_EDIT_SERVER'],
  'DELETE /openid-connect-servers/{node}/{module}/{pid}': ['OPENID_CONNECT_EDIT_SERVER'],
  'GET /user-management/{node}/{module}': ['VIEW_USERS'],
  'GET /user-management/{node}/{module}/{pid}': ['VIEW_USERS'],
  'POST /user-management/{node}/{module}': ['CREATE_USER'],
  'PUT /user-management/{node}/{module}/{pid}': ['UPDATE_USER', 'SAVE_USER'],
  'DELETE /user-management/{node}/{module}/{pid}': ['UPDATE_USER', 'SAVE_USER'],
  'GET /keystores': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
  'GET /keystores/{id}': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
  'POST /keystores': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
  'PUT /keystores/{id}': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
  'DELETE /keystores/{id}': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
  'POST /keystores/{id}/rotate': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
  'POST /keystores/{id}/reload': ['OPENID_CONNECT_MANAGE_KEYSTORES'],
};

/** Every permission that opens a route. */
export const openingPermissions: readonly string[] = [...new Set(Object.values(reviewedPermissions).flat())];
