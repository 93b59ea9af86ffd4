# Bools are integers in arithmetic and keep being bools elsewhere.
def same(x):
    return x


def total(x, y):
    return x + y


def negative(x):
    return -x


def plus(x):
    return +x


def inverse(x):
    return not x


def equals(x, y):
    return x == y


def literals():
    return True + True * True - False


# same(True) -> True
# same(None) -> None
# total(True, False) -> 1
# negative(True) -> -1
# negative(False) -> 0
# negative(None) !! TypeError
# plus(True) -> 1
# plus(None) !! TypeError
# inverse(0) -> True
# inverse(None) -> True
# inverse(-1) -> False
# inverse(100000000000000000000) -> False
# equals(True, 1) -> True
# equals(False, None) -> False
# equals(None, None) -> True
# equals(100000000000000000000, 100000000000000000000) -> True
# equals(1, 2) -> False
# literals() -> 2
