/** A resource of the FHIR stand-in, and who may see it. */
interface FhirRecord {
  readonly resource: FhirResource;
  /** Id of the patient it belongs to. */
  readonly patient: string;
  /** User names of those who see it in a search. */
  readonly seenBy: readonly string[];
}

type FhirResource = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };

/** Resources on one page of a search. */
const PAGE_LENGTH = 3;

const marshes = [
  { id: '123', given: 'Amelia', birthDate: '1984-05-17', gender: 'female', seenBy: ['amelia', 'carla'] },
  { id: '124', given: 'Oscar', birthDate: '2016-11-02', gender: 'male', seenBy: ['carla'] },
  { id: '125', given: 'Olive', birthDate: '2018-01-09', gender: 'female', seenBy: ['carla'] },
  { id: '126', given: 'Otto', birthDate: '1951-03-30', gender: 'male', seenBy: ['carla'] },
  { id: '127', given: 'Ottilie', birthDate: '1953-12-24', gender: 'female', seenBy: ['carla'] },
];

const patients: readonly FhirRecord[] = [
  ...marshes.map(({ id, given, seenBy, ...rest }) => ({
    resource: {
      ...{ resourceType: 'Patient', id, name: [{ use: 'official', family: 'Marsh', given: [given] }], ...rest },
      identifier: [{ type: { coding: [{ code: 'MR' }] }, value: `MRN ${id}` }],
    },
    patient: id,
    seenBy,
  })),
  {
    resource: { resourceType: 'Patient', id: '999', name: [{ family: 'Stranger' }], birthDate: '1984-05-17' },
    patient: '999',
    seenBy: ['somebody-else'],
  },
];

const visits: readonly FhirRecord[] = [
  { id: 'e1', text: 'Check-up', patient: '124', start: '2026-06-01T09:00:00Z' },
  { id: 'e2', text: 'Broken arm', patient: '124', start: '2026-07-12T18:30:00Z' },
  { id: 'e3', text: 'Check-up', patient: '125', start: '2026-07-02T09:00:00Z' },
].map(({ id, text, patient, start }) => ({
  resource: {
    ...{ resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB', display: 'ambulatory' } },
    ...{ type: [{ text }], subject: { reference: `Patient/${patient}` }, period: { start } },
  },
  patient,
  seenBy: ['carla'],
}));

const observation: FhirRecord = {
  resource: { resourceType: 'Observation', id: '456', subject: { reference: 'Patient/123' } },
  patient: '123',
  seenBy: [],
};

const records = [...patients, ...visits, observation];

/** A resource by its path, `/Patient/123`, and the patient it belongs to. */
export function recordAt(path: string): FhirRecord | undefined {
  return records.find(({ resource: { resourceType, id } }) => path === `/${resourceType}/${id}`);
}

/** What a person finds: a page of matches among what this person may see, and the address of the next page. */
export function searchRecords(url: URL, username: string): object {
  const type = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  const visible = records.filter(({ resource, seenBy }) => resource.resourceType === type && seenBy.includes(username));
  const found = visible.filter((record) => [...url.searchParams].every(([name, value]) => fits(record, name, value)));
  if (url.searchParams.get('_sort') === '-date') found.reverse();
  const offset = Number(url.searchParams.get('_offset') ?? 0);
  const next = new URL(url);
  next.searchParams.set('_offset', String(offset + PAGE_LENGTH));
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: found.length > offset + PAGE_LENGTH ? [{ relation: 'next', url: next.href }] : [],
    entry: found.slice(offset, offset + PAGE_LENGTH).map(({ resource }) => ({ resource, search: { mode: 'match' } })),
  };
}

/** Whether a record is what a search parameter asks for; those about the page fit everything. */
function fits({ resource, patient }: FhirRecord, name: string, value: string): boolean {
  const text = JSON.stringify(resource[name === 'birthdate' ? 'birthDate' : name] ?? '').toLowerCase();
  if (name === '_id') return value.split(',').includes(resource.id);
  if (name === 'patient') return value === patient;
  if (name === 'birthdate') return text.startsWith(`"${value}`);
  if (name === 'name') return text.includes(`"${value.toLowerCase()}`);
  if (name === 'identifier') return text.includes(`"${value.toLowerCase()}"`);
  return name.startsWith('_');
}
