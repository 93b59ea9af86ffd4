import { describe, expect, it } from 'vitest';
import { DiagnosticError, renderDiagnostic } from '../../src/text/diagnostic.js';
import { nearest } from '../../src/text/nearest.js';
import { lineAt, positionAt } from '../../src/text/span.js';

describe('a position', () => {
  it('counts lines and columns from one', () => {
    const text = 'ab\ncd\n\nef';
    expect(positionAt(text, 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt(text, 2)).toEqual({ line: 1, column: 3 });
    expect(positionAt(text, 3)).toEqual({ line: 2, column: 1 });
    expect(positionAt(text, 6)).toEqual({ line: 3, column: 1 });
    expect(positionAt(text, 99)).toEqual({ line: 4, column: 3 });
  });

  it('finds its line without the line break of any system', () => {
    expect(lineAt('a\r\nb\r\nc', 2)).toBe('b');
    expect(lineAt('a\nb', 3)).toBe('');
  });
});

describe('a diagnostic', () => {
  it('shows place, path, message, the line with a caret, and help', () => {
    const rendered = renderDiagnostic(
      {
        file: 'run.yaml',
        position: { line: 2, column: 3 },
        length: 5,
        path: 'models',
        message: 'found "x"',
        help: 'allowed: y',
      },
      'a: 1\n\t\tsampl: 3',
    );
    expect(rendered).toBe(
      [
        'run.yaml:2:3: models: found "x"',
        '  2 | \t\tsampl: 3',
        '    | \t\t^^^^^',
        '  allowed: y',
      ].join('\n'),
    );
  });

  it('needs no place', () => {
    expect(renderDiagnostic({ file: 'a.yaml', message: 'no such config file' })).toBe(
      'a.yaml: no such config file',
    );
  });

  it('is thrown with all others of its text', () => {
    const error = new DiagnosticError([
      { file: 'a', message: 'one' },
      { file: 'a', message: 'two' },
    ]);
    expect(error.message).toBe('a: one\na: two');
    expect(error.diagnostics).toHaveLength(2);
  });
});

describe('the nearest word', () => {
  it('is a likely typing error and nothing far away', () => {
    expect(nearest('temprature', ['top_p', 'temperature'])).toBe('temperature');
    expect(nearest('wo-oi', ['w-io-test', 'wo-io'])).toBe('wo-io');
    expect(nearest('api_key', ['label', 'api_key_env'])).toBe('api_key_env');
    expect(nearest('Splits', ['splits'])).toBe('splits');
    expect(nearest('zebra', ['splits', 'answers'])).toBeUndefined();
  });
});
