/** What the tables of docs/permissions.md need to be understood. */
export const introduction = `# Permissions

Written by \`npm run docs\` out of \`libs/protocol/src/permissions/permission-table.ts\` and \`roles.ts\`, which alone decide; what the public
documents of the product do not say of a permission is read so that too much is never given.

## What a token may do

1. The permissions of the person, or of the client where it acts for itself. Roles are taken apart.
2. A script (\`onTokenGenerating\`) may add permissions for FHIR, and others only where
   \`post_authorize_script.may_add_administrative_permissions\` is on, both when the token is made and whenever it is used.
3. The approved scopes narrow what is there, unless \`cdr_all_user_authorities\` was approved or
   \`enforce_approved_scopes_to_restrict_permissions\` is \`false\`. They never add anything.
4. An app marked as \`untrusted\`, as every app is that registered itself by nobody's leave, gets no permission that is about the server and
   not about FHIR data, whatever its scopes.
5. To any other app a person gives such permissions on a page, each time: neither \`autoApproveScopes\` nor an earlier approval stands for it, unless
   the app has these permissions in its own \`permissions\`. What a person may do with their own account (\`CHANGE_OWN_…\`) is none of them.
   The grant remembers it, through refresh and exchange: where no page told of such permissions, since the person got them later, or the app was
   \`untrusted\` then, its tokens never give more of them than the app has itself, and nothing by an app that they are handed to for exchange. A
   password told to an app (\`PASSWORD\`) stands for the page; what a script may add is not limited by it.
6. A token is a superuser's at the admin API where its holder has \`ROLE_SUPERUSER\` and nothing was taken away: with \`cdr_all_user_authorities\`, or where
   scopes do not narrow, and not for an \`untrusted\` app.

The result is the member \`permissions\` of the introspection answer, a list of \`{"permission", "argument"}\`, computed anew each time: a right
that was taken away, and a scope that was given up at refresh, are gone at once. With \`access_token.permissions_claim\` it is the claim
\`gatehouse_permissions\` of the access token as well, as it was when the token was made; a list of more than 100 is left out there. A list without
an entry for a thing does not allow it. An entry whose name a resource server does not know allows it nothing. What a script changed for one token
(permissions added and removed, the launch) travels in the token as the claim \`gatehouse_script\`, for this server to read.

## How scopes narrow

- **By level, type and interaction.** \`user/\` and \`system/\` scopes reach all data, \`patient/\` scopes the compartment of the patient in context.
  Several scopes allow what one of them allows. \`FHIR_ALL_READ\` is left as \`FHIR_READ_ALL_IN_COMPARTMENT Patient/123\` by \`patient/*.rs\`, as
  \`FHIR_READ_TYPE_IN_COMPARTMENT Observation:Patient/123\` by \`patient/Observation.rs\`, as \`FHIR_READ_ALL_OF_TYPE Observation\` by
  \`user/Observation.rs\`.
- **The compartment, nothing else.** Records of types that are in no patient's compartment, such as Organization, Practitioner or Medication, need
  \`user/\` scopes. \`Patient.link\` is not followed: linked patients are different patients. What is in two patients' records is reached by neither
  of two permissions that meet there.
- **Exactly.** Where the names of the product cannot say what is left, \`GATEHOUSE_FHIR_ACCESS\` does: one interaction of two that go together
  (\`user/*.r\`), a granular scope (\`patient/Observation.rs?category=…\`), one record or another compartment within the patient's. Its argument is
  \`<type or *>[/<id>].<letters>[?<search>]\`, then \` in <compartment>\` for each compartment the record must be in. A resource server that does
  not know it gives less than was approved, never more. It may be given to people and clients, too.
- **No patient.** A person without a patient in context has nothing of \`patient/\` scopes. A client that acts for itself never has one: there
  \`patient/\` scopes limit by type and interaction alone, so that \`ROLE_FHIR_CLIENT_SUPERUSER\` with \`patient/*.read\` reads and does not write.
- **Operations cannot be given in part.** They are kept where the scopes allow all that they may do, everywhere: one patient's \`patient/*.rs\` does
  not keep \`FHIR_OP_PATIENT_EVERYTHING\`, \`user/*.rs\` does. What no letter describes, such as erasing history, needs all letters on all types.
- **Batch and transaction** are ways to call: each entry needs a permission of its own.
- **Never "all" by mistake.** A permission without the argument it needs, or with one that cannot be read, gives nothing, and so does a limit on a
  role or on a permission for data that knows none. Saving a user or a client is refused where an argument is missing or cannot be read, and
  where a \`BLOCK_…\` is unknown here. A limit where none is known, another unknown name, and the argument of an extended operation without \`$\`
  are warned of: files of the product may have them.
- **Bounded.** Where permissions and scopes together name more than 2,000 different places, none of the data permissions is kept; \`user/*.rs\`
  in place of hundreds of types says the same in few.
- The decision trace on the audit record says which permission was dropped or narrowed by which rule (\`permission.…\`).`;
