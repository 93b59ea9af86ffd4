# Dicts and sets: order, equal keys, views, what cannot be hashed.
def counts(s):
    d = {}
    for c in s:
        d[c] = d.get(c, 0) + 1
    return d


def keys():
    d = {1: 'a', 1.0: 'b', True: 'c', (1, 2): 'd', None: 'e', '1': 'f', (1.0, 2): 'g', 'constructor': 1, '__proto__': 2}
    return d, d[1], d[(True, 2)], len(d)


def get(d, k):
    return d[k]


def methods(d):
    e = d.copy()
    e.update({'z': 26}, y=25)
    e.update([('x', 24), 'w1'])
    popped = e.pop('z'), e.pop('nothing', None), e.popitem()
    e.setdefault('list', []).append(1)
    return list(e), list(e.values()), list(e.items()), popped, 'y' in e, d == e, e.get('q'), e.get('q', 1)


def pop(d, k):
    return d.pop(k)


def emptied(d):
    d.clear()
    return d, d.popitem()


def changed(d):
    for k in d:
        d[k + 1] = 0
    return d


def updated(d):
    for k in d:
        d[k] = d[k] * 2
    return d


def deleted(d, k):
    del d[k]
    d[k] = 'again'
    return d


def views(d):
    keys = d.keys()
    d['new'] = 1
    return keys, d.values(), d.items(), len(keys), 'new' in keys


def comprehended(items):
    return {k: v for v, k in enumerate(items)}, dict(zip(items, items[1:])), dict(a=1), dict.fromkeys(items, 0)


def merged(a, b):
    c = a | b
    a |= b
    return c, a


def sets(a, b):
    a, b = set(a), set(b)
    return (sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, a < b, a == b, a.isdisjoint(b), len(a),
            sorted(a.union(b, [7])), a.issubset(b), sum(a), max(a), 1 in a)


def set_methods():
    s = {3, 1, 2}
    s.add(2)
    s.discard(9)
    s.remove(3)
    s.update([5, 6])
    s -= {5}
    return sorted(s), set(), {1}, {x % 2 for x in [1, 3]}


def iterated(items):
    return [x for x in set(items)]


def shown(items):
    return set(items)


def listed(items):
    return list(set(items))


def nested():
    return {'a': {'b': [1, {'c': ()}]}}


def key(k):
    return {k: 1}


def member(x, items):
    return x in set(items)


# counts('hello') -> {'h': 1, 'e': 1, 'l': 2, 'o': 1}
# keys() -> ({1: 'c', (1, 2): 'g', None: 'e', '1': 'f', 'constructor': 1, '__proto__': 2}, 'c', 'g', 6)
# get({'a': 1}, 'a') -> 1
# get({'a': 1}, 'b') !! KeyError
# get({1: 2}, 1.0) -> 2
# get({'a': 1}, ['a']) !! TypeError
# get({100000000000000000000: 1}, 1e20) -> 1
# get({0.5: 'half'}, 0.5) -> 'half'
# methods({'a': 1}) -> (['a', 'y', 'x', 'list'], [1, 25, 24, [1]], [('a', 1), ('y', 25), ('x', 24), ('list', [1])], (26, None, ('w', '1')), True, False, None, 1)
# pop({'a': 1}, 'b') !! KeyError
# emptied({'a': 1}) !! KeyError
# changed({1: 1, 2: 2}) !! RuntimeError
# updated({1: 1, 2: 2}) -> {1: 2, 2: 4}
# deleted({1: 1, 2: 2}, 1) -> {2: 2, 1: 'again'}
# deleted({1: 1}, 3) !! KeyError
# views({'a': 1}) -> (dict_keys(['a', 'new']), dict_values([1, 1]), dict_items([('a', 1), ('new', 1)]), 2, True)
# comprehended('abc') -> ({'a': 0, 'b': 1, 'c': 2}, {'a': 'b', 'b': 'c'}, {'a': 1}, {'a': 0, 'b': 0, 'c': 0})
# merged({'a': 1}, {'a': 2, 'b': 3}) -> ({'a': 2, 'b': 3}, {'a': 2, 'b': 3})
# merged({'a': 1}, [('b', 2)]) !! TypeError
# sets([1, 2, 3], [2, 3, 4]) -> ([1, 2, 3, 4], [2, 3], [1], [1, 4], False, False, False, False, 3, [1, 2, 3, 4, 7], False, 6, 3, True)
# sets('ab', 'b') !! TypeError
# sets([], []) !! ValueError
# set_methods() -> ([1, 2, 6], set(), {1}, {1})
# iterated([5]) -> [5]
# iterated(['a', 'b']) -> ['a', 'b'] | outside the subset
# iterated([1, 2]) -> [1, 2] | outside the subset
# shown([7, 7]) -> {7}
# shown([]) -> set()
# shown([1, 2]) -> {1, 2} | outside the subset
# listed('ab') -> ['a', 'b'] | outside the subset
# nested() -> {'a': {'b': [1, {'c': ()}]}}
# key([]) !! TypeError
# key(([],)) !! TypeError
# key({}) !! TypeError
# key((1, (2, 'a'))) -> {(1, (2, 'a')): 1}
# member(1.0, [1, 2]) -> True
# member([], [1]) !! TypeError
