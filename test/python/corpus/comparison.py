# Comparisons and their chains.
def order(x, y):
    return (x < y) + 2 * (x <= y) + 4 * (x > y) + 8 * (x >= y) + 16 * (x == y) + 32 * (x != y)


def between(x):
    return 1 < x <= 10


def chained(x, y, z):
    return x < y > z != x


def stops_early(x):
    return 2 < 1 < x // 0


def grouped(x, y, z):
    return (x < y) < z


def less(x, y):
    return x < y


def none_equals(x):
    return x == None


# order(1, 2) -> 35
# order(2, 1) -> 44
# order(2, 2) -> 26
# order(-1, 100000000000000000000) -> 35
# order(9007199254740991, 9007199254740992) -> 35
# order(100000000000000000000, 100000000000000000001) -> 35
# order(True, 1) -> 26
# order(0, True) -> 35
# between(1) -> False
# between(2) -> True
# between(10) -> True
# between(11) -> False
# chained(1, 3, 2) -> True
# chained(1, 3, 4) -> False
# chained(1, 3, 1) -> False
# stops_early(1) -> False
# grouped(3, 2, 1) -> True
# less(None, 1) !! TypeError
# less(1, None) !! TypeError
# less(None, None) !! TypeError
# none_equals(None) -> True
# none_equals(0) -> False
