# Sums, differences and products around the places where representations of integers change.
def add(x, y):
    return x + y


def subtract(x, y):
    return x - y


def multiply(x, y):
    return x * y


def chain(x):
    return x + 1 - 2 + 3 - 4


def signs(x):
    return - x + - - x - + x


def zero(x):
    return 0 * x


# add(2, 3) -> 5
# add(2147483647, 1) -> 2147483648
# add(9007199254740991, 1) -> 9007199254740992
# add(9007199254740991, 9007199254740991) -> 18014398509481982
# add(9007199254740993, -2) -> 9007199254740991
# add(-9007199254740991, -1) -> -9007199254740992
# add(True, True) -> 2
# add(None, 1) !! TypeError
# subtract(0, 0) -> 0
# subtract(-9007199254740991, 2) -> -9007199254740993
# subtract(9007199254740992, 1) -> 9007199254740991
# subtract(1, None) !! TypeError
# multiply(3, -4) -> -12
# multiply(94906267, 94906267) -> 9007199515875289
# multiply(9007199254740991, -9007199254740991) -> -81129638414606663681390495662081
# multiply(18446744073709551616, 0) -> 0
# multiply(False, 7) -> 0
# multiply(-1, 0) -> 0
# chain(10) -> 8
# signs(5) -> -5
# zero(-3) -> 0
