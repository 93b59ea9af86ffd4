/**
 * The constructs of Python that this subset leaves out, by the token that gives them away. The rule behind the lists:
 * refuse rather than be wrong, and name what was refused.
 */

/** Reserved words of Python outside the subset, with the construct that each one begins and its verb. */
export const REFUSED_KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['class', 'classes are'],
  ['import', '`import` is'],
  ['from', '`from` imports are'],
  ['yield', 'generators (`yield`) are'],
  ['lambda', '`lambda` is'],
  ['with', '`with` is'],
  ['try', '`try` is'],
  ['except', '`except` is'],
  ['finally', '`finally` is'],
  ['raise', '`raise` is'],
  ['global', '`global` is'],
  ['nonlocal', '`nonlocal` is'],
  ['assert', '`assert` is'],
  ['del', '`del` is'],
  ['async', '`async` is'],
  ['await', '`await` is'],
  ['is', 'identity tests (`is`) are'],
]);

/** Operators and brackets of Python outside the subset. */
export const REFUSED_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['/', 'true division (`/`) is'],
  ['/=', 'true division (`/=`) is'],
  ['<<', 'shifts (`<<`) are'],
  ['<<=', 'shifts (`<<=`) are'],
  ['>>', 'shifts (`>>`) are'],
  ['>>=', 'shifts (`>>=`) are'],
  ['&', 'bitwise operators (`&`) are'],
  ['&=', 'bitwise operators (`&=`) are'],
  ['|', 'bitwise operators (`|`) are'],
  ['|=', 'bitwise operators (`|=`) are'],
  ['^', 'bitwise operators (`^`) are'],
  ['^=', 'bitwise operators (`^=`) are'],
  ['~', 'bitwise operators (`~`) are'],
  ['@', 'decorators and matrix products (`@`) are'],
  ['@=', 'matrix products (`@=`) are'],
  [':=', 'assignment expressions (`:=`) are'],
  ['->', 'annotations (`->`) are'],
  ['...', 'the ellipsis (`...`) is'],
  ['.', 'attributes (`.`) are'],
  ['[', 'lists and subscripts (`[`) are'],
  [']', 'lists and subscripts (`]`) are'],
  ['{', 'dictionaries and sets (`{`) are'],
  ['}', 'dictionaries and sets (`}`) are'],
]);

/** The name of a string literal's kind, from its prefix and opening quote. */
export function refusedString(opening: string): string {
  const prefix = opening.slice(0, -1).toLowerCase();
  if (prefix.includes('f')) return 'f-strings are';
  return prefix.includes('b') ? 'byte strings are' : 'strings are';
}

/**
 * Names that CPython binds in every module and this subset does not: using one here would not be a NameError there.
 * `dir(builtins)` of CPython 3.8 to 3.14, with what `site` adds, less the built-ins that the subset has.
 */
export const REFUSED_NAMES: ReadonlySet<string> = new Set(
  `ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
  BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
  ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup
  FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
  IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
  ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError
  PendingDeprecationWarning PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
  ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError
  SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
  UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError _ _IncompleteInputError
  __annotations__ __annotate__ __build_class__ __builtins__ __cached__ __conditional_annotations__ __debug__ __doc__
  __file__ __import__ __loader__ __name__ __package__ __path__ __spec__ aiter all anext any ascii bin breakpoint
  bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval
  exec exit filter float format frozenset getattr globals hasattr hash help hex id input isinstance issubclass iter
  len license list locals map memoryview next object oct open ord print property quit repr reversed round set setattr
  slice sorted staticmethod str sum super tuple type vars zip`.split(/\s+/),
);
