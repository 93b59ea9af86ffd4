# The built-in functions and what they refuse.
def absolute(x):
    return abs(x)


def absolute_of_none():
    return abs()


def absolute_of_two(x):
    return abs(x, x)


def smallest(x, y, z):
    return min(x, y, z)


def largest(x, y, z):
    return max(x, y, z)


def one_minimum(x):
    return min(x)


def no_maximum():
    return max()


def as_int(x):
    return int(x)


def int_of_nothing():
    return int()


def int_with_base(x, y):
    return int(x, y)


def as_bool(x):
    return bool(x)


def bool_of_nothing():
    return bool()


def bool_of_two(x):
    return bool(x, x)


def power_of_one(x):
    return pow(x)


def power_of_four(x):
    return pow(x, x, x, x)


# absolute(-5) -> 5
# absolute(5) -> 5
# absolute(0) -> 0
# absolute(True) -> 1
# absolute(-100000000000000000000) -> 100000000000000000000
# absolute(None) !! TypeError
# absolute_of_none() !! TypeError
# absolute_of_two(1) !! TypeError
# smallest(3, 1, 2) -> 1
# smallest(1, True, 1) -> 1
# smallest(True, 1, 1) -> True
# smallest(1, None, 2) !! TypeError
# smallest(-100000000000000000000, 0, 5) -> -100000000000000000000
# largest(3, 1, 2) -> 3
# largest(1, True, True) -> 1
# largest(True, 1, 0) -> True
# largest(None, 1, 2) !! TypeError
# one_minimum(3) !! TypeError
# one_minimum(None) !! TypeError
# no_maximum() !! TypeError
# as_int(True) -> 1
# as_int(7) -> 7
# as_int(None) !! TypeError
# int_of_nothing() -> 0
# int_with_base(7, 10) !! TypeError
# int_with_base(7, 1) !! ValueError
# int_with_base(7, None) !! TypeError
# as_bool(0) -> False
# as_bool(-2) -> True
# as_bool(None) -> False
# bool_of_nothing() -> False
# bool_of_two(1) !! TypeError
# power_of_one(1) !! TypeError
# power_of_four(2) !! TypeError
