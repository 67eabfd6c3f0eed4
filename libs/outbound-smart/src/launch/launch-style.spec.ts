import { ownLaunchStyle, readLaunchStyle } from './launch-style.js';

describe('readLaunchStyle', () => {
  test.each([
    { name: 'a list', document: [] },
    { name: 'null', document: null },
    { name: 'a member that no style has', document: { colour_background: '#fff' } },
    { name: 'a number', document: { dim_font_size: 16 } },
    { name: 'a long text', document: { color_text: 'x'.repeat(201) } },
  ])('refuses $name', ({ document }) => {
    expect(() => readLaunchStyle(document)).toThrow(TypeError);
  });

  test('STD L7: another document has another address, the same has the same', () => {
    const paths = ['#000', '#001', '#000'].map((color_text) => readLaunchStyle({ color_text }).path);

    expect(paths[0]).toMatch(/^\/launch-style\/[\w-]{22}\.json$/);
    expect(paths[1]).not.toBe(paths[0]);
    expect(paths[2]).toBe(paths[0]);
  });

  test('STD L7: ours has every member of a style', () => {
    expect(Object.keys(JSON.parse(ownLaunchStyle.json) as object)).toHaveLength(11);
  });
});
