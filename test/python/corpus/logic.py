# and, or, not and conditional expressions: what they give, and what they never evaluate.
def both(x, y):
    return x and y


def either(x, y):
    return x or y


def guarded(x, y):
    return y != 0 and x // y


def default(x):
    return x or 7


def mixed(x, y, z):
    return x or y and z


def negated(x, y):
    return not x == y


def choose(x):
    return 1 if x > 0 else -1 if x < 0 else 0


def lazy(x):
    return x // 0 if x > 100 else x


def truth(x):
    if x:
        return 1
    return 0


# both(0, 5) -> 0
# both(3, 5) -> 5
# both(3, None) -> None
# either(0, 5) -> 5
# either(3, 5) -> 3
# either(0, False) -> False
# guarded(6, 0) -> False
# guarded(6, 4) -> 1
# default(0) -> 7
# default(-1) -> -1
# default(None) -> 7
# mixed(0, 2, 3) -> 3
# mixed(1, 2, 3) -> 1
# mixed(0, 0, 3) -> 0
# negated(1, 1) -> False
# negated(1, 2) -> True
# choose(5) -> 1
# choose(-5) -> -1
# choose(0) -> 0
# lazy(5) -> 5
# lazy(101) !! ZeroDivisionError
# truth(0) -> 0
# truth(False) -> 0
# truth(None) -> 0
# truth(-3) -> 1
# truth(100000000000000000000) -> 1
