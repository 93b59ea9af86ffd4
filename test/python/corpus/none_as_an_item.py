# None is an item like any other, and what has no fixed size has its own errors.
def got():
    d = {'a': None}
    return d['a'], d.get('a', 1), d.pop('a', 2), d.get('a', 3), d.pop('a', 4)


def iterated():
    items = iter([None, 1])
    return next(items, 5), next(items, 5), next(items, 5), min([None], default=1), max([], default=None)


def by_name():
    return (lambda v, w: (v, w))(w=1, v=None)


def empty_pop(key):
    return {}.pop(key, 'absent')


def asked(s):
    return set([1]) in {2}, s.discard({1}), s


def kept():
    return {True} & {1, 2}, {1.0, 5} & {True}, {True}.intersection([1])


def times(n):
    return 'a' * n


def split(n):
    return 'a b'.split(' ', n)


def padded(n):
    return 'a'.zfill(n)


def length(n):
    return len(range(n))


def zero(n):
    return 0 / n


def step():
    x = [1]
    x[::0] = 1


def merged():
    d = {'a': 1}
    d |= [('b', 2)]
    return d


def wide():
    return '\U0001f600'.join('ab'), 'x'.join('\U0001f600\U0001f601'), '\U0001f600b' < '\uffff', 'a\U0001f600b'[1:]


# got() -> (None, None, None, 3, 4)
# iterated() -> (None, 1, 5, None, None)
# by_name() -> (None, 1)
# empty_pop([]) -> 'absent'
# asked({2}) -> (False, None, {2})
# kept() -> ({True}, {True}, {1})
# times(-5) -> ''
# times(10000000000000000000000) !! OverflowError
# split(10000000000000000000000) !! OverflowError
# padded(-10000000000000000000000) !! OverflowError
# length(9223372036854775807) -> 9223372036854775807
# length(9223372036854775808) !! OverflowError
# zero(-3) -> -0.0
# zero(-9223372036854775808) -> -0.0
# step() !! ValueError
# merged() -> {'a': 1, 'b': 2}
# wide() -> ('a😀b', '😀x😁', False, '😀b')
