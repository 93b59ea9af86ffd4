# Defaults, keywords, closures, lambda, and the built-ins that take functions.
def defaults(a, b=2, c=[]):
    c.append(a)
    return a, b, c


def called():
    return defaults(1), defaults(2, c=[9]), defaults(b=5, a=3), defaults(4)


def wrong_keyword():
    return defaults(1, d=2)


def twice():
    return defaults(1, a=2)


def missing():
    return defaults(b=1)


def rest(a, *others):
    return a, others


def spread(items):
    return rest(*items), rest(0, *items, 9)


def counter():
    n = 0
    def increment(by=1):
        nonlocal n
        n += by
        return n
    increment()
    increment(5)
    return increment(), n


def late():
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    return [f() for f in functions], [f() for f in [lambda: j for j in range(3)]], [(lambda k=k: k)() for k in range(3)]


def fibonacci(n):
    memo = {}
    def fib(k):
        if k in memo:
            return memo[k]
        memo[k] = k if k < 2 else fib(k - 1) + fib(k - 2)
        return memo[k]
    return fib(n)


def compose(x):
    def after(f, g):
        return lambda y: f(g(y))
    return after(lambda y: y + 1, lambda y: y * 10)(x), after(str, abs)(x)


def unbound_free():
    def g():
        return later
    result = g()
    later = 1
    return result


def unbound_local(x):
    if x:
        y = 1
    del y
    return y


def mapped(items):
    return (list(map(lambda x: x * 2, items)), list(filter(None, items)), list(map(max, items, [1, 1, 5])),
            list(zip(items, 'ab')), list(enumerate(items, 1)), list(reversed(items)))


def lazy():
    seen = []
    def note(x):
        seen.append(x)
        return x
    first = any(note(x) > 1 for x in [1, 2, 3])
    everything = all(map(note, [5, 0, 7]))
    it = iter([1, 2])
    pairs = list(zip(it, it))
    return first, everything, seen, pairs, next(it, 'end')


def exhausted():
    it = iter([1])
    return [next(it), next(it)]


def generator_reused():
    g = (x * x for x in range(4))
    return 4 in g, list(g), sum(g)


def sums(items):
    return sum(items), sum(items, 10), any(items), all(items), max(items, default=0), min(items, key=lambda x: -x, default=None)


def added(items):
    return sum(items, [])


def not_callable(x):
    return x(1)


def checked(x):
    assert x > 0, 'positive'
    return x


def types(x):
    return isinstance(x, int), isinstance(x, (str, list)), type(x) == bool, type(x) is str, callable(x), type(x)


def shadowed(len):
    sum = len + 1
    return sum


def conversions():
    return (int('ff', 16), int('0b11', 0), int('z', 36), bin(10), hex(-255), oct(8), str(1.0), str(None), repr('a'), list('ab'),
            tuple([1]), bool([]), bool('a'), chr(65), ord('A'), divmod(-7, 2), pow(2, 3), abs(-3), len('abc'), range(3), range(1, 9, 2))


def formats(x):
    return f'{x}', f'{x!r}', f'{x!s:>5}', '{} {}'.format(x, 1), '{1} {0}'.format(x, 2), '{a}'.format(a=x), '%s|%r|%5s' % (x, x, x)


def numbers(n):
    return f'{n:d}', f'{n:05d}', f'{n:x}', f'{n:b}', f'{n:>6}', f'{n:<6}|', f'{n:^6}|', f'{n:,}', f'{n:+}', '%d %x %05d' % (n, n, n), f'{n:_}'


# called() -> ((1, 2, [1, 3, 4]), (2, 2, [9, 2]), (3, 5, [1, 3, 4]), (4, 2, [1, 3, 4]))
# wrong_keyword() !! TypeError
# twice() !! TypeError
# missing() !! TypeError
# spread([1, 2]) -> ((1, (2,)), (0, (1, 2, 9)))
# spread([]) !! TypeError
# spread(5) !! TypeError
# counter() -> (7, 7)
# late() -> ([2, 2, 2], [2, 2, 2], [0, 1, 2])
# fibonacci(60) -> 1548008755920
# compose(-3) -> (-29, '3')
# unbound_free() !! NameError
# unbound_local(1) !! UnboundLocalError
# unbound_local(0) !! UnboundLocalError
# mapped([0, 1, 2]) -> ([0, 2, 4], [1, 2], [1, 1, 5], [(0, 'a'), (1, 'b')], [(1, 0), (2, 1), (3, 2)], [2, 1, 0])
# mapped([]) -> ([], [], [], [], [], [])
# lazy() -> (True, False, [1, 2, 5, 0], [(1, 2)], 'end')
# exhausted() !! StopIteration
# generator_reused() -> (True, [9], 0)
# sums([1, 2, 3]) -> (6, 16, True, True, 3, 3)
# sums([]) -> (0, 10, False, True, 0, None)
# sums('ab') !! TypeError
# added([[1], [2]]) -> [1, 2]
# added([1]) !! TypeError
# not_callable(5) !! TypeError
# not_callable('a') !! TypeError
# checked(1) -> 1
# checked(0) !! AssertionError
# types(True) -> (True, False, True, False, False, <class 'bool'>)
# types('a') -> (False, True, False, True, False, <class 'str'>)
# types([1]) -> (False, True, False, False, False, <class 'list'>)
# shadowed(4) -> 5
# conversions() -> (255, 3, 35, '0b1010', '-0xff', '0o10', '1.0', 'None', "'a'", ['a', 'b'], (1,), False, True, 'A', 65, (-4, 1), 8, 3, 3, range(0, 3), range(1, 9, 2))
# formats('a') -> ('a', "'a'", '    a', 'a 1', '2 a', 'a', "a|'a'|    a")
# formats(1.5) -> ('1.5', '1.5', '  1.5', '1.5 1', '2 1.5', '1.5', '1.5|1.5|  1.5')
# formats(None) -> ('None', 'None', ' None', 'None 1', '2 None', 'None', 'None|None| None')
# formats([1, 'b']) -> ("[1, 'b']", "[1, 'b']", "[1, 'b']", "[1, 'b'] 1", "2 [1, 'b']", "[1, 'b']", "[1, 'b']|[1, 'b']|[1, 'b']")
# numbers(42) -> ('42', '00042', '2a', '101010', '    42', '42    |', '  42  |', '42', '+42', '42 2a 00042', '42')
# numbers(-1234567) -> ('-1234567', '-1234567', '-12d687', '-100101101011010000111', '-1234567', '-1234567|', '-1234567|', '-1,234,567', '-1234567', '-1234567 -12d687 -1234567', '-1_234_567')
# numbers(True) -> ('1', '00001', '1', '1', '     1', '1     |', '  1   |', '1', '+1', '1 1 00001', '1')
# numbers('a') !! ValueError
# numbers(1.5) !! ValueError
