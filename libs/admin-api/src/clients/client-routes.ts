/** Permissions of the routes about clients (reference 12), and what they say of clients that are not there. */
export const VIEW = ['OPENID_CONNECT_VIEW_CLIENT_LIST'] as const;
export const ADD = ['OPENID_CONNECT_ADD_CLIENT'] as const;
export const EDIT = ['OPENID_CONNECT_EDIT_CLIENT'] as const;
export const NO_CLIENT = 'There is no such client.';
export const NO_MODULE = 'There is no such SMART outbound module.';
