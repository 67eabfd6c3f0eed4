import { noted, notesOf } from './refusal-notes.js';

describe('refusal notes', () => {
  test.each(['text', undefined, null, 7, new Error('never noted')])('%p carries none', (error) => {
    expect(notesOf(error)).toEqual({});
  });

  test('are kept with the very error, later ones added to earlier ones', () => {
    const error = new Error('refused');

    const thrown = noted(noted(error, { clientId: 'claimed', flowId: 'f' }), { clientId: 'proven' });

    expect(thrown).toBe(error);
    expect(notesOf(error)).toEqual({ clientId: 'proven', flowId: 'f' });
    expect(notesOf(new Error('refused'))).toEqual({});
  });

  test('details add up', () => {
    const error = noted(noted(new Error('refused'), { detail: { script: 'x' } }), { detail: { issuer: 'y' } });

    expect(notesOf(error)).toEqual({ detail: { script: 'x', issuer: 'y' } });
  });
});
