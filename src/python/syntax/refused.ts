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
  ['with', '`with` is'],
  ['try', '`try` is'],
  ['except', '`except` is'],
  ['finally', '`finally` is'],
  ['raise', '`raise` is'],
  ['global', '`global` is'],
  ['async', '`async` is'],
  ['await', '`await` is'],
]);

/** Operators of Python outside the subset. */
export const REFUSED_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['@', 'decorators and matrix products (`@`) are'],
  ['@=', 'matrix products (`@=`) are'],
  [':=', 'assignment expressions (`:=`) are'],
  ['->', 'annotations (`->`) are'],
  ['...', 'the ellipsis (`...`) is'],
]);

/**
 * Names that CPython binds in every module and this subset does not: using one here would not be a NameError there.
 * `dir(builtins)` of CPython 3.8 to 3.14, with what `site` adds, less the built-ins that the subset has.
 */
export const REFUSED_NAMES: ReadonlySet<string> = new Set(
  `ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
  BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
  ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception
  ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
  ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError
  KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented
  NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
  PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
  StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
  UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
  UserWarning ValueError Warning ZeroDivisionError _ _IncompleteInputError __annotations__ __annotate__
  __build_class__ __builtins__ __cached__ __conditional_annotations__ __debug__ __doc__ __file__ __import__
  __loader__ __name__ __package__ __path__ __spec__ aiter anext ascii breakpoint bytearray bytes classmethod compile
  complex copyright credits delattr dir eval exec exit frozenset getattr globals hasattr hash help id input
  issubclass license locals memoryview object open print property quit setattr slice staticmethod super vars`.split(
    /\s+/,
  ),
);
