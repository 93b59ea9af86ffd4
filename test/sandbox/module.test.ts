import { describe, expect, it } from 'vitest';
import { cutExports, putExports } from '../../src/sandbox/worker/module.js';

/** What is used of it; the types of Node 20 have none. */
declare const WebAssembly: {
  readonly Module: { new (bytes: Uint8Array): object; exports(module: object): { name: string }[] };
  readonly Instance: new (module: object) => { readonly exports: Record<string, () => number> };
};

const text = (name: string): number[] => [name.length, ...Buffer.from(name)];
const section = (id: number, content: readonly number[]): number[] => [
  id,
  content.length,
  ...content,
];

/** Two functions, `seven` and `eight`, an immutable `global`, and exports of all three. */
function built(): Buffer {
  return Buffer.from([
    ...Buffer.from('\0asm\x01\0\0\0'),
    ...section(1, [1, 0x60, 0, 1, 0x7f]),
    ...section(3, [2, 0, 0]),
    ...section(6, [1, 0x7f, 0, 0x41, 5, 0x0b]),
    ...section(7, [
      3,
      ...text('seven_by_name'),
      0,
      0,
      ...text('eight_by_name'),
      0,
      1,
      ...text('global'),
      3,
      0,
    ]),
    ...section(10, [2, 4, 0, 0x41, 7, 0x0b, 4, 0, 0x41, 8, 0x0b]),
  ]);
}

function exportsOf(module: Buffer): string[] {
  return WebAssembly.Module.exports(new WebAssembly.Module(module)).map(({ name }) => name);
}

describe('a module whose exports are cut', () => {
  it('keeps the functions that are named, which work, and what is no function', () => {
    const module = built();
    expect(exportsOf(module)).toEqual(['seven_by_name', 'eight_by_name', 'global']);
    const exports = cutExports(module, (name) => name === 'eight_by_name');
    const another = built();
    putExports(another, exports);
    expect(another).toEqual(module);
    expect(exportsOf(module)).toEqual(['eight_by_name', 'global']);
    expect(
      new WebAssembly.Instance(new WebAssembly.Module(module)).exports['eight_by_name']?.(),
    ).toBe(8);
    expect(module).toHaveLength(built().length);
  });

  it('is refused when it has none, nothing is left out, or it breaks off', () => {
    expect(() => cutExports(built().subarray(0, 8), () => true)).toThrow(
      'a module without exports',
    );
    expect(() => cutExports(built(), () => true)).toThrow('no exports to leave out');
    expect(() => cutExports(built().subarray(0, 40), () => true)).toThrow(
      'a module that breaks off',
    );
  });
});
