# Lists and tuples: methods, slices, unpacking, aliasing, comparison.
def methods(items):
    items.append(7)
    items.extend('ab')
    items.insert(1, 'x')
    items.insert(-100, 'first')
    items.insert(100, 'last')
    last = items.pop()
    first = items.pop(0)
    items.reverse()
    return items, last, first, items.index(7), items.count('x'), items.copy() == items


def removed(items, x):
    items.remove(x)
    return items


def popped(items, i):
    return items.pop(i), items


def sliced(items, a, b, c, new):
    items[a:b:c] = new
    return items


def cut(items, a, b, c):
    del items[a:b:c]
    return items


def deleted(items, i):
    del items[i]
    return items


def aliases():
    a = [1, 2]
    b = a
    b += [3]
    c = a + [4]
    d = [[0] * 2] * 2
    d[0][0] = 1
    return a, b is a, c, d


def inside_itself():
    a = [1]
    a.append(a)
    t = (a, 2)
    a[0] = t
    return a, t


def unpacked(items):
    first, *middle, last = items
    (a, b), [c, *d] = [first, last], (1, 2, 3)
    return first, middle, last, a, b, c, d


def pair(items):
    a, b = items
    return b, a


def swapped(a, b):
    a, b = b, a
    return a, b


def compared(a, b):
    return a < b, a <= b, a == b, a != b


def times(items, n):
    return items * n


def grown(items):
    for x in items:
        if len(items) < 6:
            items.append(x * 2)
    return items


def sort(items, reverse):
    items.sort(reverse=reverse)
    return items


def by_key(items):
    return sorted(items, key=lambda p: p[1]), sorted(items, key=lambda p: p[1], reverse=True), min(items, key=len)


def chained():
    a = b = []
    a.append(1)
    x, y = z = 1, 2
    return a, b, x, y, z


def augmented(items):
    items[0] += 5
    items[1:2] += [9]
    i = 0
    i, items[i] = 1, 'set'
    return items, i


def tuples():
    return (), (1,), (1, 2)[1], (1, 2) + (3,), (0,) * 2, 1 in (1, 2), (1, 2, 1).count(1), (1, 2).index(2)


def starred(a, b):
    return [*a, *b], (*a, 0), {*a}


def matrix():
    return [[i * j for j in range(3)] for i in range(3)], [y for x in [[1], [2, 3]] for y in x if y > 1]


def with_else(items, x):
    for i in items:
        if i == x:
            break
    else:
        return 'none'
    while x > 0:
        x -= 1
        if x == 2:
            continue
    else:
        return 'else'


# methods([1, 2]) -> (['b', 'a', 7, 2, 'x', 1], 'last', 'first', 2, 1, True)
# removed([1, 2, 1], 1) -> [2, 1]
# removed([1.0, True], 1) -> [True]
# removed([], 1) !! ValueError
# popped([1, 2, 3], 1) -> (2, [1, 3])
# popped([1, 2, 3], -1) -> (3, [1, 2])
# popped([1], 1) !! IndexError
# popped([], 0) !! IndexError
# sliced([0, 1, 2, 3, 4], 1, 3, None, [9, 9, 9]) -> [0, 9, 9, 9, 3, 4]
# sliced([0, 1, 2, 3, 4], 3, 1, None, 'ab') -> [0, 1, 2, 'a', 'b', 3, 4]
# sliced([0, 1, 2, 3, 4], None, None, 2, [7, 8, 9]) -> [7, 1, 8, 3, 9]
# sliced([0, 1, 2, 3, 4], None, None, 2, [7, 8]) !! ValueError
# sliced([0, 1, 2, 3, 4], None, None, -1, [1, 2, 3, 4, 5]) -> [5, 4, 3, 2, 1]
# sliced([0, 1], 0, 1, None, 5) !! TypeError
# cut([0, 1, 2, 3, 4], 1, 3, None) -> [0, 3, 4]
# cut([0, 1, 2, 3, 4], None, None, 2) -> [1, 3]
# cut([0, 1, 2, 3, 4], None, None, -2) -> [1, 3]
# deleted([1, 2, 3], -1) -> [1, 2]
# deleted([1, 2, 3], 3) !! IndexError
# deleted((1, 2), 0) !! TypeError
# aliases() -> ([1, 2, 3], True, [1, 2, 3, 4], [[1, 0], [1, 0]])
# inside_itself() -> ([([...], 2), [...]], ([(...), [...]], 2))
# unpacked([1, 2, 3, 4]) -> (1, [2, 3], 4, 1, 4, 1, [2, 3])
# unpacked([1, 2]) -> (1, [], 2, 1, 2, 1, [2, 3])
# unpacked([1]) !! ValueError
# unpacked('abc') -> ('a', ['b'], 'c', 'a', 'c', 1, [2, 3])
# pair((1, 2)) -> (2, 1)
# pair([1, 2, 3]) !! ValueError
# pair([1]) !! ValueError
# pair(5) !! TypeError
# pair({'a': 1, 'b': 2}) -> ('b', 'a')
# swapped(1, 2) -> (2, 1)
# compared([1, 2], [1, 3]) -> (True, True, False, True)
# compared([1, 2], [1]) -> (False, False, False, True)
# compared((1, 'a'), (1, 'b')) -> (True, True, False, True)
# compared([1, 'a'], [1, 2]) !! TypeError
# compared([1], (1,)) !! TypeError
# compared([], []) -> (False, True, True, False)
# times([1, 2], 2) -> [1, 2, 1, 2]
# times((1,), 0) -> ()
# times([0], 10000000000) ... | limit: size
# times([1], [1]) !! TypeError
# grown([1, 2]) -> [1, 2, 2, 4, 4, 8]
# sort([3, 1, 2], False) -> [1, 2, 3]
# sort(['b', 'B', 'a', ''], True) -> ['b', 'a', 'B', '']
# sort([1, 'a'], False) !! TypeError
# sort([2, 1.5, True], False) -> [True, 1.5, 2]
# sort([[2, 1], [1, 5], [1]], True) -> [[2, 1], [1, 5], [1]]
# sort([(1, 'b'), (1, 'a')], False) -> [(1, 'a'), (1, 'b')]
# by_key([('a', 2), ('b', 1), ('c', 2)]) -> ([('b', 1), ('a', 2), ('c', 2)], [('a', 2), ('c', 2), ('b', 1)], ('a', 2))
# chained() -> ([1], [1], 1, 2, (1, 2))
# augmented([1, 2, 3]) -> ([6, 'set', 9, 3], 1)
# tuples() -> ((), (1,), 2, (1, 2, 3), (0, 0), True, 2, 1)
# starred([1, 1], 'x') -> ([1, 1, 'x'], (1, 1, 0), {1})
# starred([1], 5) !! TypeError
# matrix() -> ([[0, 0, 0], [0, 1, 2], [0, 2, 4]], [2, 3])
# with_else([1, 2], 5) -> 'none'
# with_else([1, 5], 5) -> 'else'
